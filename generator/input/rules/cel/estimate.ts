import type { NormalizedNode } from "../../schema-document.js";

/*
 * What an API server estimates that a CEL rule costs, before any object exists: the cost of the rule on one value, times
 * the number of values that a request can hold (k8s.io/apiextensions-apiserver, pkg/apis/apiextensions/validation;
 * k8s.io/apiserver, pkg/cel; github.com/google/cel-go, checker/cost.go).
 */

/** What one rule may cost (StaticEstimatedCostLimit). */
export const RULE_LIMIT = 10_000_000;
/** What all rules of one version may cost (StaticEstimatedCRDCostLimit). */
export const VERSION_LIMIT = 100_000_000;

/** Bytes that a request may have (MaxRequestSizeBytes). */
const REQUEST = 3 * 1024 * 1024;
/** Bytes of the smallest map, `{}`. */
const SMALLEST_MAP = 2;

/** The cost of `self.all(key, key.matches(PATTERN))` on one map is the fixed part and a part for each of its keys. */
export function keyCheckCost(pattern: string): { readonly fixed: number; readonly each: number } {
  // The range and the result; then for each key the condition (2), the conjunction (1), the key (1) and the match, which
  // the server rates at a quarter of the pattern's length, since it takes keys for empty.
  return { fixed: 2, each: 4 + Math.ceil(0.25 * Array.from(pattern).length) };
}

/** How many maps a request can hold, where a list or a map around them has no bound. */
export const MAPS_IN_REQUEST = Math.floor(REQUEST / (SMALLEST_MAP + 1));

/** How many keys a map without a bound can have in a request. */
export function keysInRequest(smallestValue: number): number {
  return Math.floor((REQUEST - 2) / (smallestValue + 6));
}

/** Bytes of the smallest value of a node; undefined for a node whose values have no type in CEL. */
export function smallestSize(
  node: NormalizedNode,
  target: (node: NormalizedNode) => NormalizedNode,
): number | undefined {
  const { kind, properties, required, items, values, format } = target(node);
  const size = (child: NormalizedNode | undefined) => child && smallestSize(child, target);
  switch (kind) {
    case "array":
      return size(items) === undefined ? undefined : 2;
    case "map":
      return size(values) === undefined ? undefined : SMALLEST_MAP;
    case "object":
      return properties
        .filter(([name, child]) => required.includes(name) && child.default === undefined)
        .map(([name, child]) => [name, size(child)] as const)
        .reduce((sum, [name, least]) => (least === undefined ? sum : sum + Buffer.byteLength(name) + least + 4), 2);
    case "string":
      return format === "date-time" ? 21 : 2;
    case "boolean":
      return 4;
    case "integer":
    case "number":
    case "int-or-string":
      return 1;
    default:
      return undefined;
  }
}
