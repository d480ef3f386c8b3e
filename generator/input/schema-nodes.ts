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
  const found: SchemaNode[] = [];
  const visit = (node: JsonValue | undefined, at: string): void => {
    if (!isObject(node)) return;
    found.push({ pointer: at, schema: node });
    for (const keyword of holders.named) {
      const children = node[keyword];
      if (isObject(children))
        for (const name of Object.keys(children)) visit(children[name], pointerTo(at, keyword, name));
    }
    for (const keyword of holders.single) if (isObject(node[keyword])) visit(node[keyword], pointerTo(at, keyword));
    for (const keyword of holders.lists) {
      const children = node[keyword];
      if (Array.isArray(children))
        for (const [index, child] of children.entries()) visit(child as JsonValue, pointerTo(at, keyword, index));
    }
  };
  visit(json, pointer);
  return found;
}

/** True for JSON objects, false for arrays, scalars and null. */
export function isObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
