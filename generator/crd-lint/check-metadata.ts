import { checkOwners } from "./check-owners.js";
import type { Definition, DefinitionSpec } from "./definition.js";
import { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { dns1035Errors, labelKeyErrors, labelValueErrors, subdomainErrors } from "./kubernetes-names.js";

const METADATA = FieldPath.ROOT.field("metadata");
const APPROVAL = "api-approved.kubernetes.io";
const MAX_ANNOTATION_BYTES = 256 * 1024;

/** The rules for `metadata`: its name, labels and annotations, and the approval that groups of Kubernetes need. */
export function checkMetadata({ metadata, spec }: Definition, findings: Findings): void {
  const { name, generateName, labels, annotations, finalizers } = metadata;
  const path = METADATA.field("name");
  if (name === "") findings.required("invalid-name", path, "name or generateName is required");
  checkName(name, name, path, spec, findings);
  checkName(generateName, generateName.replace(/.-$/, "a"), METADATA.field("generateName"), spec, findings);
  const invalid = (field: string, value: string, errors: readonly string[]) => {
    for (const error of errors) findings.invalid("invalid-metadata", METADATA.field(field), value, error);
  };
  for (const [key, value] of labels ?? []) {
    invalid("labels", key, labelKeyErrors(key));
    invalid("labels", value, labelValueErrors(value));
  }
  for (const key of annotations?.keys() ?? []) invalid("annotations", key, labelKeyErrors(key.toLowerCase()));
  for (const finalizer of finalizers ?? []) invalid("finalizers", finalizer, labelKeyErrors(finalizer));
  const size = [...(annotations ?? [])].flat().reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (size > MAX_ANNOTATION_BYTES)
    findings.error(
      "invalid-metadata",
      METADATA.field("annotations"),
      `Too long: may not be more than ${MAX_ANNOTATION_BYTES} bytes`,
    );
  checkApproval(spec.group, annotations?.get(APPROVAL) ?? "", findings);
  checkOwners(metadata, findings);
}

/** @param shape what must be a name: all of it, or the start of one */
function checkName(name: string, shape: string, path: FieldPath, spec: DefinitionSpec, findings: Findings): void {
  if (name === "") return;
  for (const error of subdomainErrors(shape)) findings.invalid("invalid-name", path, name, error);
  if (name !== `${spec.names.plural}.${spec.group}`)
    findings.invalid("invalid-name", path, name, `must be spec.names.plural+"."+spec.group`);
}

function checkApproval(group: string, approval: string, findings: Findings): void {
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group)) return;
  const path = METADATA.field("annotations").key(APPROVAL);
  const rule = `protected groups must have approval annotation "${APPROVAL}"`;
  const see = "see https://github.com/kubernetes/enhancements/pull/1111";
  if (approval === "") findings.required("protected-group", path, `${rule}, ${see}`);
  else if (!approval.startsWith("unapproved") && !/^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]/i.test(approval))
    findings.invalid(
      "protected-group",
      path,
      approval,
      `${rule} with either a URL or a reason starting with "unapproved", ${see}`,
    );
}

/** The rules for `spec.names`. */
export function checkNames({ spec: { names } }: Definition, findings: Findings): void {
  const path = FieldPath.ROOT.field("spec", "names");
  const kind = names.kind;
  const singular = names.singular === "" ? kind.toLowerCase() : names.singular;
  const listKind = names.listKind === "" && kind !== "" ? `${kind}List` : names.listKind;
  const label = (at: FieldPath, value: string, prefix = "") => {
    const errors = dns1035Errors(prefix === "" ? value : value.toLowerCase());
    if (errors.length > 0) findings.invalid("invalid-name", at, value, prefix + errors.join(","));
  };
  const mixed = "may have mixed case, but should otherwise match: ";
  const fields = { plural: names.plural, singular, kind, listKind };
  for (const [field, value] of Object.entries(fields)) {
    if (value === "") findings.required("missing-field", path.field(field));
    else label(path.field(field), value, field === "kind" || field === "listKind" ? mixed : "");
  }
  names.shortNames?.forEach((name, index) => {
    label(path.field("shortNames").index(index), name);
  });
  if (kind !== "" && kind === listKind)
    findings.invalid("invalid-name", path.field("listKind"), listKind, "kind and listKind may not be the same");
  names.categories?.forEach((name, index) => {
    label(path.field("categories").index(index), name);
  });
}
