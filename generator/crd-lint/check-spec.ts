import { checkConversion } from "./check-conversion.js";
import { checkColumns, checkSubresources } from "./check-columns.js";
import { checkSelectableFields } from "./check-selectable-fields.js";
import { checkSchema } from "./check-schema.js";
import type { Definition, DefinitionVersion } from "./definition.js";
import { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { subdomainErrors, dns1035Errors } from "./kubernetes-names.js";
import { sameFields } from "./same-fields.js";

const SPEC = FieldPath.ROOT.field("spec");

/** A version and where it stands. */
export interface PlacedVersion extends DefinitionVersion {
  readonly at: FieldPath;
}

/** The versions of a definition with their places. */
export function placedVersions({ spec }: Definition): PlacedVersion[] {
  return (spec.versions ?? []).map((version, index) => ({ ...version, at: SPEC.field("versions").index(index) }));
}

/** The rules for `spec`, but for its names. */
export function checkSpec(definition: Definition, findings: Findings): void {
  const { spec } = definition;
  checkGroup(spec.group, findings);
  checkScope(spec.scope, findings);
  if (spec.preserveUnknownFields) {
    const rule =
      "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead";
    findings.invalid("preserve-unknown-fields", SPEC.field("preserveUnknownFields"), true, rule);
  }
  const versions = placedVersions(definition);
  checkVersions(versions, findings);
  checkHoisted(versions, findings);
  checkConversion(spec, findings);
}

function checkGroup(group: string, findings: Findings): void {
  const path = SPEC.field("group");
  const errors = subdomainErrors(group);
  if (group === "") findings.required("missing-field", path);
  else if (errors.length > 0) findings.invalid("invalid-name", path, group, errors.join(","));
  else if (!group.includes("."))
    findings.invalid("invalid-name", path, group, "should be a domain with at least one dot");
}

function checkScope(scope: string, findings: Findings): void {
  const path = SPEC.field("scope");
  if (scope === "") findings.required("missing-field", path);
  else if (scope !== "Cluster" && scope !== "Namespaced")
    findings.notSupported("invalid-scope", path, scope, ["Cluster", "Namespaced"]);
}

function checkVersions(versions: readonly PlacedVersion[], findings: Findings): void {
  const path = SPEC.field("versions");
  for (const { at, name, deprecated, deprecationWarning } of versions) {
    const errors = dns1035Errors(name);
    if (errors.length > 0) findings.invalid("invalid-name", at.field("name"), name, errors.join(","));
    // The server prints this text, to which it has a pointer, as JSON.
    const shown = JSON.stringify(deprecationWarning);
    for (const error of deprecationErrors(deprecated, deprecationWarning))
      findings.error("deprecation-warning", at.field("deprecationWarning"), `Invalid value: ${shown}: ${error}`);
  }
  if (new Set(versions.map(({ name }) => name)).size < versions.length)
    findings.invalid("duplicate-version", path, undefined, "must contain unique version names");
  if (versions.filter(({ storage }) => storage).length !== 1)
    findings.invalid("storage-version", path, undefined, "must have exactly one version marked as storage version");
}

function deprecationErrors(deprecated: boolean, warning: string | undefined): string[] {
  if (warning === undefined) return [];
  if (!deprecated) return ["can only be set for deprecated versions"];
  const errors: string[] = [];
  if (Buffer.byteLength(warning) > 256) errors.push("must be <= 256 characters long");
  if (warning === "") errors.push("must not be an empty string");
  const odd = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.exec(warning);
  if (odd) {
    const index = Buffer.byteLength(warning.slice(0, odd.index));
    errors.push(`must only contain printable UTF-8 characters; non-printable character found at index ${index}`);
  }
  return errors;
}

/**
 * The rules for what the server moves from the versions to `spec` when it is alike in all of them. Of alike parts only
 * the first is looked at, as the server does.
 */
function checkHoisted(versions: readonly PlacedVersion[], findings: Findings): void {
  const hoisted = (part: keyof DefinitionVersion) =>
    versions.every((one) => sameFields(one[part], versions[0]?.[part]));
  const oneOf = (part: keyof DefinitionVersion) => (hoisted(part) ? versions.slice(0, 1) : versions);
  const anyStatus = versions.some(({ subresources }) => subresources?.status !== undefined);
  const oneSchema = hoisted("schema");
  for (const { at, schema } of versions)
    if (!schema?.openAPIV3Schema) findings.required("missing-schema", at.field("schema", "openAPIV3Schema"));
  for (const { schema, subresources } of oneOf("schema")) {
    const hasStatus = oneSchema ? anyStatus : subresources?.status !== undefined;
    if (schema?.openAPIV3Schema) checkSchema(schema.openAPIV3Schema, hasStatus, findings);
  }
  for (const { at, subresources } of oneOf("subresources"))
    checkSubresources(subresources, at.field("subresources"), findings);
  for (const { at, columns } of oneOf("columns")) checkColumns(columns, at.field("additionalPrinterColumns"), findings);
  const oneSelection = hoisted("selectableFields");
  for (const version of oneOf("selectableFields")) checkSelectableFields(version, oneSchema, oneSelection, findings);
}
