import type {
  Condition,
  EnumValue,
  JsonValue,
  MapShape,
  ObjectShape,
  RuleModel,
  SchemaModel,
  Shape,
  TypeModel,
} from "../model/model.js";
import { unreachable } from "../model/names.js";
import { uniqueItems } from "./unique-items-keyword.js";
import { inlineReference, undocumented } from "./inline-reference.js";

/** A JSON Schema as ajv's core takes it (keywords that mean the same in every draft); validations only, no prose. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One schema per type: `$id` is the type's name, and references between types are `$ref`s to such names. */
export function checkSchemas(model: SchemaModel): JsonSchema[] {
  return model.types.map((type) => ({ $id: type.name, ...checkSchema(model, type) }));
}

/** What a type's documents must meet; references between types are `$ref`s to their names. */
export function checkSchema(model: SchemaModel, { shape }: TypeModel): JsonSchema {
  return shapeSchema(withoutNullableReferences(model, shape));
}

/** Where null may stand in place of a type, its schema is written out: alternatives of schemas would flood a reader with errors. */
function withoutNullableReferences(model: SchemaModel, shape: Shape): Shape {
  const inner = (child: Shape) => withoutNullableReferences(model, child);
  switch (shape.kind) {
    case "reference":
      return shape.nullable ? inner(inlineReference(model, undocumented(shape)).shape) : shape;
    case "object":
      return { ...shape, properties: shape.properties.map((each) => ({ ...each, shape: inner(each.shape) })) };
    case "map":
      return { ...shape, values: inner(shape.values) };
    case "array":
      return { ...shape, items: inner(shape.items) };
    default:
      return shape;
  }
}

/** Where a shape's rule `index` (counted before the shape's other conditions) is reported, below the shape's own schema path. */
export function rulePath(index: number): string {
  return `/allOf/${index}/not`;
}

/** The schema path of an object's property, a map's values or a list's items, below the parent's own. */
export function memberPath(parent: Shape, property?: string): string {
  if (parent.kind === "object" && property === "__proto__") return `/patternProperties/${pathSegment(PROTO)}`;
  if (parent.kind === "object") return `/properties/${pathSegment(property ?? "")}`;
  if (parent.kind === "array") return "/items";
  if (parent.kind === "map" && parent.keyPattern !== undefined) {
    return `/patternProperties/${pathSegment(parent.keyPattern)}`;
  }
  return "/additionalProperties";
}

/**
 * A condition that, where it is not met, is reported exactly once and at its own place: whatever happens inside `not`
 * is not reported, so there are no floods of errors from alternatives.
 */
export function silently(condition: Condition): JsonSchema {
  const { not, ...others } = condition;
  const isNegation = not !== undefined && Object.keys(others).length === 0;
  return { not: isNegation ? conditionSchema(not) : { not: conditionSchema(condition) } };
}

/** A condition with enums of scalars only: what compares objects would need code of ajv's at run time. */
export function conditionSchema(condition: Condition): JsonSchema {
  const { enum: values, properties, items, not, allOf, anyOf, oneOf, ...scalarBounds } = condition;
  const alternatives = values === undefined ? {} : enumSchema(values);
  return {
    ...scalarBounds,
    ...(properties && propertiesSchema(mapValues(properties, conditionSchema))),
    ...(items && { items: conditionSchema(items) }),
    ...(not && { not: conditionSchema(not) }),
    ...(anyOf && { anyOf: anyOf.map(conditionSchema) }),
    ...(oneOf && { oneOf: oneOf.map(conditionSchema) }),
    ...("enum" in alternatives && alternatives),
    ...joined([...(allOf ?? []).map(conditionSchema), ...("enum" in alternatives ? [] : [alternatives])]),
  };
}

function shapeSchema(shape: Shape): JsonSchema {
  const passNull = (condition: JsonSchema) => (shape.nullable ? orNull(condition) : condition);
  return {
    ...nullableSchema(shape, bareSchema(shape)),
    ...joined(
      [...rulesOf(shape).map(({ condition }) => silently(condition)), ...shape.conditions.map(plainly)].map(passNull),
    ),
  };
}

function rulesOf(shape: Shape): readonly RuleModel[] {
  return shape.kind === "object" ? shape.rules : [];
}

function bareSchema(shape: Shape): JsonSchema {
  switch (shape.kind) {
    case "object":
      return objectSchema(shape);
    case "map":
      return { type: "object", ...bounds(shape), ...membersSchema(shape) };
    case "array":
      return { type: "array", ...bounds(shape), ...uniqueItems(shape), items: shapeSchema(shape.items) };
    case "string":
    case "number":
    case "boolean":
      return { type: shape.kind, ...bounds(shape), ...enumOf(shape) };
    case "integer":
      return { type: "integer", ...int64Bounds(shape), ...bounds(shape), ...enumOf(shape) };
    case "int-or-string":
      return { type: ["integer", "string"], ...int64Bounds({}), ...bounds(shape) };
    case "any":
      return {};
    case "reference":
      return { $ref: shape.type };
    default:
      return unreachable(shape);
  }
}

const NOT_NULL = { type: ["object", "array", "string", "number", "boolean"] } as const;

/** A type may have conditions that null does not meet; where null may stand in place of the type, they are not asked. */
function orNull(condition: JsonSchema): JsonSchema {
  const { not, enum: values } = condition as { not?: JsonSchema; enum?: readonly unknown[] };
  return {
    ...condition,
    ...(not && { not: { ...NOT_NULL, ...not } }),
    ...(values && { enum: [...values, null] }),
  };
}

/** Null passes where it is a value of its own. */
function nullableSchema({ nullable }: Shape, schema: JsonSchema): JsonSchema {
  if (!nullable) return schema;
  const { type, enum: values } = schema as { type?: unknown; enum?: readonly JsonValue[] };
  return {
    ...schema,
    ...(type !== undefined && { type: [type, "null"].flat() }),
    ...(values && { enum: [...values, null] }),
  };
}

function enumOf({ enum: values }: { readonly enum?: readonly EnumValue[] }): JsonSchema {
  return values ? { enum: values.map(({ value }) => value) } : {};
}

/** The greatest number of JavaScript's that is below 2^63. */
const GREATEST_INT64 = 2 ** 63 - 1024;

/** The API server takes 64-bit integers only. Bounds of the schema's own take the place of these. */
function int64Bounds({ enum: values }: { readonly enum?: readonly EnumValue[] }): JsonSchema {
  return values ? {} : { minimum: -(2 ** 63), maximum: GREATEST_INT64 };
}

const BOUNDS = [
  ...["minLength", "maxLength", "pattern", "format"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minItems", "maxItems", "minProperties", "maxProperties"],
];

/** The keywords of a shape that JSON Schema calls the same. */
function bounds(shape: Shape): JsonSchema {
  return Object.fromEntries(Object.entries(shape).filter(([keyword]) => BOUNDS.includes(keyword)));
}

function membersSchema({ values, keyPattern }: MapShape): JsonSchema {
  const members = shapeSchema(values);
  if (keyPattern === undefined) return { additionalProperties: members };
  return { patternProperties: { [keyPattern]: members }, additionalProperties: false };
}

function objectSchema({ properties, open }: ObjectShape): JsonSchema {
  const required = properties.filter((property) => property.required).map(({ wireName }) => wireName);
  return {
    type: "object",
    ...propertiesSchema(Object.fromEntries(properties.map(({ wireName, shape }) => [wireName, shapeSchema(shape)]))),
    ...(required.length > 0 && { required }),
    additionalProperties: open,
  };
}

const PROTO = "^__proto__$";

/** ajv passes over a property that is named `__proto__`; as a pattern of keys it is one like others. */
function propertiesSchema(schemas: Readonly<Record<string, JsonSchema>>): JsonSchema {
  if (!Object.hasOwn(schemas, "__proto__")) return { properties: schemas };
  const entries = Object.entries(schemas);
  const [[, proto] = []] = entries.filter(([name]) => name === "__proto__");
  const others = Object.fromEntries(entries.filter(([name]) => name !== "__proto__"));
  return { properties: others, patternProperties: { [PROTO]: proto } };
}

/** Conditions on one value keep their own error, so that a reader learns which bound was missed; alternatives have none. */
function plainly(condition: Condition): JsonSchema {
  return isPlain(condition) ? conditionSchema(condition) : silently(condition);
}

/** Whether a condition is about one value, whose own keywords say what is wrong with it. */
export function isPlain({ properties, items, not, anyOf, oneOf, allOf, enum: values }: Condition): boolean {
  const compound = properties ?? items ?? not ?? anyOf ?? oneOf ?? allOf;
  return compound === undefined && (values ?? []).every(isScalar);
}

function enumSchema(values: readonly JsonValue[]): JsonSchema {
  return values.every(isScalar) ? { enum: values } : { anyOf: values.map(constantSchema) };
}

/** The schema that one value only meets. */
function constantSchema(value: JsonValue): JsonSchema {
  if (value === null || typeof value !== "object") return { enum: [value] };
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const size = { minItems: items.length, maxItems: items.length };
    return { type: "array", ...size, items: items.map(constantSchema), additionalItems: false };
  }
  const properties = mapValues(value as Readonly<Record<string, JsonValue>>, constantSchema);
  const required = Object.keys(value);
  return { type: "object", required, ...propertiesSchema(properties), additionalProperties: false };
}

function isScalar(value: JsonValue): boolean {
  return value === null || typeof value !== "object";
}

function joined(members: readonly JsonSchema[]): JsonSchema {
  return members.length === 0 ? {} : { allOf: members };
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** A name within a schema path, as ajv writes it. */
function pathSegment(name: string): string {
  return encodeURIComponent(name.replace(/~/g, "~0").replace(/\//g, "~1"));
}
