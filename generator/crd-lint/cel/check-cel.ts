import { CEL_COST } from "../../kubernetes-features.js";
import type { FieldPath } from "../field-path.js";
import type { Findings } from "../finding.js";
import type { SchemaProps, ValidationRule } from "../schema-props.js";
import type { Variables } from "./check-types.js";
import { declTypeOf, type DeclType } from "./decl-type.js";
import { partsOf, type Expr } from "./expression.js";
import {
  costMessage,
  EXPRESSION_LIMIT,
  expressionCost,
  timesOf,
  totalOf,
  VERSION_LIMIT,
  type CostedExpression,
} from "./rule-cost.js";
import type { Sizes } from "./declared-sizes.js";
import { ruleSites, type RuleSite } from "./rule-sites.js";
import { optionalOf, typeOfDecl } from "./types.js";
import { judgeExpression, type CelVerdict } from "./verdict.js";

/** A finding of this many times the limit of a version is named among the dearest. */
const WORTH_NAMING = 1 / 100;
const MOST_NAMED = 4;

/**
 * The CEL rules of a schema: each must parse, fit the types of its node, be a bool, and cost no more than the server
 * permits. What could not be judged is a warning.
 *
 * @param isResource whether the schema is that of a whole resource, as the root of a version is
 * @returns what could be estimated, in the order of the rules
 */
export function checkCel(root: SchemaProps, findings: Findings, isResource = true): CostedExpression[] {
  if (findings.hasErrors) return [];
  const costs = ruleSites(root, isResource).flatMap((site) => checkSite(site, findings));
  if (costs.length > 0 && findings.kubernetes < CEL_COST) {
    const note = `what rules cost is estimated as by Kubernetes 1.${CEL_COST}; older servers rate some expressions higher`;
    findings.warning("cel-unchecked", root.at, note);
  }
  const total = costs.reduce((sum, cost) => sum + totalOf(cost), 0);
  if (total > VERSION_LIMIT) {
    const reason = "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema";
    for (const { at } of dearestOf(costs)) findings.forbidden("cel-cost", at, reason);
    const what = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema";
    findings.forbidden("cel-cost", root.at, costMessage(what, total, VERSION_LIMIT));
  }
  return costs;
}

/** Those that are to blame first where a whole version costs too much. */
export function dearestOf(costs: readonly CostedExpression[]): CostedExpression[] {
  return costs
    .filter((cost) => totalOf(cost) >= VERSION_LIMIT * WORTH_NAMING)
    .toSorted((a, b) => totalOf(b) - totalOf(a))
    .slice(0, MOST_NAMED);
}

function checkSite(site: RuleSite, findings: Findings): CostedExpression[] {
  const { schema, isResource } = site;
  const at = schema.at.field("x-kubernetes-validations");
  const self = declTypeOf(schema, findings.kubernetes, isResource);
  if (!self) {
    const reason = "failed to construct type information for x-kubernetes-validations rules";
    const cause = "unable to convert structural schema to CEL declarations";
    findings.error("cel-untyped", at, `Internal error: internal error: ${reason}: ${cause}`);
    return [];
  }
  return (schema.validations ?? []).flatMap((rule, index) => checkRule(rule, self, site, at.index(index), findings));
}

function checkRule(
  rule: ValidationRule,
  self: DeclType,
  site: RuleSite,
  at: FieldPath,
  findings: Findings,
): CostedExpression[] {
  // That there must be one is said elsewhere.
  if (rule.rule.trim() === "") return [];
  const variables = variablesOf(self, rule);
  const verdict = checkExpression(rule.rule, "bool", at.field("rule"), variables, findings);
  // The server does not look at the message of a rule that does not compile.
  if (verdict.error !== undefined) return [];
  checkOldSelf(rule, verdict.expr, at, site.uncorrelated, findings);
  const place = { site, self, at: at.field("rule"), times: timesOf(site.around, self) };
  const costs = costOf(verdict, place, "estimated rule cost", findings);
  if (rule.messageExpression === "") return costs;
  const ofMessage = { ...place, at: at.field("messageExpression"), times: 1 };
  const message = checkExpression(rule.messageExpression, "string", ofMessage.at, variables, findings);
  return [...costs, ...costOf(message, ofMessage, "estimated messageExpression cost", findings)];
}

function variablesOf(self: DeclType, { optionalOldSelf }: ValidationRule): Variables {
  const type = typeOfDecl(self);
  return { self: type, oldSelf: optionalOldSelf === true ? optionalOf(type) : type };
}

function checkExpression(
  expression: string,
  wanted: "bool" | "string",
  at: FieldPath,
  variables: Variables,
  findings: Findings,
): CelVerdict {
  const verdict = judgeExpression(expression, wanted, variables, findings.kubernetes);
  if (verdict.error !== undefined) {
    const [head = "", ...more] = verdict.error.split("\n");
    const place = more.filter((line) => line.trim() !== "").map((line) => `\n ${line}`);
    findings.error(verdict.code, at, `${head}${place.join("")}`);
  } else if (verdict.expr === undefined) {
    const reason = "this expression is not checked: it has syntax that is not known here";
    findings.warning("cel-unchecked", at, reason);
  }
  return verdict;
}

function costOf(
  verdict: CelVerdict,
  place: Pick<CostedExpression, "at" | "site" | "self" | "times">,
  what: string,
  findings: Findings,
): CostedExpression[] {
  if (!verdict.expr) return [];
  const { expr, types } = verdict;
  const estimate = (others?: Sizes) =>
    expressionCost(expr, { types, kubernetes: findings.kubernetes }, place.self, others);
  const { once, seen } = estimate();
  const costed = { ...place, once, seen: [...seen], with: (others: Sizes) => estimate(others).once };
  const total = totalOf(costed);
  if (total > EXPRESSION_LIMIT) findings.forbidden("cel-cost", place.at, costMessage(what, total, EXPRESSION_LIMIT));
  return [costed];
}

function checkOldSelf(
  { rule, optionalOldSelf }: ValidationRule,
  expr: Expr | undefined,
  at: FieldPath,
  uncorrelated: FieldPath | undefined,
  findings: Findings,
): void {
  if (!expr) return;
  if (!usesVariable(expr, "oldSelf")) {
    if (optionalOldSelf !== undefined) {
      const reason = "may not be set if oldSelf is not used in rule";
      findings.invalid("cel-type", at.field("optionalOldSelf"), optionalOldSelf, reason);
    }
  } else if (uncorrelated) {
    const reason = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${String(uncorrelated)}`;
    findings.invalid("cel-type", at.field("rule"), rule, reason);
  }
}

function usesVariable(expr: Expr, name: string): boolean {
  return (expr.kind === "ident" && expr.name === name) || partsOf(expr).some((part) => usesVariable(part, name));
}
