import type { PrinterColumnModel } from "../../model/crd-model.js";
import type { Shape } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import { ruleForEachVersion, type VersionPlace } from "./crd-rule.js";
import { parseJsonPath } from "./json-path.js";
import type { LintRule } from "./lint-rule.js";

/** The API server checks neither: a column with a broken path replaces all columns by the default ones. */
export const printerColumnRules: readonly LintRule<ModelContext>[] = [
  ruleForEachVersion("A printer column points at something that exists and can be shown as its type says", (place) =>
    (place.source.additionalPrinterColumns ?? []).flatMap((column, index) => {
      const problem = problemOf(column, place);
      if (problem === undefined) return [];
      const pointer = pointerTo(place.pointer, "additionalPrinterColumns", index, "jsonPath");
      const message = `the path ${column.jsonPath} ${problem}`;
      return [finding(place.owner.document, pointer, "bad-printer-column", message)];
    }),
  ),
];

/** What is wrong with a column, as the rest of a sentence; undefined when nothing is. */
function problemOf({ jsonPath, type }: PrinterColumnModel, { follow }: VersionPlace): string | undefined {
  const steps = parseJsonPath(jsonPath);
  if (!steps) return "is not a JSONPath of names, indexes and filters; write it as .spec.model.kind";
  const destination = follow(steps);
  if ("problem" in destination) return destination.problem;
  return destination.shape && mismatch(type, destination.shape);
}

/** The kinds of values that kubectl can show in a column that is not of strings; strings show everything. */
const SHOWN: Readonly<Record<Exclude<PrinterColumnModel["type"], "string">, readonly Shape["kind"][]>> = {
  integer: ["integer"],
  number: ["integer", "number"],
  boolean: ["boolean"],
  date: ["string"],
};

/** The kinds of which it is known what their values are. */
const KNOWN: readonly Shape["kind"][] = ["object", "map", "array", "string", "integer", "number", "boolean"];

function mismatch(type: PrinterColumnModel["type"], shape: Shape): string | undefined {
  if (type === "string" || !KNOWN.includes(shape.kind)) return undefined;
  const isTime = shape.kind === "string" && shape.format === "date-time";
  if (SHOWN[type].includes(shape.kind) && (type !== "date" || isTime)) return undefined;
  const found = shape.kind === "map" ? "object" : shape.kind;
  const expected = type === "date" ? "string of format date-time" : SHOWN[type].join(" or ");
  return `leads to a value of type ${found}, expected ${expected} for a column of type ${type}; make it a column of type ${remedy(shape)}`;
}

function remedy({ kind }: Shape): string {
  return kind === "integer" || kind === "number" || kind === "boolean" ? kind : "string";
}
