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
  if (!isObject(json)) return [];
  const { properties, items, additionalProperties } = json;
  const named = isObject(properties) ? Object.entries(properties) : [];
  return [
    { pointer, schema: json },
    ...named.flatMap(([name, child]) => schemaNodes(child, pointerTo(pointer, "properties", name))),
    ...schemaNodes(items ?? null, pointerTo(pointer, "items")),
    ...schemaNodes(additionalProperties ?? null, pointerTo(pointer, "additionalProperties")),
  ];
}

/** True for JSON objects, false for arrays, scalars and null. */
export function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
