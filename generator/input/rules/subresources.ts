import type { Diagnostic, DiagnosticCode } from "../../diagnostics.js";
import type { ScaleModel } from "../../model/crd-model.js";
import type { Shape } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import type { ModelContext } from "../lint-model.js";
import { finding } from "../positions.js";
import { ruleForEachVersion, type VersionPlace } from "./crd-rule.js";
import { parseFieldPath } from "./json-path.js";
import type { LintRule } from "./lint-rule.js";

/** What a path of a CRD must lead to. */
interface Expectation {
  readonly code: DiagnosticCode;
  /** The first field of the path, one of these; any but metadata if empty. */
  readonly below: readonly string[];
  readonly kinds: readonly Shape["kind"][];
}

const NUMBER = { code: "bad-scale-path", kinds: ["integer"] } as const;

const SCALE: Readonly<Record<keyof ScaleModel, Expectation>> = {
  specReplicasPath: { ...NUMBER, below: ["spec"] },
  statusReplicasPath: { ...NUMBER, below: ["status"] },
  labelSelectorPath: { code: "bad-scale-path", kinds: ["string"], below: ["spec", "status"] },
};

const SELECTABLE: Expectation = {
  code: "bad-selectable-field",
  kinds: ["string", "boolean", "integer"],
  below: [],
};

export const subresourceRules: readonly LintRule<ModelContext>[] = [
  ruleForEachVersion("The paths of the scale subresource lead to its numbers", (place) => {
    const { scale } = place.source.subresources ?? {};
    return Object.entries(scale ?? {}).flatMap(([name, path]: [string, string]) =>
      checkPath(path, SCALE[name as keyof ScaleModel], place, ["subresources", "scale", name]),
    );
  }),
  ruleForEachVersion("A selectable field is a scalar that exists", (place) =>
    (place.source.selectableFields ?? []).flatMap(({ jsonPath }, index, all) => {
      const at = ["selectableFields", index, "jsonPath"];
      const first = all.findIndex((field) => field.jsonPath === jsonPath);
      if (first === index) return checkPath(jsonPath, SELECTABLE, place, at);
      return [say(place, at, SELECTABLE.code, `the path ${jsonPath} is given twice; keep one of them`)];
    }),
  ),
];

function checkPath(
  path: string,
  expectation: Expectation,
  place: VersionPlace,
  at: readonly (string | number)[],
): Diagnostic[] {
  const problem = problemOf(path, expectation, place);
  return problem === undefined ? [] : [say(place, at, expectation.code, `the path ${path} ${problem}`)];
}

function problemOf(path: string, { below, kinds }: Expectation, { follow }: VersionPlace): string | undefined {
  const steps = parseFieldPath(path);
  if (!steps) return "may only name fields, none of them in a list; write it as .spec.replicas";
  const first = steps[0]?.kind === "name" ? steps[0].name : "";
  if (below.length > 0 && (steps.length < 2 || !below.includes(first)))
    return `must lead to a field below ${below.map((name) => `.${name}`).join(" or ")}`;
  if (first === "metadata") return "leads to metadata, which can be selected by anyway; remove it";
  const destination = follow(steps);
  if ("problem" in destination) return destination.problem;
  const { shape } = destination;
  const expected = kinds.join(" or ");
  if (!shape) return `leads to a place that the schema does not describe; declare a property of type ${expected} there`;
  if (kinds.includes(shape.kind)) return undefined;
  return `leads to a value of type ${shape.kind === "map" ? "object" : shape.kind}, expected ${expected}`;
}

function say(place: VersionPlace, at: readonly (string | number)[], code: DiagnosticCode, message: string): Diagnostic {
  return finding(place.owner.document, pointerTo(place.pointer, ...at), code, message);
}
