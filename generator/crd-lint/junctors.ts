import { CLOSED_BRANCHES } from "../kubernetes-features.js";
import type { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { goPatternError } from "./go-pattern.js";
import { junctorBranches, keptOf } from "./structural-form.js";
import type { SchemaProps } from "./schema-props.js";

/** Keywords that a schema in a junctor must not have, with the server's words. */
const FORBIDDEN: readonly (readonly [field: keyof SchemaProps, keyword: string, rule: string])[] = [
  ["type", "type", "must be empty to be structural"],
  ["default", "default", "must be undefined to be structural"],
  ["title", "title", "must be empty to be structural"],
  ["description", "description", "must be empty to be structural"],
  ["nullable", "nullable", "must be false to be structural"],
  ["preserveUnknownFields", "x-kubernetes-preserve-unknown-fields", "must be false to be structural"],
  ["embeddedResource", "x-kubernetes-embedded-resource", "must be false to be structural"],
  ["intOrString", "x-kubernetes-int-or-string", "must be false to be structural"],
  ["listMapKeys", "x-kubernetes-list-map-keys", "must be empty to be structural"],
  ["listType", "x-kubernetes-list-type", "must be undefined to be structural"],
  ["mapType", "x-kubernetes-map-type", "must be undefined to be structural"],
  ["validations", "x-kubernetes-validations", "must be empty to be structural"],
];

/**
 * The rules for a schema in a junctor: it may bound values, and say nothing else.
 *
 * @param skipAnyOf whether its `anyOf` is the union of integer and string, which may name the types
 */
export function checkJunctorBranch(schema: SchemaProps, skipAnyOf: boolean, findings: Findings): void {
  const { at, items, properties, additionalProperties } = schema;
  for (const { junctor, schema: branch } of junctorBranches(schema))
    if (junctor !== "anyOf" || !skipAnyOf) checkJunctorBranch(branch, false, findings);
  checkPattern(schema.pattern, at, findings);
  if (items?.schema) checkJunctorBranch(items.schema, false, findings);
  for (const property of properties?.values() ?? []) checkJunctorBranch(property, false, findings);
  for (const [field, keyword, rule] of FORBIDDEN)
    if (isSet(field, schema[field])) findings.forbidden("not-structural", at.field(keyword), rule);
  if (additionalProperties?.allows || (additionalProperties && findings.kubernetes < CLOSED_BRANCHES))
    findings.forbidden("not-structural", at.field("additionalProperties"), "must be undefined to be structural");
  const metadata = properties?.get("metadata");
  if (metadata) findings.forbidden("not-structural", metadata.at, "must not be specified in a nested context");
}

/** Keywords that say something whatever their value, be it false or empty. */
const POINTERS: ReadonlySet<string> = new Set(["default", "listType", "mapType"] satisfies (keyof SchemaProps)[]);

function isSet(field: string, value: unknown): boolean {
  if (POINTERS.has(field)) return value !== undefined;
  return value !== undefined && value !== "" && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** Whether an `anyOf` is exactly `[{type: integer}, {type: string}]`, in this order. */
export function isIntOrStringUnion(anyOf: readonly SchemaProps[] | undefined, kubernetes: number): boolean {
  const [first, second] = (anyOf ?? []).map((branch) => keptOf(branch, kubernetes));
  return anyOf?.length === 2 && isBareType(first, "integer") && isBareType(second, "string");
}

function isBareType(schema: SchemaProps | undefined, type: string): boolean {
  if (schema?.type !== type) return false;
  const {
    enum: members,
    allOf,
    anyOf,
    oneOf,
    items,
    additionalProperties,
    ...others
  } = { ...schema, at: undefined, type: "" };
  // These leave nothing behind in the structural form when they are empty.
  if ([members, allOf, anyOf, oneOf].some((list) => list?.length)) return false;
  if (items?.schema || additionalProperties?.allows) return false;
  return Object.entries(others).every(
    ([field, value]) => value === undefined || (!POINTERS.has(field) && (value === "" || value === false)),
  );
}

/** A pattern must be one to Go. */
export function checkPattern(pattern: string, at: FieldPath, findings: Findings): void {
  const error = pattern === "" ? undefined : goPatternError(pattern);
  if (error === undefined) return;
  const rule = `must be a valid regular expression, but isn't: ${error}`;
  findings.invalid("invalid-pattern", at.field("pattern"), pattern, rule);
}
