import type { Findings } from "./finding.js";
import type { SchemaProps } from "./schema-props.js";

/** What the root may have beside the status subresource, in the server's words. */
const ALLOWED =
  "Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations";

const FORBIDDEN = [
  ["id", "id"],
  ["$schema", "$schema"],
  ["$ref", "$ref"],
  ["nullable", "nullable"],
  ["default", "default"],
  ["enum", "enum"],
  ["maxProperties", "maxProperties"],
  ["minProperties", "minProperties"],
  ["allOf", "allOf"],
  ["oneOf", "oneOf"],
  ["anyOf", "anyOf"],
  ["not", "not"],
  ["additionalProperties", "additionalProperties"],
  ["patternProperties", "patternProperties"],
  ["dependencies", "dependencies"],
  ["additionalItems", "additionalItems"],
  ["definitions", "definitions"],
  ["embeddedResource", "x-kubernetes-embedded-resource"],
  ["intOrString", "x-kubernetes-int-or-string"],
  ["listMapKeys", "x-kubernetes-list-map-keys"],
  ["listType", "x-kubernetes-list-type"],
  ["mapType", "x-kubernetes-map-type"],
] as const satisfies readonly (readonly [keyof SchemaProps, string])[];

/**
 * With the status subresource the server applies `properties.status` alone, so the root may have nothing that would
 * then be lost.
 */
export function checkRootKeywords(root: SchemaProps, findings: Findings): void {
  const code = "root-keyword-with-status";
  const found = FORBIDDEN.find(([field]) => !isZero(root[field]));
  if (root.type !== "" && root.type !== "object" && !(found && ["id", "$schema", "$ref"].includes(found[0]))) {
    const rule = `only "object" is allowed as the type at the root of the schema if the status subresource is enabled`;
    findings.invalid(code, root.at.field("type"), root.type, rule);
  } else if (found) {
    const rule = `only [${ALLOWED}] fields are allowed at the root of the schema if the status subresource is enabled`;
    findings.invalid(code, root.at, undefined, `${rule}, found ${found[1]}`);
  }
}

function isZero(value: unknown): boolean {
  return value === undefined || value === false || value === "";
}
