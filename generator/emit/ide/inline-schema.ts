import type { JsonSchema } from "../json-schema.js";

/** The keywords that hold one schema, those that hold a list of them, and those that hold them by name. */
const ONE = [
  "not",
  "items",
  "additionalProperties",
  "additionalItems",
  "propertyNames",
  "contains",
  "if",
  "then",
  "else",
];
const LISTS = ["allOf", "anyOf", "oneOf", "items"];
const NAMED = ["properties", "patternProperties"];

/** The same schema with every schema directly below it changed. */
export function mapSchemas(schema: JsonSchema, change: (child: JsonSchema) => JsonSchema): JsonSchema {
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (Array.isArray(value)) return [keyword, LISTS.includes(keyword) ? (value as JsonSchema[]).map(change) : value];
    if (typeof value !== "object" || value === null) return [keyword, value];
    if (NAMED.includes(keyword)) return [keyword, mapValues(value as Record<string, JsonSchema>, change)];
    return [keyword, ONE.includes(keyword) ? change(value as JsonSchema) : value];
  });
  return Object.fromEntries(entries);
}

/**
 * A check schema as one document: references replaced by what they refer to, and a negation of a negation, which the
 * checks use to keep ajv from reporting twice, by what it says.
 */
export function inlineSchema(schema: JsonSchema, byId: ReadonlyMap<string, JsonSchema>): JsonSchema {
  const { $ref, ...rest } = schema;
  const own = Object.fromEntries(Object.entries(rest).filter(([keyword]) => keyword !== "$id"));
  const inlined = mapSchemas(own, (child) => inlineSchema(child, byId));
  const plain = withoutDoubleNegation(withoutEmptyMembers(inlined));
  if (typeof $ref !== "string") return plain;
  const target = byId.get($ref);
  if (!target) throw new Error(`There is no schema ${$ref} to put in line`);
  return withBoth(inlineSchema(target, byId), plain);
}

function withoutEmptyMembers(schema: JsonSchema): JsonSchema {
  const { allOf, ...others } = schema;
  const telling = ((allOf ?? []) as JsonSchema[]).filter((member) => Object.keys(member).length > 0);
  return telling.length === 0 ? others : { ...others, allOf: telling };
}

function withoutDoubleNegation(schema: JsonSchema): JsonSchema {
  const { not, ...others } = schema;
  const inner = (not as JsonSchema | undefined)?.not as JsonSchema | undefined;
  if (inner === undefined || Object.keys(not as JsonSchema).length > 1) return schema;
  return withBoth(others, inner);
}

/** A schema that asks for both: side by side where no keyword is in both, otherwise the second as a condition. */
export function withBoth(first: JsonSchema, second: JsonSchema): JsonSchema {
  const { allOf = [], ...rest } = second as { readonly allOf?: readonly JsonSchema[] };
  const isApart = Object.keys(rest).every((keyword) => !(keyword in first));
  const members = [...((first.allOf ?? []) as JsonSchema[]), ...allOf, ...(isApart ? [] : [rest])];
  return { ...first, ...(isApart ? rest : {}), ...(members.length > 0 ? { allOf: members } : {}) };
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
