import type { JsonObject, JsonValue } from "../../../generator/model/model.js";

/** A node of the CRD's schema, as far as pruning reads it. */
interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node;
  readonly items?: Node;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
}

/**
 * The value without the fields that the API server prunes (its `pruning.PruneWithOptions`). Our default-applier keeps
 * them, for the validator to name.
 */
export function prune(value: JsonValue, node: Node | undefined, preserves = false): JsonValue {
  const keeps = preserves || node?.["x-kubernetes-preserve-unknown-fields"] === true;
  if (isList(value)) {
    // What an open node holds stays open within lists, and is pruned again below each named field.
    return keeps && !node ? value : value.map((item) => prune(item, node?.items, keeps));
  }
  if (typeof value !== "object" || value === null) return value;
  return pruneObject(value, node, keeps);
}

function pruneObject(value: JsonObject, node: Node | undefined, keeps: boolean): JsonValue {
  if (!node) return keeps ? value : {};
  const { properties = {}, additionalProperties } = node;
  const entries = Object.entries(value).flatMap(([key, member]): [string, JsonValue][] => {
    if (Object.hasOwn(properties, key)) return [[key, prune(member, properties[key])]];
    if (additionalProperties) return [[key, prune(member, additionalProperties)]];
    return keeps ? [[key, member]] : [];
  });
  return Object.fromEntries(entries);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
