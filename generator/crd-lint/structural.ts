import type { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { checkEmbedded, checkMetaProperties } from "./structural-metadata.js";
import { junctorBranches } from "./structural-form.js";
import type { SchemaProps } from "./schema-props.js";
import { checkJunctorBranch, checkPattern, isIntOrStringUnion } from "./junctors.js";

/** Where a node stands in the structural part: at the root, as an item, or as a property or map value. */
type Level = "root" | "item" | "field";

const MISSING_TYPE: Readonly<Record<Level, string>> = {
  root: "must not be empty at the root",
  item: "must not be empty for specified array items",
  field: "must not be empty for specified object fields",
};

/** The rules that make a schema structural (apiextensions-apiserver, `pkg/apiserver/schema/validation.go`). */
export function checkStructural(root: SchemaProps, findings: Findings): void {
  checkNode(root, "root", findings);
}

function checkNode(schema: SchemaProps, level: Level, findings: Findings): void {
  const { at, type, items, properties, additionalProperties } = schema;
  if (type === "array" && !items?.schema) findings.required("missing-items", at.field("items"), "must be specified");
  if (items?.schema) checkNode(items.schema, "item", findings);
  for (const property of properties?.values() ?? []) checkNode(property, "field", findings);
  if (additionalProperties) {
    if (level === "root")
      findings.forbidden("additional-properties", at.field("additionalProperties"), "must not be used at the root");
    if (additionalProperties.schema) checkNode(additionalProperties.schema, "field", findings);
  }
  checkExtensions(schema, findings);
  checkPattern(schema.pattern, at, findings);
  checkJunctors(schema, findings);
  checkType(schema, level, findings);
  checkMetaProperties(schema, level === "root", findings);
  checkEmbedded(schema, findings);
}

function checkExtensions(
  { at, intOrString, preserveUnknownFields, embeddedResource }: SchemaProps,
  findings: Findings,
): void {
  const rule = "must be false if x-kubernetes-int-or-string is true";
  const conflict = (field: string) => {
    findings.invalid("int-or-string", at.field(field), true, rule);
  };
  if (intOrString && preserveUnknownFields) conflict("x-kubernetes-preserve-unknown-fields");
  if (intOrString && embeddedResource) conflict("x-kubernetes-embedded-resource");
}

/** All but the union of integer and string, which may name its types. */
function checkJunctors(schema: SchemaProps, findings: Findings): void {
  const skipAnyOf = isIntOrStringUnion(schema.anyOf, findings.kubernetes);
  const skipInFirst = isIntOrStringUnion(schema.allOf?.[0]?.anyOf, findings.kubernetes);
  for (const { junctor, index, schema: branch } of junctorBranches(schema)) {
    if (junctor === "anyOf" && skipAnyOf) continue;
    checkJunctorBranch(branch, junctor === "allOf" && index === 0 && skipInFirst, findings);
  }
}

function checkType(schema: SchemaProps, level: Level, findings: Findings): void {
  const { type, intOrString, preserveUnknownFields, embeddedResource } = schema;
  const at: FieldPath = schema.at.field("type");
  if (embeddedResource && type !== "object") {
    const rule = "must be object if x-kubernetes-embedded-resource is true";
    if (type === "") findings.required("embedded-resource", at, rule);
    else findings.invalid("embedded-resource", at, type, rule);
  } else if (type === "" && !intOrString && !preserveUnknownFields)
    findings.required("missing-type", at, MISSING_TYPE[level]);
  if (level === "root" && type !== "" && type !== "object")
    findings.invalid("root-schema", at, type, "must be object at the root");
}
