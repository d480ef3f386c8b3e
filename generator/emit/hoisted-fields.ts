import { GeneratorError } from "../diagnostics.js";
import type { CrdModel } from "../model/crd-model.js";
import type { JsonObject } from "../model/model.js";

/**
 * The server moves what all versions have alike out of the versions before it checks them, the schema and the
 * selectable fields each by themselves, and then refuses the fields when the schema is in the other place.
 * @throws GeneratorError `bad-selectable-field` where one of the two is alike in all versions and the other is not.
 */
export function refuseHalfHoisted(crd: CrdModel, versions: readonly JsonObject[]): void {
  const isAlike = (keyword: string) => new Set(versions.map((version) => JSON.stringify(version[keyword]))).size === 1;
  const hasFields = crd.versions.some(({ selectableFields }) => selectableFields.length > 0);
  const areFieldsAlike = isAlike("selectableFields");
  if (!hasFields || versions.length < 2 || isAlike("schema") === areFieldsAlike) return;
  const message = areFieldsAlike
    ? "all versions have the same selectable fields, but not the same schema, which the API server refuses; list " +
      "them in another order in one version, or leave one out there"
    : "all versions have the same schema, but not the same selectable fields, which the API server refuses; give " +
      "every version the same list";
  throw new GeneratorError([
    { code: "bad-selectable-field", severity: "error", file: crd.source, pointer: "", line: 0, column: 0, message },
  ]);
}
