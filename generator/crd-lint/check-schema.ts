import { checkCel } from "./cel/check-cel.js";
import { checkCompleteness } from "./completeness.js";
import { checkDefaults } from "./check-defaults.js";
import { Findings } from "./finding.js";
import { checkKeywords } from "./openapi-rules.js";
import { checkRootKeywords } from "./root-keywords.js";
import type { SchemaProps } from "./schema-props.js";
import { structuralError } from "./structural-form.js";
import { checkStructural } from "./structural.js";

/**
 * The rules for the schema of a version, in the server's order: later ones are left out when earlier ones fail, as
 * their words would only repeat what is wrong.
 */
export function checkSchema(schema: SchemaProps, hasStatus: boolean, findings: Findings): void {
  const own = new Findings(findings.kubernetes);
  if (hasStatus) checkRootKeywords(schema, own);
  if (schema.nullable) own.forbidden("root-schema", schema.at.field("nullable"), "nullable cannot be true at the root");
  const error = structuralError(schema);
  const isStructural = !error && checkForm(schema, own);
  checkKeywords(schema, own);
  if (isStructural) checkCel(schema, own);
  if (error && own.all.length === 0) {
    const place = String(error.at) === String(schema.at) ? "" : ` (found at ${String(error.at)})`;
    own.invalid("unsupported-keyword", schema.at, "", error.message + place);
  }
  findings.add(own.all);
}

/** Returns whether the form is right, so that CEL rules can be looked at. */
function checkForm(schema: SchemaProps, findings: Findings): boolean {
  const form = new Findings(findings.kubernetes);
  checkStructural(schema, form);
  checkCompleteness(schema, form);
  if (!form.hasErrors) checkDefaults(schema, form);
  findings.add(form.all);
  return !form.hasErrors;
}
