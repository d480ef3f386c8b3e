import type { Diagnostic } from "../diagnostics.js";
import { checkDialect } from "./check-dialect.js";
import { boundRules } from "./rules/bounds.js";
import { carrierRules } from "./rules/carriers.js";
import { crdNameRules } from "./rules/crd-names.js";
import { crdVersionRules } from "./rules/crd-versions.js";
import { comparisonRules } from "./rules/comparisons.js";
import type { LintRule } from "./rules/lint-rule.js";
import { listTypeRules } from "./rules/list-types.js";
import { namingRules } from "./rules/naming.js";
import { patternRules } from "./rules/patterns.js";
import { propertyRules } from "./rules/properties.js";
import type { LintedCrd, LintedSchema, SchemaDocument, SourceCrd, SourceSchema } from "./schema-document.js";

/** The documents that keep to the dialect, and what is wrong with these and the others. */
export interface LintResult {
  readonly schemas: readonly LintedSchema[];
  readonly crds: readonly LintedCrd[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a source must fulfil beyond the dialect, checked on the sources alone. */
export const SOURCE_RULES: readonly LintRule[] = [
  ...namingRules,
  ...propertyRules,
  ...carrierRules,
  ...comparisonRules,
  ...patternRules,
  ...boundRules,
  ...listTypeRules,
  ...crdNameRules,
  ...crdVersionRules,
];

/**
 * Checks every document against the dialect, and those that keep to it against the rules that the dialect cannot
 * express. A document outside the dialect is reported and left out of the result, since nothing is known of its shape.
 */
export function lintSchemas(documents: readonly SchemaDocument[]): LintResult {
  const outside = new Map(documents.map((document) => [document, checkDialect(document)]));
  const sound = documents.filter((document) => outside.get(document)?.length === 0);
  const schemas = sound.filter(({ kind }) => kind === "schema").map(asSchema);
  const crds = sound.filter(({ kind }) => kind === "crd").map(asCrd);
  const byFile = new Map(schemas.map((schema) => [schema.document.file, schema]));
  const diagnostics = SOURCE_RULES.flatMap((rule) => rule.check({ schemas, crds, byFile }));
  return { schemas, crds, diagnostics: [...outside.values(), diagnostics].flat() };
}

// The dialect has just been checked, so the keywords have the types that the interfaces give them.
function asSchema(document: SchemaDocument): LintedSchema {
  const schema = document.json as unknown as SourceSchema;
  return { document, name: schema.title ?? "", schema };
}

function asCrd(document: SchemaDocument): LintedCrd {
  return { document, crd: document.json as unknown as SourceCrd };
}
