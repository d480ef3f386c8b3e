import type { Diagnostic, DiagnosticCode } from "../diagnostics.js";
import { checkCel, dearestOf } from "../crd-lint/cel/check-cel.js";
import { EXPRESSION_LIMIT, totalOf, VERSION_LIMIT, type CostedExpression } from "../crd-lint/cel/rule-cost.js";
import { ruleSites } from "../crd-lint/cel/rule-sites.js";
import type { LintCode } from "../crd-lint/codes.js";
import type { FieldPath } from "../crd-lint/field-path.js";
import { Findings, type LintFinding } from "../crd-lint/finding.js";
import { checkRuleFields } from "../crd-lint/rule-fields.js";
import { CEL_COST, fieldFeature, NEWEST_KUBERNETES } from "../kubernetes-features.js";
import { pointerTo } from "../input/json-pointer.js";
import { finding, sourcePointer } from "../input/positions.js";
import type { NormalizedSchema, SchemaDocument } from "../input/schema-document.js";
import type { EmitSettings, SchemaModel } from "../model/model.js";
import { sourceNodes, type SourceNode } from "./places.js";
import { remedyFor } from "./remedy.js";
import { celRoots, type CelRoot } from "./roots.js";

const VALIDATIONS = "x-kubernetes-validations";

/** What an API server would say of the CEL rules of all sources: their form, their types and their cost. */
export function checkSourceCel(
  model: SchemaModel,
  settings: EmitSettings,
  normalized: readonly NormalizedSchema[],
  documents: readonly SchemaDocument[],
): Diagnostic[] {
  const types = new Map(normalized.map((schema) => [schema.name, schema]));
  const found = celRoots(model, settings, types).flatMap((root) => checkRoot(root, types, documents));
  // One rule may stand at many places of the CRDs, and is to be mended once.
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function checkRoot(
  root: CelRoot,
  types: ReadonlyMap<string, NormalizedSchema>,
  documents: readonly SchemaDocument[],
): Diagnostic[] {
  const form = root.findings;
  const { kubernetes } = form;
  for (const { schema } of ruleSites(root.schema, root.version !== undefined)) checkRuleFields(schema, form);
  const ofForm = form.all.filter(({ path }) => isOfRule(path));
  const found = [
    ...ofForm.map((each) => diagnosticOf(each, ruleAt(each.path, root, types), kubernetes)),
    ...checkFor(kubernetes, root, types, documents),
  ];
  if (kubernetes === NEWEST_KUBERNETES || found.some(isError)) return found;
  // The CRDs are for all servers from the oldest on.
  const later = checkFor(NEWEST_KUBERNETES, root, types, documents).filter(isError);
  const whose = ` (Kubernetes 1.${NEWEST_KUBERNETES}; 1.${kubernetes} would take it)`;
  return [...found, ...later.map((each) => ({ ...each, message: each.message + whose }))];
}

const isError = ({ severity }: Diagnostic) => severity === "error";

/** What a server of this minor version of Kubernetes 1 says of the types and costs of rules. */
function checkFor(
  kubernetes: number,
  root: CelRoot,
  types: ReadonlyMap<string, NormalizedSchema>,
  documents: readonly SchemaDocument[],
): Diagnostic[] {
  const findings = new Findings(kubernetes);
  const costs = checkCel(root.schema, findings, root.version !== undefined);
  const said = findings.all.filter(({ path, code }) => isOfRule(path) && code !== "cel-cost");
  const dear = costs.filter((cost) => totalOf(cost) > EXPRESSION_LIMIT);
  return [
    ...said.map((each) => diagnosticOf(each, ruleAt(each.path, root, types), kubernetes)),
    ...(kubernetes < CEL_COST ? olderEstimate(costs, root, types, documents) : []),
    ...dear.map((cost) => tooDear(cost, root, types)),
    // The sum says nothing more where a part of it is too much already.
    ...(dear.length === 0 ? tooDearTogether(costs, root, types, documents) : []),
  ];
}

function isOfRule({ steps }: FieldPath): boolean {
  return steps.some((step) => step.kind === "field" && step.name === VALIDATIONS);
}

/** A rule in a source, or the map whose keys it is generated for. */
interface RulePlace {
  readonly at: SourceNode;
  readonly pointer: string;
  readonly isOfKeys: boolean;
}

function ruleAt(path: FieldPath, { type }: CelRoot, types: ReadonlyMap<string, NormalizedSchema>): RulePlace {
  const end = path.steps.findIndex((step) => step.kind === "field" && step.name === VALIDATIONS);
  const chain = sourceNodes(path.upTo(end), type, types);
  const at = chain.find(({ node }) => VALIDATIONS in node.kubernetes);
  const own = at?.node.kubernetes[VALIDATIONS];
  const [index, ...rest] = path.steps.slice(end + 1);
  const number = index?.kind === "index" ? index.index : 0;
  if (!at || !Array.isArray(own) || number >= own.length) {
    const map = chain.at(-1) ?? chain[0];
    return { at: map, pointer: map.node.pointer, isOfKeys: true };
  }
  const names = rest.flatMap((step) => (step.kind === "field" ? [step.name] : []));
  return { at, pointer: pointerTo(at.node.pointer, VALIDATIONS, number, ...names), isOfKeys: false };
}

const CODES: Partial<Record<LintCode, DiagnosticCode>> = {
  "cel-syntax": "cel-syntax",
  "cel-type": "cel-type",
  "cel-unchecked": "cel-unchecked",
};

function diagnosticOf(
  { code, severity, message, path }: LintFinding,
  { at, pointer }: RulePlace,
  kubernetes: number,
): Diagnostic {
  const step = path.steps.at(-1);
  const feature = step?.kind === "field" ? fieldFeature("ValidationRule", step.name) : undefined;
  if (feature && feature.used > kubernetes) {
    const needed = `1.${feature.used}`;
    const advice = `needs Kubernetes ${needed}, and this run is for 1.${kubernetes}; remove it, or write --kubernetes ${needed}`;
    return finding(at.owner.document, pointer, "newer-kubernetes", `this ${advice}`, { side: "key" });
  }
  const isUnchecked = code === "cel-unchecked";
  const said = isUnchecked ? `${message}; crd lint and this run leave it to the API server` : refusal(message);
  return finding(at.owner.document, pointer, CODES[code] ?? "cel-rule", said, {
    severity: isUnchecked ? severity : "error",
    side: isUnchecked ? "key" : "value",
  });
}

/** The first line has the reason; the last one points to a column of the rule, which the reader sees in the source. */
function refusal(message: string): string {
  const [reason = message, ...shown] = message.split("\n");
  const column = /^ *\| (\.*)\^$/.exec(shown.at(-1) ?? "")?.[1]?.length;
  const place = column === undefined ? "" : `, at column ${column + 1} of the expression`;
  return `an API server refuses this CEL rule: ${reason}${place}; correct the rule, or say it with keywords of JSON Schema`;
}

function tooDear(cost: CostedExpression, root: CelRoot, types: ReadonlyMap<string, NormalizedSchema>): Diagnostic {
  const { at, pointer, isOfKeys } = ruleAt(cost.at, root, types);
  const subject = isOfKeys
    ? "an API server checks these keys by a CEL rule, whose cost it would estimate"
    : "an API server would estimate the cost of this CEL expression";
  const remedy = remedyFor(cost, (schema) => nameOf(schema.at, root, types, at));
  const message = `${subject} at ${factorOf(totalOf(cost), EXPRESSION_LIMIT)} what it permits; ${remedy}`;
  return finding(at.owner.document, pointer, "cel-cost", message, { side: isOfKeys ? "key" : "value" });
}

/** `the list at /properties/a`, with the file where it is another one; `this map` for the place of the rule itself. */
function nameOf(
  path: FieldPath,
  root: CelRoot,
  types: ReadonlyMap<string, NormalizedSchema>,
  beside: SourceNode,
): string {
  const chain = sourceNodes(path, root.type, types);
  const place = chain.at(-1) ?? chain[0];
  const kind = { array: "list", map: "map" }[place.node.kind as string] ?? "text";
  return chain.some(({ node }) => node === beside.node) ? `this ${kind}` : `the ${kind} at ${pathOf(place, beside)}`;
}

function pathOf({ owner, node }: SourceNode, beside?: SourceNode): string {
  const path = sourcePointer(owner.document, node.pointer);
  return owner === beside?.owner && path !== "" ? path : `${owner.document.path}#${path}`;
}

/** The rules that check keys cost the same on all servers; those of sources need not. */
function olderEstimate(
  costs: readonly CostedExpression[],
  root: CelRoot,
  types: ReadonlyMap<string, NormalizedSchema>,
  documents: readonly SchemaDocument[],
): Diagnostic[] {
  const { version } = root;
  const document = documents.find(({ source }) => source === version?.crd.source);
  if (!version || !document || costs.every(({ at }) => ruleAt(at, root, types).isOfKeys)) return [];
  const message =
    `what CEL rules cost is estimated as by Kubernetes 1.${CEL_COST}; older servers rate some expressions higher, such as ` +
    "those about the results of map() and filter(); try the CRD on the oldest server";
  const pointer = pointerTo("/versions", version.index, "schema");
  return [finding(document, pointer, "cel-unchecked", message, { severity: "warning" })];
}

function tooDearTogether(
  costs: readonly CostedExpression[],
  root: CelRoot,
  types: ReadonlyMap<string, NormalizedSchema>,
  documents: readonly SchemaDocument[],
): Diagnostic[] {
  const total = costs.reduce((sum, cost) => sum + totalOf(cost), 0);
  const { version } = root;
  const document = documents.find(({ source }) => source === version?.crd.source);
  if (total <= VERSION_LIMIT || !version || !document) return [];
  const places = dearestOf(costs).map((cost) => pathOf(ruleAt(cost.at, root, types).at));
  const message =
    `an API server would estimate all CEL rules at ${factorOf(total, VERSION_LIMIT)} what it permits for a version; ` +
    `lower the bounds where the rules cost most (${[...new Set(places)].join(", ")}), or of the lists and maps around them`;
  return [finding(document, pointerTo("/versions", version.index, "schema"), "cel-cost", message)];
}

function factorOf(cost: number, limit: number): string {
  const factor = cost / limit;
  if (factor > 100) return "more than 100 times";
  return `${factor < 10 ? Math.ceil(factor * 10) / 10 : Math.round(factor)} times`;
}
