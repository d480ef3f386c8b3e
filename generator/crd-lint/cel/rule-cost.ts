import type { FieldPath } from "../field-path.js";
import type { SchemaProps } from "../schema-props.js";
import { REQUEST, type DeclType } from "./decl-type.js";
import type { Sizes } from "./declared-sizes.js";
import { CostEstimate, type Checked } from "./estimate.js";
import type { Expr } from "./expression.js";
import { mostOf, type RuleSite } from "./rule-sites.js";
import { cap } from "./sizes.js";

/** What one expression may cost (`StaticEstimatedCostLimit`). */
export const EXPRESSION_LIMIT = 10_000_000;
/** What all expressions of one version may cost (`StaticEstimatedCRDCostLimit`). */
export const VERSION_LIMIT = 100_000_000;

/** What an expression costs at most, once. */
export interface ExpressionCost {
  readonly once: number;
  /** The parts of the schema whose sizes it depends on. */
  readonly seen: ReadonlySet<DeclType>;
}

/** The cost of one evaluation of an expression about the values of a schema. */
export function expressionCost(expr: Expr, checked: Checked, self: DeclType, others?: Sizes): ExpressionCost {
  const estimate = new CostEstimate(self, checked, others);
  return { once: estimate.of(expr), seen: estimate.seen };
}

/** An expression whose cost is known. */
export interface CostedExpression {
  /** Where it stands. */
  readonly at: FieldPath;
  readonly site: RuleSite;
  readonly self: DeclType;
  /** What it costs once, and how often one request can have it evaluated. */
  readonly once: number;
  readonly times: number;
  /** The parts of the schema whose sizes it depends on. */
  readonly seen: readonly DeclType[];
  /** What it would cost once if these sizes were others. */
  readonly with: (others: Sizes) => number;
}

/** What an expression costs in one request. */
export function totalOf({ once, times }: CostedExpression): number {
  return once * times;
}

/** How often a rule about a schema's values can be evaluated in one request. */
export function timesOf(around: readonly SchemaProps[], self: DeclType): number {
  const bounds = around.map(mostOf);
  if (bounds.some((most) => most === undefined)) return Math.floor(REQUEST / (self.minSize + 1));
  return cap(bounds.reduce<number>((product, most = 1) => product * most, 1));
}

/** The server's words for a cost beyond a limit. */
export function costMessage(what: string, cost: number, limit: number): string {
  const factor = cost / limit;
  const shown = factor > 100 ? "more than 100x" : `${factor.toFixed(factor < 1.5 ? 6 : 1)}x`;
  const advice =
    "try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared";
  return `${what} exceeds budget by factor of ${shown} (${advice})`;
}
