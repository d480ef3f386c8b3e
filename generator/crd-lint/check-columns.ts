import type { PrinterColumn, Subresources } from "./definition.js";
import type { FieldPath } from "./field-path.js";
import type { Findings } from "./finding.js";

const COLUMN_TYPES = ["boolean", "date", "integer", "number", "string"];
const COLUMN_FORMATS = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

/** The server's rules for printer columns. It looks at no more than the first character of a path. */
export function checkColumns(columns: readonly PrinterColumn[] | undefined, at: FieldPath, findings: Findings): void {
  const code = "invalid-printer-column";
  columns?.forEach(({ name, type, format, jsonPath }, index) => {
    const path = at.index(index);
    const types = `must be one of ${COLUMN_TYPES.join(",")}`;
    const formats = `must be one of ${COLUMN_FORMATS.join(",")}`;
    if (name === "") findings.required(code, path.field("name"));
    if (type === "") findings.required(code, path.field("type"), types);
    else if (!COLUMN_TYPES.includes(type)) findings.invalid(code, path.field("type"), type, types);
    if (format !== "" && !COLUMN_FORMATS.includes(format))
      findings.invalid(code, path.field("format"), format, formats);
    if (jsonPath === "") findings.required(code, path.field("jsonPath"));
    else if (!jsonPath.startsWith("."))
      findings.invalid(code, path.field("jsonPath"), jsonPath, "must be a simple json path starting with .");
  });
}

/** The rules for the paths of the scale subresource. */
export function checkSubresources(subresources: Subresources | undefined, at: FieldPath, findings: Findings): void {
  const scale = subresources?.scale;
  if (!scale) return;
  const check = (field: keyof typeof scale, starts: readonly string[], place: string) => {
    const value = scale[field] ?? "";
    const path = at.field("scale", field);
    if (value === "") {
      if (field !== "labelSelectorPath") findings.required("invalid-scale-path", path);
    } else if (!value.startsWith("."))
      findings.invalid("invalid-scale-path", path, value, "must be a simple json path starting with .");
    else if (!starts.some((start) => value.startsWith(start)))
      findings.invalid("invalid-scale-path", path, value, `should be a json path under ${place}`);
  };
  check("specReplicasPath", [".spec."], ".spec");
  check("statusReplicasPath", [".status."], ".status");
  check("labelSelectorPath", [".spec.", ".status."], "either .spec or .status");
}
