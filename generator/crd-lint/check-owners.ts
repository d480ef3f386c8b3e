import { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import type { GoJson } from "./go-json.js";
import { isPrintable } from "./go-quote.js";
import type { ManagedFields, Metadata, OwnerReference } from "./object-metadata.js";

const OWNERS = FieldPath.ROOT.field("metadata", "ownerReferences");
const MANAGED = FieldPath.ROOT.field("metadata", "managedFields");
const MAX_MANAGER = 128;
const MAX_SUBRESOURCE = 256;

/** The rules for who owns an object and who manages which of its fields, in the words of Kubernetes 1.37. */
export function checkOwners({ ownerReferences = [], managedFields = [] }: Metadata, findings: Findings): void {
  ownerReferences.forEach((reference, index) => {
    checkOwner(reference, OWNERS.index(index), findings);
  });
  const [first, second] = ownerReferences.filter(({ controller }) => controller === true).map(nameOf);
  if (first !== undefined && second !== undefined) {
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}`;
    findings.invalid("invalid-metadata", OWNERS, ownerReferences.map(written), detail);
  }
  managedFields.forEach((entry, index) => {
    checkManagedFields(entry, MANAGED.index(index), findings);
  });
}

function checkOwner(reference: OwnerReference, at: FieldPath, findings: Findings): void {
  const { apiVersion, kind, name, uid } = reference;
  for (const [field, value] of Object.entries({ apiVersion, kind, name, uid }))
    if (value === "") findings.required("invalid-metadata", at.field(field), "must not be empty");
  if (apiVersion !== "" && !/^(?:[^/]*\/)?[^/]+$/.test(apiVersion)) {
    const rule = "must be <group>/<version> or <version>";
    findings.invalid("invalid-metadata", at.field("apiVersion"), apiVersion, rule);
  }
  const banned = "/v1, Kind=Event is disallowed from being an owner";
  if (apiVersion === "v1" && kind === "Event") findings.invalid("invalid-metadata", at, written(reference), banned);
}

const OPERATIONS = ["Apply", "Update"];

function checkManagedFields(entry: ManagedFields, at: FieldPath, findings: Findings): void {
  const { operation, fieldsType, manager, subresource } = entry;
  const invalid = (field: string, value: string, detail: string) => {
    findings.invalid("invalid-metadata", at.field(field), value, detail);
  };
  const tooLong = (field: string, value: string, most: number) => {
    if (Buffer.byteLength(value) > most)
      findings.error("invalid-metadata", at.field(field), `Too long: may not be more than ${most} bytes`);
  };
  if (operation === "") findings.required("invalid-metadata", at.field("operation"), "must not be empty");
  else if (!OPERATIONS.includes(operation))
    findings.notSupported("invalid-metadata", at.field("operation"), operation, OPERATIONS);
  if (fieldsType !== "" && fieldsType !== "FieldsV1") invalid("fieldsType", fieldsType, "must be `FieldsV1`");
  tooLong("manager", manager, MAX_MANAGER);
  for (const { 0: character, index } of manager.matchAll(/./gsu)) {
    if (isPrintable(character)) continue;
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const position = Buffer.byteLength(manager.slice(0, index));
    invalid("manager", manager, `invalid character U+${code} (at position ${position})`);
  }
  tooLong("subresource", subresource, MAX_SUBRESOURCE);
}

function nameOf({ kind, name }: OwnerReference): string {
  return `${kind}/${name}`;
}

/** As Go writes it: what may be left out is, where it is nothing. */
function written({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): GoJson {
  const entries = Object.entries({ apiVersion, kind, name, uid, controller, blockOwnerDeletion });
  return new Map(entries.flatMap(([key, value]): [string, GoJson][] => (value === undefined ? [] : [[key, value]])));
}
