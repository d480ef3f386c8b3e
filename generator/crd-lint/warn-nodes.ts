import { FORMAT_WARNINGS } from "../kubernetes-features.js";
import type { Findings } from "./finding.js";
import { isRecognized } from "./formats.js";
import { junctorBranches } from "./structural-form.js";
import type { SchemaProps } from "./schema-props.js";

const META_PROPERTIES = ["apiVersion", "kind", "metadata"];

/** `required` that names a property which the server prunes, so that no object is ever valid. */
export function warnOfRequired(schema: SchemaProps, isRoot: boolean, findings: Findings): void {
  if (schema.preserveUnknownFields || schema.additionalProperties) return;
  const isDeclared = (name: string) =>
    schema.properties?.has(name) === true || ((isRoot || schema.embeddedResource) && META_PROPERTIES.includes(name));
  const check = (node: SchemaProps) => {
    node.required?.forEach((name, index) => {
      const rule = `${JSON.stringify(name)} is required but not declared: the server prunes it, and then misses it`;
      if (!isDeclared(name)) findings.warning("required-undeclared", node.at.field("required").index(index), rule);
    });
    for (const { junctor, schema: branch } of junctorBranches(node)) if (junctor !== "not") check(branch);
  };
  check(schema);
}

/** A map that takes anything loses the content of nested objects. */
export function warnOfOpenMap(
  { at, additionalProperties, preserveUnknownFields }: SchemaProps,
  findings: Findings,
): void {
  if (!additionalProperties?.allows || additionalProperties.schema || preserveUnknownFields) return;
  const advice = "x-kubernetes-preserve-unknown-fields: true keeps free-form content";
  findings.warning(
    "open-map-pruned",
    at.field("additionalProperties"),
    `additionalProperties: true keeps names, but prunes nested objects to {}; ${advice}`,
  );
}

/** A set of objects or lists; servers warn of it since Kubernetes 1.37. */
export function warnOfSets({ at, listType, items }: SchemaProps, findings: Findings): void {
  const type = items?.schema?.type ?? "";
  if (listType !== "set" || !["object", "array"].includes(type)) return;
  const rule = `x-kubernetes-list-type: set for items of type "${type}" is not supported by server-side apply or CEL validation rules`;
  const advice = "write atomic, or for objects map with the keys that tell them apart";
  findings.warning("set-of-structures", at.field("x-kubernetes-list-type"), `${rule}; ${advice}`);
}

/** Formats that the server ignores, and number formats that it enforces since 1.36 only. */
export function warnOfFormats(schema: SchemaProps, findings: Findings): void {
  for (const node of [schema, ...valueNodes(schema)]) {
    const { at, format, type } = node;
    if (format !== "" && !isRecognized(format, type) && findings.kubernetes >= FORMAT_WARNINGS) {
      const advice = "it checks nothing; write a pattern, or leave it out";
      findings.warning(
        "unknown-format",
        at.field("format"),
        `unrecognized format ${JSON.stringify(format)}: ${advice}`,
      );
    }
  }
  warnOfNumberFormat(schema, findings);
}

function warnOfNumberFormat({ at, type, format, minimum, maximum }: SchemaProps, findings: Findings): void {
  const [low, high] = format === "int32" ? [-(2 ** 31), 2 ** 31 - 1] : [-3.4028234663852886e38, 3.4028234663852886e38];
  const limits = (type === "integer" && format === "int32") || (type === "number" && format === "float");
  if (!limits || (minimum !== undefined && minimum >= low && maximum !== undefined && maximum <= high)) return;
  const rule = `servers enforce the format ${format} only since 1.36; write minimum and maximum, which all of them enforce`;
  findings.warning("number-format", at.field("format"), rule);
}

/** The schemas in the junctors of a node, at any depth. */
function valueNodes(schema: SchemaProps): SchemaProps[] {
  return junctorBranches(schema).flatMap(({ schema: branch }) => [branch, ...insideBranch(branch)]);
}

function insideBranch(branch: SchemaProps): SchemaProps[] {
  const children = [...(branch.properties?.values() ?? []), ...(branch.items?.schema ? [branch.items.schema] : [])];
  return [...valueNodes(branch), ...children.flatMap((child) => [child, ...insideBranch(child)])];
}
