import { pointerTo } from "../json-pointer.js";
import { finding } from "../positions.js";
import type { LintedCrd } from "../schema-document.js";
import type { LintRule } from "./lint-rule.js";

const LONGEST_WARNING = 256;

/** What Go's `unicode.IsPrint` refuses; of all blanks it takes the plain one only. */
const NOT_PRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

export const crdVersionRules: readonly LintRule[] = [
  ruleForEachVersionOfSource("A version is given once", ({ crd }, index) => {
    const { name } = crd.versions[index] ?? {};
    const isRepeated = crd.versions.findIndex((version) => version.name === name) < index;
    return isRepeated ? ["name", `there are two versions ${name ?? ""}; give each a name of its own`] : undefined;
  }),
  ruleForEachVersionOfSource("Only a deprecated version warns of it", ({ crd }, index) => {
    const { deprecated, deprecationWarning } = crd.versions[index] ?? {};
    return deprecationWarning !== undefined && deprecated !== true
      ? ["deprecationWarning", "the version is not deprecated; set deprecated: true, or remove the warning"]
      : undefined;
  }),
  ruleForEachVersionOfSource("A deprecation warning is one line of printable characters", ({ crd }, index) =>
    NOT_PRINTABLE.test(crd.versions[index]?.deprecationWarning ?? "")
      ? ["deprecationWarning", "the warning has a character that cannot be printed; use letters, signs and blanks"]
      : undefined,
  ),
  ruleForEachVersionOfSource("A deprecation warning fits into a header", ({ crd }, index) => {
    const bytes = Buffer.byteLength(crd.versions[index]?.deprecationWarning ?? "");
    return bytes > LONGEST_WARNING
      ? ["deprecationWarning", `the warning has ${bytes} bytes of UTF-8; ${LONGEST_WARNING} are allowed; shorten it`]
      : undefined;
  }),
];

function ruleForEachVersionOfSource(
  name: string,
  check: (crd: LintedCrd, index: number) => readonly [property: string, problem: string] | undefined,
): LintRule {
  return {
    name,
    check: ({ crds }) =>
      crds.flatMap((owner) =>
        owner.crd.versions.flatMap((_, index) => {
          const [property, problem] = check(owner, index) ?? [];
          if (property === undefined || problem === undefined) return [];
          return [finding(owner.document, pointerTo("/versions", index, property), "bad-crd-version", problem)];
        }),
      ),
  };
}
