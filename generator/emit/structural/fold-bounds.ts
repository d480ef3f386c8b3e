import type { Condition } from "../../model/model.js";
import type { InlinedShape } from "../inline-reference.js";

/** Bounds of which the tightest of several says everything, and how it is found. */
const TIGHTEST = {
  minimum: Math.max,
  maximum: Math.min,
  minLength: Math.max,
  maxLength: Math.min,
  minItems: Math.max,
  maxItems: Math.min,
  minProperties: Math.max,
  maxProperties: Math.min,
} as const satisfies Partial<Record<keyof Condition, (...values: number[]) => number>>;

type Bound = keyof typeof TIGHTEST;

/** The bounds that a shape of each kind has itself. */
const BOUNDS: Readonly<Record<InlinedShape["kind"], readonly Bound[]>> = {
  integer: ["minimum", "maximum"],
  number: ["minimum", "maximum"],
  string: ["minLength", "maxLength"],
  array: ["minItems", "maxItems"],
  map: ["minProperties", "maxProperties"],
  object: [],
  boolean: [],
  "int-or-string": ["minimum", "maximum", "minLength", "maxLength"],
  any: [],
};

/**
 * The same shape with the bounds of its conditions taken onto itself, as far as it has such bounds: the server's
 * estimate of what a CEL rule costs does not see bounds inside `allOf`, and readers look for them at the node.
 */
export function foldBounds<S extends InlinedShape>(shape: S): S {
  const bounds = BOUNDS[shape.kind];
  const sources: readonly Partial<Record<Bound, number>>[] = [
    shape as Partial<Record<Bound, number>>,
    ...shape.conditions,
  ];
  const folded = bounds.flatMap((bound) => {
    const values = sources.map((source) => source[bound]).filter((value) => value !== undefined);
    return values.length > 0 ? [[bound, TIGHTEST[bound](...values)] as const] : [];
  });
  const isFolded = (keyword: string) => bounds.some((bound) => bound === keyword);
  const conditions = shape.conditions
    .map((condition): Condition =>
      Object.fromEntries(Object.entries(condition).filter(([keyword]) => !isFolded(keyword))),
    )
    .filter((condition) => Object.keys(condition).length > 0);
  return { ...shape, ...Object.fromEntries(folded), conditions };
}
