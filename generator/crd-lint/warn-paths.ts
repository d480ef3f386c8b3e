import type { PlacedVersion } from "./check-spec.js";
import type { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { parseJsonPath, type PathStep } from "./json-path.js";
import { structuralNodes } from "./structural-form.js";
import type { SchemaProps } from "./schema-props.js";

const META_PROPERTIES = ["apiVersion", "kind", "metadata"];

/** Printer columns and scale paths that are no paths, or lead to nothing that the schema declares. */
export function warnOfPaths({ at, schema, columns, subresources }: PlacedVersion, findings: Findings): void {
  const root = schema?.openAPIV3Schema;
  if (!root) return;
  const consequence = "the server accepts this, and the column stays empty or the default columns are shown";
  columns?.forEach(({ jsonPath }, index) => {
    const path = at.field("additionalPrinterColumns").index(index).field("jsonPath");
    if (jsonPath.startsWith(".")) warnOfPath(jsonPath, path, root, "printer-column-nowhere", consequence, findings);
  });
  const scale = subresources?.scale;
  for (const field of ["specReplicasPath", "statusReplicasPath", "labelSelectorPath"] as const) {
    const value = scale?.[field] ?? "";
    const path = at.field("subresources", "scale", field);
    if (/^\.(?:spec|status)\./.test(value))
      warnOfPath(
        value,
        path,
        root,
        "scale-path-nowhere",
        "the server accepts this, and the subresource does not work",
        findings,
      );
  }
}

function warnOfPath(
  jsonPath: string,
  at: FieldPath,
  root: SchemaProps,
  code: "printer-column-nowhere" | "scale-path-nowhere",
  consequence: string,
  findings: Findings,
): void {
  const steps = parseJsonPath(jsonPath);
  if (steps === undefined) findings.warning(code, at, `${JSON.stringify(jsonPath)} is not a JSONPath; ${consequence}`);
  else {
    const lost = lostStep(steps, root);
    if (lost !== undefined)
      findings.warning(
        code,
        at,
        `${JSON.stringify(jsonPath)} leads nowhere: the schema has no ${JSON.stringify(lost)} there; ${consequence}`,
      );
  }
}

/** The first name on a path that the schema does not have; undefined if the path leads somewhere. */
function lostStep(steps: readonly PathStep[], root: SchemaProps): string | undefined {
  let schema = root;
  for (const step of steps) {
    if (schema.preserveUnknownFields) return undefined;
    if (schema === root && step.kind === "name" && META_PROPERTIES.includes(step.name)) return undefined;
    if (step.kind === "descend") {
      const found = structuralNodes(schema).some(({ properties }) => properties?.has(step.name));
      return found ? undefined : step.name;
    }
    const next = follow(schema, step);
    if (next === "anything") return undefined;
    if (next === undefined) return step.kind === "name" ? step.name : "[]";
    schema = next;
  }
  return undefined;
}

function follow(schema: SchemaProps, step: PathStep): SchemaProps | "anything" | undefined {
  const { items, properties, additionalProperties } = schema;
  if (step.kind === "name") {
    const values = additionalProperties?.allows ? (additionalProperties.schema ?? "anything") : undefined;
    return properties?.get(step.name) ?? values;
  }
  if (items?.schema) return items.schema;
  return step.kind === "members" && (properties?.size || additionalProperties) ? "anything" : undefined;
}
