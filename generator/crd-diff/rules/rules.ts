import type { Rule } from "../change.js";
import { BOUND_RULES } from "./bounds.js";
import { CRD_RULES } from "./crd.js";
import { FIELD_RULES } from "./fields.js";
import { JUNCTOR_RULES } from "./junctors.js";
import { VALUE_RULES } from "./values.js";
import { VERSION_RULES } from "./versions.js";

/**
 * Every change that is told apart: `rule`, or `rule/change` where one rule covers several. Where crdify has a rule of
 * the kind, the rule has crdify's name: scope, existingFieldRemoval, storedVersionRemoval, type, enum, default, ...
 */
export const RULES = {
  ...CRD_RULES,
  ...VERSION_RULES,
  ...FIELD_RULES,
  ...VALUE_RULES,
  ...BOUND_RULES,
  ...JUNCTOR_RULES,
} as const satisfies Readonly<Record<string, Rule>>;

/** The closed set of names. */
export type RuleName = keyof typeof RULES;

/** All names, in the order of the tables. */
export const RULE_NAMES = Object.keys(RULES) as RuleName[];

/** `enum` of `enum/valueRemoved`. */
export function groupOf(rule: string): string {
  return rule.replace(/\/.*$/, "");
}

/** Every name that a configuration may use: the changes, and the rules that cover several. */
export const SETTABLE_NAMES: readonly string[] = [...new Set(RULE_NAMES.flatMap((rule) => [groupOf(rule), rule]))];
