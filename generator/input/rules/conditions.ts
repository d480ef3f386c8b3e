import type { JsonValue } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { SourceCondition, SourceSchema } from "../schema-document.js";
import { isObject, type SchemaNode } from "../schema-nodes.js";

/** The conditions that stand directly at a schema: members of `allOf`, `not`, and those of warnings. */
export function conditionsAt({ pointer, schema }: SchemaNode<SourceSchema>): SchemaNode[] {
  return [
    ...(schema.allOf ?? []).map((condition, index) => ({
      pointer: pointerTo(pointer, "allOf", index),
      schema: condition,
    })),
    ...(schema.not ? [{ pointer: pointerTo(pointer, "not"), schema: schema.not }] : []),
    ...(schema["x-octopus-warnings"] ?? []).map((warning, index) => ({
      pointer: pointerTo(pointer, "x-octopus-warnings", index, "if"),
      schema: warning.if,
    })),
  ];
}

/** Conditions about the same value that a condition is made of: `not`, and the members of `allOf`, `anyOf`, `oneOf`. */
export function partsOf({ pointer, schema }: SchemaNode): SchemaNode[] {
  const lists = ["allOf", "anyOf", "oneOf"].flatMap((keyword) =>
    asList(schema[keyword]).map((part, index) => ({ pointer: pointerTo(pointer, keyword, index), schema: part })),
  );
  return [...lists, ...asList([schema.not]).map((part) => ({ pointer: pointerTo(pointer, "not"), schema: part }))];
}

/** Conditions about parts of the value: for each property, and for the items (`name` undefined). */
export function innerConditions({ pointer, schema }: SchemaNode): {
  name: string | undefined;
  condition: SchemaNode;
}[] {
  const { properties, items } = schema;
  const named = Object.entries(isObject(properties) ? properties : {}).flatMap(([name, inner]) =>
    isObject(inner) ? [{ name, condition: { pointer: pointerTo(pointer, "properties", name), schema: inner } }] : [],
  );
  const each = isObject(items)
    ? [{ name: undefined, condition: { pointer: pointerTo(pointer, "items"), schema: items } }]
    : [];
  return [...named, ...each];
}

/** A condition and all conditions below it, whichever value they are about. */
export function conditionsBelow(condition: SchemaNode): SchemaNode[] {
  const inner = innerConditions(condition).map((entry) => entry.condition);
  return [condition, ...[...partsOf(condition), ...inner].flatMap(conditionsBelow)];
}

function asList(value: JsonValue | undefined | readonly (JsonValue | undefined)[]): SourceCondition[] {
  return Array.isArray(value)
    ? value.filter((item: JsonValue | undefined): item is SourceCondition => isObject(item))
    : [];
}
