import type { PlacedVersion } from "./check-spec.js";
import type { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";
import { structuralError } from "./structural-form.js";
import { followPath } from "./schema-path.js";
import type { SchemaProps } from "./schema-props.js";

const CODE = "invalid-selectable-field";
const MAX_FIELDS = 8;

/**
 * The rules for the selectable fields of a version.
 *
 * @param oneSchema whether the server has moved the schema of all versions to `spec`
 * @param oneSelection whether it has done so with the selectable fields
 */
export function checkSelectableFields(
  { at, schema, selectableFields }: PlacedVersion,
  oneSchema: boolean,
  oneSelection: boolean,
  findings: Findings,
): void {
  if (!selectableFields?.length) return;
  const path = at.field("selectableFields");
  // The server looks for both in one place, although it has moved only one of them.
  if (oneSelection && !oneSchema) {
    findings.invalid(CODE, path, "", "may only be set when validations.schema is included");
    return;
  }
  if (!schema?.openAPIV3Schema || (oneSchema && !oneSelection)) {
    const rule = "may only be set when `version.schema.openAPIV3Schema` is not included";
    findings.invalid(CODE, path, "", rule);
    return;
  }
  if (structuralError(schema.openAPIV3Schema) !== undefined) return;
  const paths = selectableFields.map(({ jsonPath }) => jsonPath);
  const selected = paths.map((one, index) =>
    checkField(one, path.index(index).field("jsonPath"), schema.openAPIV3Schema, findings),
  );
  const distinct = new Set<string>();
  selected.forEach((one, index) => {
    if (one === undefined) return;
    if (distinct.has(one))
      findings.error(CODE, path.index(index).field("jsonPath"), `Duplicate value: ${JSON.stringify(paths[index])}`);
    distinct.add(one);
  });
  if (distinct.size > MAX_FIELDS)
    findings.error(CODE, path, `Too many: ${distinct.size}: must have at most ${MAX_FIELDS} items`);
}

/** Returns the field's path in one spelling, if it leads anywhere. */
function checkField(
  jsonPath: string,
  path: FieldPath,
  schema: SchemaProps | undefined,
  findings: Findings,
): string | undefined {
  if (jsonPath === "") {
    findings.required(CODE, path);
    return;
  }
  if (!schema) return undefined;
  const found = followPath(jsonPath, schema, false);
  if (found.error !== undefined) {
    findings.invalid(CODE, path, jsonPath, `is an invalid path: ${found.error}`);
    return;
  }
  if (found.names[0] === "metadata") findings.invalid(CODE, path, jsonPath, "must not point to fields in metadata");
  if (!["string", "boolean", "integer"].includes(found.schema?.type ?? "")) {
    const rule =
      "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.";
    findings.invalid(CODE, path, jsonPath, rule);
  }
  return found.names.join(".");
}
