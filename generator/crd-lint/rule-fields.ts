import type { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { followPath } from "./schema-path.js";
import type { SchemaProps, ValidationRule } from "./schema-props.js";
import { structuralError } from "./structural-form.js";

const REASONS = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

/** The rules for `x-kubernetes-validations` that do not need CEL. */
export function checkRuleFields(schema: SchemaProps, findings: Findings): void {
  schema.validations?.forEach((rule, index) => {
    const at = schema.at.field("x-kubernetes-validations").index(index);
    checkTexts(rule, at, findings);
    if (rule.messageExpression !== "" && rule.messageExpression.trim() === "")
      findings.required("cel-rule", at.field("messageExpression"), "messageExpression must be non-empty if specified");
    if (rule.reason !== undefined && !REASONS.includes(rule.reason))
      findings.notSupported("cel-rule", at.field("reason"), rule.reason, REASONS);
    checkFieldPath(rule.fieldPath, at.field("fieldPath"), schema, findings);
  });
}

function checkTexts({ rule, message }: ValidationRule, at: FieldPath, findings: Findings): void {
  const code = "cel-rule";
  if (rule.trim() === "") findings.required(code, at.field("rule"), "rule is not specified");
  else if (message !== "" && message.trim() === "")
    findings.invalid(code, at.field("message"), message, "must be non-empty if specified");
  else if (hasNewline(message.trim()))
    findings.invalid(code, at.field("message"), message, "must not contain line breaks");
  else if (hasNewline(rule.trim()) && message.trim() === "")
    findings.required(code, at.field("message"), "message must be specified if rule contains line breaks");
}

function checkFieldPath(fieldPath: string, at: FieldPath, schema: SchemaProps, findings: Findings): void {
  if (fieldPath === "") return;
  if (fieldPath.trim() === "") findings.invalid("cel-rule", at, fieldPath, "must be non-empty if specified");
  if (hasNewline(fieldPath)) findings.invalid("cel-rule", at, fieldPath, "must not contain line breaks");
  if (!structuralError(schema) && followPath(fieldPath, schema, true).error !== undefined)
    findings.invalid("cel-rule", at, fieldPath, "must be a valid path");
}

function hasNewline(text: string): boolean {
  return /[\n\r]/.test(text);
}
