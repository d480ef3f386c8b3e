import type { Rule } from "../change.js";

const LOOSENED = "A condition is gone; every object that was accepted still is.";
const NEW_CONDITION = "is a new condition; objects that break it are refused. Publish it in a new version.";
const NOT_ANALYSED =
  "Whether every object that was accepted still is, is not analysed. Compare by hand, and set the rule to harmless in " +
  "the configuration for this run if so.";

/** Rules about conditions: allOf, anyOf, oneOf, not, and rules in CEL. */
export const JUNCTOR_RULES = {
  "allOf/added": { severity: "breaking", advice: `A member of allOf ${NEW_CONDITION}` },
  "allOf/removed": { severity: "harmless", advice: LOOSENED },
  "anyOf/added": { severity: "breaking", advice: `anyOf ${NEW_CONDITION}` },
  "anyOf/removed": { severity: "harmless", advice: LOOSENED },
  "anyOf/branchAdded": { severity: "harmless", advice: "One more form is accepted." },
  "anyOf/branchRemoved": { severity: "breaking", advice: `One form fewer is accepted. ${NOT_ANALYSED}` },
  "oneOf/added": { severity: "breaking", advice: `oneOf ${NEW_CONDITION}` },
  "oneOf/removed": { severity: "harmless", advice: LOOSENED },
  "oneOf/changed": {
    severity: "breaking",
    advice: `A form more can make an object match twice, and one fewer can leave it without. ${NOT_ANALYSED}`,
  },
  "not/added": { severity: "breaking", advice: `not ${NEW_CONDITION}` },
  "not/removed": { severity: "harmless", advice: LOOSENED },
  "not/changed": { severity: "breaking", advice: NOT_ANALYSED },
  "xvalidations/added": {
    severity: "breaking",
    advice: `A rule in CEL is new. What it refuses is not analysed. Publish it in a new version.`,
  },
  "xvalidations/changed": {
    severity: "breaking",
    advice: `A rule in CEL has changed. ${NOT_ANALYSED}`,
  },
  "xvalidations/removed": {
    severity: "harmless",
    advice: "A rule in CEL is gone; every object that was accepted still is.",
  },
  "xvalidations/words": {
    severity: "harmless",
    advice: "Only the message, reason or place of a rule in CEL changes.",
  },
} as const satisfies Readonly<Record<string, Rule>>;
