import type { JsonObject, JsonValue } from "../model/model.js";
import { pointerTo } from "./json-pointer.js";

/** A schema within a document, and where it is. */
export interface SchemaNode<Schema = JsonObject> {
  readonly pointer: string;
  readonly schema: Schema;
}

/**
 * Every schema of a document in document order, the root first: those under `properties`, `items` and
 * `additionalProperties`. Conditions and data (`default`, `examples`, `enum`) are not schemas. Works on any JSON, since
 * the loader asks before anything is checked.
 */
export function schemaNodes(json: JsonValue, pointer = ""): SchemaNode[] {
  return nodesBelow(json, pointer, []);
}

/** The same, with the places where a source may have schemas before it is translated. */
export function sourceNodes(json: JsonValue, pointer = ""): SchemaNode[] {
  return nodesBelow(json, pointer, ["anyOf", "oneOf", "allOf"]);
}

function nodesBelow(json: JsonValue, pointer: string, lists: readonly string[]): SchemaNode[] {
  if (!isObject(json)) return [];
  const { properties, items, additionalProperties } = json;
  const named = isObject(properties) ? Object.entries(properties) : [];
  const definitions = ["$defs", "definitions"].flatMap((holder) =>
    Object.entries(isObject(json[holder]) && lists.length > 0 ? json[holder] : {}).map(
      ([key, child]) => [child, pointerTo(pointer, holder, key)] as const,
    ),
  );
  const listed = lists.flatMap((keyword) => {
    const list = json[keyword];
    return Array.isArray(list)
      ? (list as readonly JsonValue[]).map((child, index) => [child, pointerTo(pointer, keyword, index)] as const)
      : [];
  });
  return [
    { pointer, schema: json },
    ...named.flatMap(([name, child]) => nodesBelow(child, pointerTo(pointer, "properties", name), lists)),
    ...nodesBelow(items ?? null, pointerTo(pointer, "items"), lists),
    ...nodesBelow(additionalProperties ?? null, pointerTo(pointer, "additionalProperties"), lists),
    ...[...definitions, ...listed].flatMap(([child, at]) => nodesBelow(child, at, lists)),
  ];
}

/** True for JSON objects, false for arrays, scalars and null. */
export function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
