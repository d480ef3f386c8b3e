import type {
  ArrayShape,
  BooleanShape,
  AnyShape,
  Documentation,
  JsonValue,
  MapShape,
  NumberShape,
  ObjectShape,
  PropertyModel,
  ReferenceShape,
  SchemaModel,
  Shape,
  StringShape,
  TypeModel,
} from "../../../generator/model/model.js";

/*
 * Pieces of a model in few words: each function fills in what a test does not care about.
 *
 *     model(type("Store", object([property("type", string(), { default: "Memory" })])))
 */

const UNDOCUMENTED: Documentation = { description: "", deprecated: false, examples: [], secret: false };
const PLAIN = { conditions: [], kubernetes: {} };

/** A model of these types, without CRDs. */
export function model(...types: readonly TypeModel[]): SchemaModel {
  return { types, crds: [] };
}

/** The type `BasicAuth`, from `test/basic-auth.schema.json`. */
export function type(name: string, shape: Shape, more: Partial<TypeModel> = {}): TypeModel {
  const fileName = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
  return { ...UNDOCUMENTED, name, source: `test/${fileName}.schema.json`, group: "test", fileName, shape, ...more };
}

/** An optional property without a default. */
export function property(wireName: string, shape: Shape, more: Partial<PropertyModel> = {}): PropertyModel {
  return { ...UNDOCUMENTED, wireName, required: false, shape, ...more };
}

/** A property that must be there. */
export function required(wireName: string, shape: Shape, more: Partial<PropertyModel> = {}): PropertyModel {
  return property(wireName, shape, { required: true, ...more });
}

/** A property with a default, given as it stands after the expansion of defaults. */
export function defaulted(wireName: string, shape: Shape, value: JsonValue): PropertyModel {
  return property(wireName, shape, { default: value });
}

/** A closed object without rules. */
export function object(properties: readonly PropertyModel[], more: Partial<ObjectShape> = {}): ObjectShape {
  return { ...PLAIN, kind: "object", properties, open: false, rules: [], warnings: [], ...more };
}

/** An object that keeps keys it does not know. */
export function open(...properties: readonly PropertyModel[]): ObjectShape {
  return object(properties, { open: true });
}

export function map(values: Shape, more: Partial<MapShape> = {}): MapShape {
  return { ...PLAIN, kind: "map", values, ...more };
}

export function array(items: Shape, more: Partial<ArrayShape> = {}): ArrayShape {
  return { ...PLAIN, kind: "array", items, ...more };
}

export function string(more: Partial<StringShape> = {}): StringShape {
  return { ...PLAIN, kind: "string", ...more };
}

export function integer(more: Partial<NumberShape> = {}): NumberShape {
  return { ...PLAIN, kind: "integer", ...more };
}

export function boolean(more: Partial<BooleanShape> = {}): BooleanShape {
  return { ...PLAIN, kind: "boolean", ...more };
}

export function any(): AnyShape {
  return { ...PLAIN, kind: "any" };
}

export function reference(name: string): ReferenceShape {
  return { ...PLAIN, kind: "reference", type: name };
}
