import type { Rule } from "../change.js";

/** What a bound keyword measures, for the sentences about it. */
const MEASURES = {
  minimum: "a smaller number",
  exclusiveMinimum: "exactly this number",
  maximum: "a greater number",
  exclusiveMaximum: "exactly this number",
  minLength: "a shorter text",
  maxLength: "a longer text",
  minItems: "a shorter list",
  maxItems: "a longer list",
  minProperties: "fewer entries",
  maxProperties: "more entries",
} as const;

/** The bounds of `apiextensions.k8s.io/v1`, by crdify's names. */
export type BoundKeyword = keyof typeof MEASURES;

type BoundRules = Readonly<Record<`${BoundKeyword}/${"tightened" | "loosened"}`, Rule>>;

/** Rules about bounds; a bound that appears is tightened, one that goes is loosened. */
export const BOUND_RULES = {
  ...(Object.fromEntries(
    Object.entries(MEASURES).flatMap(([keyword, measure]) => [
      [`${keyword}/tightened`, tightened(measure)],
      [`${keyword}/loosened`, loosened(measure)],
    ]),
  ) as BoundRules),
  "bounds/rewritten": {
    severity: "harmless",
    advice: "The bound is written in another way and admits the same integers.",
  },
  "multipleOf/tightened": {
    severity: "breaking",
    advice:
      "Numbers that were accepted may no longer be multiples, and stored objects that hold them cannot be changed any " +
      "more. Keep the old step, or divide it.",
  },
  "multipleOf/loosened": { severity: "harmless", advice: "Every number that was accepted still is." },
} as const satisfies Readonly<Record<string, Rule>>;

function tightened(measure: string): Rule {
  return {
    severity: "breaking",
    advice:
      `Whoever writes ${measure} is refused, and a stored object with such a value cannot be changed in this field. ` +
      "Keep the old bound in this version and set the new one in a new version.",
  };
}

function loosened(measure: string): Rule {
  return { severity: "harmless", advice: `Accepts ${measure} as well; programs that read the field must cope.` };
}
