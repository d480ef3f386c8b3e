import { isDeepStrictEqual } from "node:util";
import type { JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { isForeign } from "./foreign.js";
import type { Member } from "./place.js";

/** Keywords for readers. */
const PROSE: ReadonlySet<string> = new Set([
  ...["title", "description", "$comment", "examples", "deprecated", "readOnly", "writeOnly"],
  ...["$schema", "$id", "$defs", "definitions", "contentMediaType"],
]);

/** Whether a keyword says nothing about the value. */
export function isProse(keyword: string): boolean {
  return PROSE.has(keyword) || isForeign(keyword);
}

/** Whether two schemas say the same about a value, in the same words; `false` does not tell that they differ. */
export function isSame(a: Member, b: Member): boolean {
  if (a.schema === b.schema) return true;
  const hasReferences = JSON.stringify(a.schema).includes('"$ref"');
  if (hasReferences && a.place.document !== b.place.document) return false;
  return isDeepStrictEqual(wordless(a.schema), wordless(b.schema));
}

function wordless(schema: JsonValue): unknown {
  if (!isObject(schema)) return schema;
  const said = Object.entries(schema).filter(([keyword]) => !isProse(keyword));
  return Object.fromEntries(
    said.map(([keyword, value]) => [
      keyword,
      keyword === "properties" && isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, wordless(child)]))
        : keyword === "items" || keyword === "additionalProperties"
          ? wordless(value)
          : value,
    ]),
  );
}
