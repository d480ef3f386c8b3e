import { FieldPath } from "./field-path.js";
import { Findings } from "./finding.js";
import { isGoList, isGoObject, type GoJson, type GoObject } from "./go-json.js";
import { metadata as decodeMetadata } from "./object-metadata.js";
import { dns1035Errors, labelKeyErrors, labelValueErrors } from "./kubernetes-names.js";
import type { SchemaProps } from "./schema-props.js";

/** Calls back for each object of a value that its schema takes for a resource of its own. */
function eachEmbedded(
  value: GoJson,
  schema: SchemaProps | undefined,
  at: FieldPath,
  visit: (resource: GoObject, at: FieldPath) => void,
): void {
  if (!schema) return;
  if (isGoList(value))
    value.forEach((item, index) => {
      eachEmbedded(item, schema.items?.schema, at.index(index), visit);
    });
  if (!isGoObject(value)) return;
  if (schema.embeddedResource) visit(value, at);
  for (const [name, child] of value) {
    const property = schema.properties?.get(name);
    if (property) eachEmbedded(child, property, at.field(name), visit);
    else eachEmbedded(child, schema.additionalProperties?.schema, at.key(name), visit);
  }
}

/** Checks that the metadata of embedded resources has the right types; undefined, and an error, if not. */
export function coerceEmbedded(
  value: GoJson,
  schema: SchemaProps,
  at: FieldPath,
  findings: Findings,
): GoJson | undefined {
  const own = new Findings(findings.kubernetes);
  eachEmbedded(value, schema, at, (resource, path) => {
    for (const field of ["apiVersion", "kind"]) {
      const found = resource.get(field);
      if (found !== undefined && typeof found !== "string")
        own.invalid("invalid-default", path.field(field), found, "must be a string");
    }
    const metadata = resource.get("metadata");
    if (metadata === undefined || metadata === null) return;
    if (!isGoObject(metadata)) own.invalid("invalid-default", path.field("metadata"), metadata, "must be an object");
    else checkTypes(metadata, path.field("metadata"), own);
  });
  findings.add(own.all);
  return own.hasErrors ? undefined : value;
}

/** The server decodes the metadata, and says the first thing that it cannot decode. */
function checkTypes(metadata: GoObject, at: FieldPath, findings: Findings): void {
  const own = new Findings(findings.kubernetes);
  decodeMetadata(metadata, FieldPath.ROOT, { findings: own, owner: "", strict: true });
  const [first] = own.all.filter(({ severity }) => severity === "error");
  if (first) findings.invalid("invalid-default", at, metadata, first.message);
}

/** The rules for the values of embedded resources; returns whether one is broken. */
export function checkEmbeddedValue(value: GoJson, schema: SchemaProps, at: FieldPath, findings: Findings): boolean {
  const own = new Findings(findings.kubernetes);
  eachEmbedded(value, schema, at, (resource, path) => {
    for (const field of ["apiVersion", "kind"]) {
      const found = resource.get(field);
      const place = path.field(field);
      if (found === undefined) own.required("invalid-default", place);
      else if (found === "") own.invalid("invalid-default", place, "", "must not be empty");
      else if (typeof found === "string") checkTypeName(field, found, place, own);
    }
    const metadata = resource.get("metadata");
    if (isGoObject(metadata)) checkLabels(metadata, path.field("metadata"), own);
  });
  findings.add(own.all);
  return own.hasErrors;
}

function checkTypeName(field: string, value: string, at: FieldPath, findings: Findings): void {
  if (field === "apiVersion") {
    if (value.split("/").length > 2)
      findings.invalid("invalid-default", at, value, `unexpected GroupVersion string: ${value}`);
    return;
  }
  const errors = dns1035Errors(value.toLowerCase());
  const rule = "may have mixed case, but should otherwise match: ";
  if (errors.length > 0) findings.invalid("invalid-default", at, value, rule + errors.join(","));
}

function checkLabels(metadata: GoObject, at: FieldPath, findings: Findings): void {
  const texts = (field: string) => {
    const map = metadata.get(field);
    return isGoObject(map) ? [...map].filter((pair): pair is [string, string] => typeof pair[1] === "string") : [];
  };
  const invalid = (field: string, value: string, errors: readonly string[]) => {
    for (const error of errors) findings.invalid("invalid-default", at.field(field), value, error);
  };
  for (const [key, value] of texts("labels")) {
    invalid("labels", key, labelKeyErrors(key));
    invalid("labels", value, labelValueErrors(value));
  }
  for (const [key] of texts("annotations")) invalid("annotations", key, labelKeyErrors(key.toLowerCase()));
}
