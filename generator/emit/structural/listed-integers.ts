import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject, objectOf, type StructuralSchema } from "./node.js";
import { own } from "../../own.js";

/**
 * The same schema, with the conditions spelled out that list integers for a value that may be a number: the API server
 * cuts the fraction off the value before it compares it with an integer of an enum (kube-openapi,
 * validation/validate/values.go), so that `enum: [1]` lets 1.5 pass. Bounds do not.
 */
export function spellListedIntegers(schema: StructuralSchema): StructuralSchema {
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(isObject(properties) && { properties: mapObjects(properties, spellListedIntegers) }),
    ...(isObject(items) && { items: spellListedIntegers(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: spellListedIntegers(additionalProperties) }),
    ...spelledJunctors(schema, schema),
  };
}

/** A condition on what `subject` describes, wherever it lists integers. */
function spelled(condition: JsonObject, subject: StructuralSchema): JsonObject {
  const { properties, items } = condition;
  const declared = objectOf(subject.properties);
  const below: JsonObject = {
    ...condition,
    ...(isObject(properties) && {
      properties: mapObjects(properties, (inner, name) => spelled(inner, objectOf(own(declared, name)))),
    }),
    ...(isObject(items) && { items: spelled(items, objectOf(subject.items)) }),
    ...spelledJunctors(condition, subject),
  };
  const { enum: listed, ...others } = below;
  if (!Array.isArray(listed) || !mayBeFraction(subject) || !listed.some(Number.isInteger)) return below;
  const alternatives = alternativesOf(listed as readonly JsonValue[]);
  if (others.anyOf === undefined) return { ...others, anyOf: alternatives };
  const members = [...((others.allOf as readonly JsonValue[] | undefined) ?? []), { anyOf: alternatives }];
  return { ...others, allOf: members };
}

/** The values of an enum, each integer for itself, between bounds. */
function alternativesOf(listed: readonly JsonValue[]): JsonObject[] {
  const integers = listed.filter((value) => Number.isInteger(value));
  const others = listed.filter((value) => !Number.isInteger(value));
  return [
    // Bounds alone would let texts pass.
    ...integers.map((value) => ({ enum: [value], minimum: value, maximum: value })),
    ...(others.length > 0 ? [{ enum: others }] : []),
  ];
}

function mayBeFraction(subject: StructuralSchema): boolean {
  return subject.type === "number" || (subject.type === undefined && !subject["x-kubernetes-int-or-string"]);
}

function spelledJunctors({ allOf, anyOf, oneOf, not }: JsonObject, subject: StructuralSchema): JsonObject {
  const all = (members: JsonValue) =>
    (members as readonly JsonValue[]).map((member) => spelled(objectOf(member), subject));
  return {
    ...(allOf !== undefined && { allOf: all(allOf) }),
    ...(anyOf !== undefined && { anyOf: all(anyOf) }),
    ...(oneOf !== undefined && { oneOf: all(oneOf) }),
    ...(isObject(not) && { not: spelled(not, subject) }),
  };
}

function mapObjects(record: JsonObject, change: (value: JsonObject, name: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(objectOf(value), name)]));
}
