import type { JsonObject, JsonValue, ObjectShape, PropertyModel, SchemaModel, Shape, TypeModel } from "./model.js";
import { typeNamed } from "./names.js";

/**
 * Closes every default under the defaults of its children, through references: what the API server would end up with
 * (Kubernetes applies defaults from the top down). Returns a new model.
 */
export function expandDefaults(model: SchemaModel): SchemaModel {
  const typeOf = (name: string) => typeNamed(model, name);
  return { ...model, types: model.types.map((type) => ({ ...type, shape: expandShape(type.shape, typeOf) })) };
}

/** Looks up a type by the name that a reference has. */
export type TypeLookup = (name: string) => TypeModel;

function expandShape(shape: Shape, typeOf: TypeLookup): Shape {
  if (shape.kind === "object")
    return { ...shape, properties: shape.properties.map((property) => expandProperty(property, typeOf)) };
  if (shape.kind === "map") return { ...shape, values: expandShape(shape.values, typeOf) };
  if (shape.kind === "array") return { ...shape, items: expandShape(shape.items, typeOf) };
  return shape;
}

function expandProperty(property: PropertyModel, typeOf: TypeLookup): PropertyModel {
  const shape = expandShape(property.shape, typeOf);
  if (property.default === undefined) return { ...property, shape };
  return { ...property, shape, default: applyDefaults(shape, property.default, typeOf) };
}

/**
 * The value as the API server would store it: null properties dropped unless they are nullable, absent ones given their default, unknown ones
 * kept. Values that do not fit the shape stay as they are, for a validator to speak about.
 */
export function applyDefaults(shape: Shape, value: JsonValue, typeOf: TypeLookup): JsonValue {
  if (shape.kind === "reference") return applyDefaults(typeOf(shape.type).shape, value, typeOf);
  if (shape.kind === "array" && isArray(value)) return value.map((item) => applyDefaults(shape.items, item, typeOf));
  if (shape.kind === "object" && isObject(value)) return applyToProperties(shape, value, typeOf);
  if (shape.kind === "map" && isObject(value))
    return Object.fromEntries(
      (isNullable(shape.values, typeOf) ? Object.entries(value) : withoutNulls(value)).map(([key, item]) => [
        key,
        applyDefaults(shape.values, item, typeOf),
      ]),
    );
  return value;
}

function applyToProperties(shape: ObjectShape, value: JsonObject, typeOf: TypeLookup): JsonObject {
  const names = new Set(shape.properties.map(({ wireName }) => wireName));
  const given = new Map(Object.entries(value));
  const known = shape.properties.flatMap(({ wireName, default: fallback, shape: child }) => {
    const written = given.get(wireName);
    const own = written === null && isNullable(child, typeOf) ? null : (written ?? fallback);
    return own === undefined ? [] : [[wireName, applyDefaults(child, own, typeOf)] as const];
  });
  // What the shape does not know has no meaning here, not even its nulls.
  const unknown = Object.entries(value).filter(([name]) => !names.has(name));
  return Object.fromEntries([...known, ...unknown]);
}

/** True where null is a value of its own, whether the place or the type that it refers to says so. */
export function isNullable(shape: Shape, typeOf: TypeLookup): boolean {
  if (shape.nullable) return true;
  return shape.kind === "reference" && isNullable(typeOf(shape.type).shape, typeOf);
}

function withoutNulls(value: JsonObject): [string, JsonValue][] {
  return Object.entries(value).filter(([, item]) => item !== null);
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}
