import type { SourceSchema } from "../schema-document.js";
import { finding } from "../positions.js";
import { ruleForEachSchema, type LintRule } from "./lint-rule.js";

export const boundRules: readonly LintRule[] = [
  ruleForEachSchema("A string, list or map has an upper bound", ({ owner, pointer, schema }) => {
    const bound = missingBound(schema);
    if (bound === undefined) return [];
    const message = `this ${bound.what} may be of any size; give it ${bound.keyword}, so that the API server can tell what checking it costs`;
    return [finding(owner.document, pointer, "unbounded", message, { severity: "warning", side: "key" })];
  }),
];

function missingBound(schema: SourceSchema): { what: string; keyword: string } | undefined {
  const { type, additionalProperties } = schema;
  if (type === "string" && schema.maxLength === undefined && !isListed(schema) && schema.format === undefined)
    return { what: "string", keyword: "maxLength" };
  if (type === "array" && schema.maxItems === undefined) return { what: "list", keyword: "maxItems" };
  if (type === "object" && typeof additionalProperties === "object" && schema.maxProperties === undefined)
    return { what: "map", keyword: "maxProperties" };
  return undefined;
}

function isListed(schema: SourceSchema): boolean {
  return schema.enum !== undefined || schema.const !== undefined || schema.oneOf !== undefined;
}
