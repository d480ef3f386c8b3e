import type { Diagnostic } from "../../diagnostics.js";
import type { JsonValue } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import type { NormalizedNode, NormalizedSchema } from "../schema-document.js";
import { isObject } from "../schema-nodes.js";
import { smallestSize } from "./cel/estimate.js";
import type { LintRule } from "./lint-rule.js";

const VALIDATIONS = "x-kubernetes-validations";

/** CEL rules that a source brings along: they go into the CRD, and nothing but an API server evaluates them. */
export const sourceCelRules: readonly LintRule<ModelContext>[] = [
  {
    name: "A CEL rule of a source is one that a server could read, and is known to be checked by the server alone",
    check: (context) => context.normalized.flatMap((schema) => rulesBelow(schema.root, schema, context)),
  },
];

function rulesBelow(node: NormalizedNode, schema: NormalizedSchema, context: ModelContext): Diagnostic[] {
  const children = [...node.properties.map(([, child]) => child), node.items, node.values];
  const below = children.flatMap((child) => (child ? rulesBelow(child, schema, context) : []));
  const rules = node.kubernetes[VALIDATIONS];
  return rules === undefined ? below : [...findingsAt(node, rules, schema, context), ...below];
}

function findingsAt(
  node: NormalizedNode,
  rules: JsonValue,
  { document }: NormalizedSchema,
  { normalized }: ModelContext,
): Diagnostic[] {
  const pointer = pointerTo(node.pointer, VALIDATIONS);
  const target = (at: NormalizedNode): NormalizedNode => {
    const root = normalized.find(({ name }) => name === at.reference)?.root;
    return root ? target(root) : at;
  };
  const list = Array.isArray(rules) ? (rules as readonly JsonValue[]) : [];
  const isSound = list.length > 0 && list.every((each) => isObject(each) && typeof each.rule === "string");
  if (!isSound) {
    const message = `${VALIDATIONS} is a list of objects, each with a rule in CEL; write [{ "rule": "...", "message": "..." }]`;
    return [finding(document, pointer, "dialect-violation", message, { side: "key" })];
  }
  if (smallestSize(node, target) === undefined) {
    const message =
      "CEL knows no type for a value that may be anything; give it a type, or move the rule to one that has it";
    return [finding(document, pointer, "not-translatable", message, { side: "key" })];
  }
  const message =
    "CEL rules are checked by the API server only, which may also refuse them (crd lint tells of syntax and types); " +
    "the generated validator lets values pass that break them. Say it with keywords of JSON Schema where these can";
  return [finding(document, pointer, "inexact-translation", message, { severity: "approximation", side: "key" })];
}
