import type { LintCode } from "./codes.js";
import type { FieldPath } from "./field-path.js";
import { Findings, type LintFinding } from "./finding.js";
import { isGoList, isGoObject, printGoJson, type GoJson, type GoObject } from "./go-json.js";
import type { SchemaProps } from "./schema-props.js";
import { enumAllows } from "./validate-enum.js";
import { checkNumber } from "./validate-number.js";
import { checkText } from "./validate-text.js";
import { checkValueType } from "./validate-type.js";

/** What the checks of one value need. */
export interface ValueCheck {
  /** The path within the value, as it stands at the head of the server's messages. */
  readonly name: string;
  readonly at: FieldPath;
  readonly code: LintCode;
  readonly findings: Findings;
}

/**
 * What is wrong with a value by a structural schema, as the API server's validator sees it: no defaults are applied,
 * int-or-string has no type, and formats are checked as far as Go's registry has them.
 */
export function validateValue(
  value: GoJson,
  schema: SchemaProps,
  at: FieldPath,
  code: LintCode,
  kubernetes?: number,
): readonly LintFinding[] {
  const findings = new Findings(kubernetes);
  check(value, schema, { name: "", at, code, findings });
  return findings.all;
}

function check(value: GoJson, schema: SchemaProps, where: ValueCheck): void {
  checkValueType(value, schema, where);
  if (value !== null) {
    checkBranches(value, schema, where);
    if (typeof value === "string") checkText(value, schema, where);
    if (typeof value === "number" || typeof value === "bigint") checkNumber(value, schema, where);
    if (isGoList(value)) checkList(value, schema, where);
  }
  if (schema.enum?.length && !enumAllows(schema.enum, value)) {
    const allowed = schema.enum.map((one) => (typeof one === "string" ? one : printGoJson(one)));
    where.findings.notSupported(where.code, where.at, value, allowed);
  }
  if (isGoObject(value)) checkObject(value, schema, where);
}

function isValid(value: GoJson, schema: SchemaProps, where: ValueCheck): readonly LintFinding[] {
  const findings = new Findings(where.findings.kubernetes);
  check(value, schema, { ...where, findings });
  return findings.all;
}

function checkBranches(value: GoJson, { anyOf, oneOf, allOf, not }: SchemaProps, where: ValueCheck): void {
  const { name, at, code, findings } = where;
  const fail = (text: string) => {
    findings.invalid(code, at, "", `${JSON.stringify(name)} must ${text}`);
  };
  const verdicts = (branches: readonly SchemaProps[] | undefined) =>
    branches?.map((branch) => isValid(value, branch, where)) ?? [];
  const any = verdicts(anyOf);
  if (any.length > 0 && any.every((found) => found.length > 0)) {
    fail("validate at least one schema (anyOf)");
    findings.add(any[0] ?? []);
  }
  const one = verdicts(oneOf);
  const valid = one.filter((found) => found.length === 0).length;
  const count = valid === 0 ? "Found none valid" : `Found ${valid} valid alternatives`;
  if (one.length > 0 && valid !== 1) fail(`validate one and only one schema (oneOf). ${count}`);
  if (one.length > 0 && valid === 0) findings.add(one[0] ?? []);
  const all = verdicts(allOf);
  for (const found of all) findings.add(found);
  const passed = all.filter((found) => found.length === 0).length;
  if (passed !== all.length) fail(`validate all the schemas (allOf)${passed === 0 ? ". None validated" : ""}`);
  if (not && isValid(value, not, where).length === 0) fail("not validate the schema (not)");
}

function checkList(list: readonly GoJson[], schema: SchemaProps, where: ValueCheck): void {
  const { name, at, code, findings } = where;
  list.forEach((item, index) => {
    const place = { ...where, name: `${name}[${index}]`, at: at.index(index) };
    if (schema.items?.schema) check(item, schema.items.schema, place);
  });
  const { minItems, maxItems } = schema;
  const shown = list.length;
  if (minItems !== undefined && shown < minItems)
    findings.invalid(code, at, BigInt(shown), `${name} in body should have at least ${minItems} items`);
  if (maxItems !== undefined && shown > maxItems) tooMany(shown, maxItems, where);
}

function tooMany(found: number, limit: bigint, { at, code, findings }: ValueCheck): void {
  findings.error(code, at, `Too many: ${found}: must have at most ${limit} ${limit === 1n ? "item" : "items"}`);
}

function checkObject(object: GoObject, schema: SchemaProps, where: ValueCheck): void {
  const { name, at, code, findings } = where;
  const { minProperties, maxProperties, additionalProperties, properties, required } = schema;
  if (minProperties !== undefined && object.size < minProperties)
    findings.invalid(code, at, BigInt(object.size), `${name} in body should have at least ${minProperties} properties`);
  if (maxProperties !== undefined && object.size > maxProperties) tooMany(object.size, maxProperties, where);
  for (const [key, value] of object) {
    const property = properties?.get(key);
    const place = { ...where, name: name === "" && property ? key : `${name}.${key}`, at: at.field(key) };
    if (property) check(value, property, place);
    else if (additionalProperties && !additionalProperties.allows)
      findings.invalid(code, at, key, `${name}.${key} in body is a forbidden property`);
    else if (additionalProperties?.schema) check(value, additionalProperties.schema, place);
  }
  for (const key of required ?? []) if (!object.has(key)) findings.required(code, at.field(key));
}
