import type { Diagnostic } from "../../diagnostics.js";
import type { JsonValue } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import type { NormalizedNode, NormalizedSchema } from "../schema-document.js";
import { isObject } from "../schema-nodes.js";
import { hasCelType, nodesBelow } from "./cel-types.js";
import type { LintRule } from "./lint-rule.js";

const VALIDATIONS = "x-kubernetes-validations";

/** CEL rules that a source brings along: they go into the CRD, and nothing but an API server evaluates them. */
export const sourceCelRules: readonly LintRule<ModelContext>[] = [
  {
    name: "A CEL rule of a source is one that a server could read, and is known to be evaluated by the server alone",
    check: ({ normalized }) =>
      normalized.flatMap((schema) =>
        nodesBelow(schema.root).flatMap((node) => {
          const rules = node.kubernetes[VALIDATIONS];
          return rules === undefined ? [] : findingsAt(node, rules, schema, normalized);
        }),
      ),
  },
];

/** Whether an API server will evaluate CEL rules for a schema: its own, or those that check the keys of maps. */
export function hasCelRules(root: NormalizedNode): boolean {
  return nodesBelow(root).some(({ kubernetes, keyPattern }) => VALIDATIONS in kubernetes || keyPattern !== undefined);
}

function findingsAt(
  node: NormalizedNode,
  rules: JsonValue,
  { document }: NormalizedSchema,
  normalized: readonly NormalizedSchema[],
): Diagnostic[] {
  const pointer = pointerTo(node.pointer, VALIDATIONS);
  const list = Array.isArray(rules) ? (rules as readonly JsonValue[]) : [];
  const isSound = list.length > 0 && list.every((each) => isObject(each) && typeof each.rule === "string");
  if (!isSound) {
    const message = `${VALIDATIONS} is a list of objects, each with a rule in CEL; write [{ "rule": "...", "message": "..." }]`;
    return [finding(document, pointer, "dialect-violation", message, { side: "key" })];
  }
  if (!hasCelType(node, normalized)) {
    const message =
      "CEL knows no type for a value that may be anything; give it a type, or move the rule to one that has it";
    return [finding(document, pointer, "not-translatable", message, { side: "key" })];
  }
  const message =
    "CEL rules are evaluated by the API server only; the generated validator lets values pass that break them. " +
    "Say it with keywords of JSON Schema where these can";
  return [finding(document, pointer, "inexact-translation", message, { severity: "approximation", side: "key" })];
}
