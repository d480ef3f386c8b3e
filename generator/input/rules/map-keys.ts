import type { Diagnostic } from "../../diagnostics.js";
import { pointerTo } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import type { NormalizedNode, NormalizedSchema } from "../schema-document.js";
import { RULE_LIMIT, smallestSize, VERSION_LIMIT } from "./cel/estimate.js";
import { costOf, keyChecksOf, type KeyCheck } from "./cel/key-checks.js";
import { pathOf, remedyFor } from "./cel/remedy.js";
import { ruleForEachVersion } from "./crd-rule.js";
import type { LintRule } from "./lint-rule.js";

/** What it takes to check the keys of a map, which an API server can do by a CEL rule alone. */
export const mapKeyRules: readonly LintRule<ModelContext>[] = [
  {
    name: "The values of a map whose keys follow a pattern have a type in CEL",
    check: (context) => context.normalized.flatMap((schema) => untypedMaps(schema.root, schema, context)),
  },
  {
    name: "The check of a map's keys costs no more than an API server permits",
    check: (context) => {
      const checks = context.model.crds
        .flatMap(({ versions }) => versions.map(({ type }) => type))
        .flatMap((type) => keyChecksOf(type, context));
      return distinct(checks.filter((check) => costOf(check) > RULE_LIMIT).map(tooCostly));
    },
  },
  ruleForEachVersion("All checks of a version together cost no more than an API server permits", (place, context) => {
    const checks = keyChecksOf(place.version.type, context).filter((check) => costOf(check) <= RULE_LIMIT);
    const total = checks.reduce((sum, check) => sum + costOf(check), 0);
    if (total <= VERSION_LIMIT) return [];
    const greatest = checks.toSorted((a, b) => costOf(b) - costOf(a)).slice(0, 3);
    const named = [...new Set(greatest.map(({ map }) => pathOf(map)))].join(", ");
    const message =
      `an API server would estimate the checks of all map keys at ${times(total, VERSION_LIMIT)} what it permits for a ` +
      `version; lower the bounds of the maps that cost most (${named}), or of the lists and maps around them`;
    return [finding(place.owner.document, pointerTo(place.pointer, "schema"), "cel-cost", message)];
  }),
];

function untypedMaps(node: NormalizedNode, schema: NormalizedSchema, context: ModelContext): Diagnostic[] {
  const children = [...node.properties.map(([, child]) => child), node.items, node.values];
  const below = children.flatMap((child) => (child ? untypedMaps(child, schema, context) : []));
  const target = (at: NormalizedNode): NormalizedNode => {
    const root = context.normalized.find(({ name }) => name === at.reference)?.root;
    return root ? target(root) : at;
  };
  if (node.keyPattern === undefined || !node.values || smallestSize(node.values, target) !== undefined) return below;
  const message =
    "an API server checks keys by a CEL rule, which needs the type of the values, and these may be anything; " +
    "give the values one type (an object that keeps all its fields is one), or leave the keys free";
  return [finding(schema.document, node.pointer, "not-translatable", message, { side: "key" }), ...below];
}

function tooCostly(check: KeyCheck): Diagnostic {
  const { owner, pointer } = check.map;
  const message =
    `an API server checks these keys by a CEL rule, whose cost it would estimate at ${times(costOf(check), RULE_LIMIT)} ` +
    `what it permits; ${remedyFor(check)}`;
  return finding(owner.document, pointer, "cel-cost", message, { side: "key" });
}

function times(cost: number, limit: number): string {
  const factor = cost / limit;
  if (factor > 100) return "more than 100 times";
  return `${factor < 10 ? Math.ceil(factor * 10) / 10 : Math.round(factor)} times`;
}

/** One map may be checked at many places, and is to be mended once. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [JSON.stringify(each), each])).values()];
}
