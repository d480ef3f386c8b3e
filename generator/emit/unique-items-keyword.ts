import { _, stringify, type CodeKeywordDefinition, type KeywordCxt, type KeywordErrorDefinition } from "ajv";
import type { ArrayShape, JsonValue } from "../model/model.js";

/** A placeholder in ajv's output for the function that compares items; `readableChecks` puts ours in its place. */
const REPEATED_ITEM = _`repeatedItem`;

const error: KeywordErrorDefinition = { message: "", params: ({ schema }) => _`{keys: ${stringify(schema)}}` };

/**
 * The keyword `x-unique-by` of the generated checks: no two items have the same values under these keys, or, where the
 * list of keys is empty, the same value. JSON Schema's own `uniqueItems` knows no keys, and would need code of ajv's.
 */
export const uniqueItemsKeyword: CodeKeywordDefinition = {
  keyword: "x-unique-by",
  type: "array",
  schemaType: "array",
  error,
  code: (context: KeywordCxt) => {
    const repeated = context.gen.scopeValue("func", { ref: REPEATED_ITEM, code: REPEATED_ITEM });
    context.pass(_`${repeated}(${context.data}, ${stringify(context.schema)}) === undefined`);
  },
};

/** The keyword for a list that the API server treats as a map or a set: it refuses items that repeat an earlier one. */
export function uniqueItems({ kubernetes }: ArrayShape): { readonly "x-unique-by"?: JsonValue } {
  const type = kubernetes["x-kubernetes-list-type"];
  if (type === "set") return { "x-unique-by": [] };
  return type === "map" ? { "x-unique-by": kubernetes["x-kubernetes-list-map-keys"] ?? [] } : {};
}
