import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { membersOf, omit, type Place } from "./place.js";

/** What may be inside of objects and lists, never left open to doubt. */
export function containers(schema: JsonObject, place: Place): JsonObject {
  if (schema.type === "array") return arrays(schema, place);
  return schema.type === "object"
    ? [unevaluated, otherProperties, booleanProperties].reduce((result, step) => step(result, place), schema)
    : schema;
}

function arrays(schema: JsonObject, place: Place): JsonObject {
  const { items } = schema;
  if (items !== undefined && items !== true) return schema;
  if (schema.prefixItems !== undefined) return schema;
  place.exact(items === undefined ? "type" : "items", "items of any value");
  return { ...schema, items: {} };
}

function unevaluated(schema: JsonObject, place: Place): JsonObject {
  if (schema.unevaluatedProperties !== false && schema.unevaluatedProperties !== true) return schema;
  const rest = omit(schema, "unevaluatedProperties");
  if (rest.additionalProperties !== undefined) return rest;
  place.exact("unevaluatedProperties", `additionalProperties: ${String(schema.unevaluatedProperties)}`);
  return { ...rest, additionalProperties: schema.unevaluatedProperties };
}

/** JSON Schema lets an object have any other properties unless it is told not to; an API server prunes them. */
function otherProperties(schema: JsonObject, place: Place): JsonObject {
  const { additionalProperties, properties } = schema;
  if (isObject(additionalProperties) && Object.keys(additionalProperties).length === 0 && isObject(properties)) {
    place.exact("additionalProperties", "additionalProperties: true");
    return { ...schema, additionalProperties: true };
  }
  if (isObject(additionalProperties) && isObject(properties) && Object.keys(properties).length === 0)
    return omit(schema, "properties");
  if (additionalProperties !== undefined) return schema;
  if (!isObject(properties) && schema.patternProperties === undefined) {
    place.exact("type", "an object of any properties, which are kept as they are");
    return { ...schema, additionalProperties: true };
  }
  if (schema.patternProperties !== undefined) return schema;
  place.approximate(
    "type",
    "additionalProperties is missing: JSON Schema then permits any other property, here they are refused; write false to say so, or true to keep them",
  );
  return { ...schema, additionalProperties: false };
}

function booleanProperties(schema: JsonObject, place: Place): JsonObject {
  const { properties, additionalProperties } = schema;
  if (!isObject(properties) || !Object.values(properties).some((child) => typeof child === "boolean")) return schema;
  const below = place.of(properties, "properties");
  const never = Object.keys(properties).filter((name) => properties[name] === false);
  const isOpen = additionalProperties !== false;
  for (const name of never)
    below.exact(name, isOpen ? "a property that must not be there" : "nothing: an unknown property is refused");
  const kept = Object.entries(properties).filter(([name, child]) => child !== false || (isOpen && name !== ""));
  const entries = kept.map(([name, child]): [string, JsonValue] => [name, typeof child === "boolean" ? {} : child]);
  const members = membersOf(schema.allOf);
  const forbidden = isOpen ? never.map((name): JsonValue => ({ not: { required: [name] } })) : [];
  return {
    ...schema,
    properties: below.made(Object.fromEntries(entries)),
    ...(members.length + forbidden.length > 0 && { allOf: [...members, ...forbidden] }),
  };
}
