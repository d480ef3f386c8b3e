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
  return nodesBelow(json, pointer, CORE);
}

/** The same, with the places where a source may have schemas before it is translated. */
export function sourceNodes(json: JsonValue, pointer = ""): SchemaNode[] {
  return nodesBelow(json, pointer, SOURCE);
}

/** The keywords that hold a schema, a list of schemas, or one for each of several names. */
interface Holders {
  readonly single: readonly string[];
  readonly lists: readonly string[];
  readonly named: readonly string[];
}

const CORE: Holders = { single: ["items", "additionalProperties"], lists: [], named: ["properties"] };

const SOURCE: Holders = {
  single: [...CORE.single, "not", "if", "then", "else", "contains", "unevaluatedProperties", "unevaluatedItems"],
  lists: ["anyOf", "oneOf", "allOf", "items", "prefixItems"],
  named: [...CORE.named, "dependentSchemas", "dependencies", "patternProperties", "$defs", "definitions"],
};

function nodesBelow(json: JsonValue, pointer: string, holders: Holders): SchemaNode[] {
  if (!isObject(json)) return [];
  const { single, lists, named } = holders;
  const below = (child: JsonValue | undefined, ...path: (string | number)[]) =>
    nodesBelow(child ?? null, pointerTo(pointer, ...path), holders);
  return [
    { pointer, schema: json },
    ...named.flatMap((keyword) =>
      Object.entries(isObject(json[keyword]) ? json[keyword] : {}).flatMap(([name, child]) =>
        below(child, keyword, name),
      ),
    ),
    ...single.flatMap((keyword) => below(json[keyword], keyword)),
    ...lists.flatMap((keyword) =>
      (Array.isArray(json[keyword]) ? (json[keyword] as readonly JsonValue[]) : []).flatMap((child, index) =>
        below(child, keyword, index),
      ),
    ),
  ];
}

/** True for JSON objects, false for arrays, scalars and null. */
export function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
