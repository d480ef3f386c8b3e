import type { Diagnostic } from "../diagnostics.js";
import type { SchemaModel } from "../model/model.js";
import type { LintResult } from "./lint-schemas.js";
import type { LintRule } from "./rules/lint-rule.js";
import { crdRootRules } from "./rules/crd-roots.js";
import { kubernetesVersionRules } from "./rules/kubernetes-version.js";
import { mapKeyRules } from "./rules/map-keys.js";
import { printerColumnRules } from "./rules/printer-columns.js";
import { sourceCelRules } from "./rules/source-cel.js";
import { subresourceRules } from "./rules/subresources.js";
import { unionRules } from "./rules/unions.js";
import { valueRules } from "./rules/values.js";
import type { LintedCrd, LintedSchema, NormalizedSchema } from "./schema-document.js";

/** What the rules see that need to know how types hang together. */
export interface ModelContext {
  readonly schemas: readonly LintedSchema[];
  readonly crds: readonly LintedCrd[];
  readonly normalized: readonly NormalizedSchema[];
  readonly model: SchemaModel;
  /** The oldest server that CRDs must work on, as the minor version of Kubernetes 1; absent: the newest there is. */
  readonly kubernetes?: number;
}

/** What a source must fulfil together with the types that it refers to. */
export const MODEL_RULES: readonly LintRule<ModelContext>[] = [
  ...valueRules,
  ...crdRootRules,
  ...printerColumnRules,
  ...subresourceRules,
  ...mapKeyRules,
  ...sourceCelRules,
  ...kubernetesVersionRules,
  ...unionRules,
];

/** Checks defaults, examples, the roots of kinds and the paths of CRDs; asked only about sources without errors. */
export function lintModel(
  normalized: readonly NormalizedSchema[],
  { schemas, crds }: LintResult,
  model: SchemaModel,
  kubernetes?: number,
): Diagnostic[] {
  const context = { schemas, crds, normalized, model, ...(kubernetes !== undefined && { kubernetes }) };
  return MODEL_RULES.flatMap((rule) => rule.check(context));
}
