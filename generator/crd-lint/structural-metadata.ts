import type { Findings } from "./finding.js";
import type { SchemaProps } from "./schema-props.js";
import { keptOf } from "./structural-form.js";

/** The rules for properties named `apiVersion`, `kind` and `metadata`, at the root and in embedded resources. */
export function checkMetaProperties(
  { properties, embeddedResource }: SchemaProps,
  isRoot: boolean,
  findings: Findings,
): void {
  const isResource = isRoot || embeddedResource;
  for (const name of ["kind", "apiVersion"]) {
    const property = properties?.get(name);
    if (isResource && property && property.type !== "string")
      findings.invalid("metadata-schema", property.at.field("type"), property.type, "must be string");
  }
  const metadata = properties?.get("metadata");
  if (!metadata) return;
  if (isResource && metadata.type !== "object")
    findings.invalid("metadata-schema", metadata.at.field("type"), metadata.type, "must be object");
  if (isRoot && !restrictsNamesOnly(keptOf(metadata, findings.kubernetes))) {
    const rule = "must not specify anything other than name and generateName, but metadata is implicitly specified";
    findings.forbidden("metadata-schema", metadata.at, rule);
  }
}

/** Whether the root's metadata says no more than `type` and what its name may be. */
function restrictsNamesOnly(schema: SchemaProps): boolean {
  const { properties, ...others } = { ...schema, at: undefined, type: "", default: undefined };
  const names = [...(properties?.keys() ?? [])];
  if (names.some((name) => name !== "name" && name !== "generateName")) return false;
  const {
    items,
    enum: values,
    allOf,
    anyOf,
    oneOf,
    listMapKeys,
    definitions,
    patternProperties,
    dependencies,
    ...rest
  } = others;
  const lists = [values, allOf, anyOf, oneOf];
  if (items?.schema || lists.some((list) => list?.length) || listMapKeys) return false;
  if (definitions?.size || patternProperties?.size || dependencies?.size) return false;
  return Object.values(rest).every((value) => value === undefined || value === "" || value === false);
}

/** The rules for `x-kubernetes-embedded-resource`, but for its type. */
export function checkEmbedded(schema: SchemaProps, findings: Findings): void {
  const { at, embeddedResource, additionalProperties, preserveUnknownFields, properties } = schema;
  if (!embeddedResource) return;
  if (additionalProperties) {
    const rule = "must not be used if x-kubernetes-embedded-resource is set";
    findings.forbidden("embedded-resource", at.field("additionalProperties"), rule);
  }
  if (!preserveUnknownFields && !properties?.size) {
    const rule =
      "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields";
    findings.required("embedded-resource", at.field("properties"), rule);
  }
}
