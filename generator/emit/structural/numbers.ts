import { parseJson } from "../../input/parse-json.js";
import type { Condition, EnumValue, JsonObject, JsonValue, NumberShape } from "../../model/model.js";

/*
 * The API server cuts the fraction off a bound, and a number off an enum, before it compares them with each other where
 * one of the two is an integer (kube-openapi, validation/validate/values.go). So `minimum: 1.5` lets 1 pass, and
 * `enum: [1]` lets 1.5 pass. What is written here says the same in a way that survives the cut.
 */

/** The bounds of a number, in the server's spelling; `allOf` where one keyword is not enough. */
export function numberBounds(shape: NumberShape): JsonObject {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = shape;
  const entries = Object.entries({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf });
  return serverCondition(Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
}

/** The enum of a number as one more condition, where some of its values are integers; of integers only, it is the type. */
export function numberEnum(values: readonly EnumValue[]): JsonObject {
  const listed = values.map(({ value }) => value);
  return {
    anyOf: listed.map((value) => (Number.isInteger(value) ? { minimum: value, maximum: value } : { enum: [value] })),
  };
}

/** A condition in the server's spelling: exclusive bounds are flags, and no bound is misread. */
export function serverCondition(condition: Condition): JsonObject {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, properties, items, not, ...others } = condition;
  const { anyOf, allOf = [], oneOf, ...plain } = others;
  const lower = lowerBound(minimum, exclusiveMinimum);
  const upper = upperBound(maximum, exclusiveMaximum);
  const members = [...lower.members, ...upper.members, ...allOf.map(serverCondition)];
  return {
    ...asJson(plain),
    ...lower.keywords,
    ...upper.keywords,
    ...(properties && { properties: mapValues(properties, serverCondition) }),
    ...(items && { items: serverCondition(items) }),
    ...(not && { not: serverCondition(not) }),
    ...(anyOf && { anyOf: anyOf.map(serverCondition) }),
    ...(oneOf && { oneOf: oneOf.map(serverCondition) }),
    ...(members.length > 0 && { allOf: members }),
  };
}

interface Bound {
  readonly keywords: JsonObject;
  readonly members: readonly JsonObject[];
}

function lowerBound(minimum = -Infinity, above = -Infinity): Bound {
  const bound = Math.max(minimum, above);
  if (bound === -Infinity) return { keywords: {}, members: [] };
  const isExclusive = above >= minimum;
  if (Number.isInteger(bound) || bound > 0 === isExclusive)
    return { keywords: { minimum: bound, ...(isExclusive && { exclusiveMinimum: true }) }, members: [] };
  const other = { minimum: bound, ...(!isExclusive && { exclusiveMinimum: true }) };
  return { keywords: {}, members: [isExclusive ? without(other, bound) : including(other, bound)] };
}

function upperBound(maximum = Infinity, below = Infinity): Bound {
  const bound = Math.min(maximum, below);
  if (bound === Infinity) return { keywords: {}, members: [] };
  const isExclusive = below <= maximum;
  if (Number.isInteger(bound) || bound < 0 === isExclusive)
    return { keywords: { maximum: bound, ...(isExclusive && { exclusiveMaximum: true }) }, members: [] };
  const other = { maximum: bound, ...(!isExclusive && { exclusiveMaximum: true }) };
  return { keywords: {}, members: [isExclusive ? without(other, bound) : including(other, bound)] };
}

/** Cut, the other kind of bound is right for integers; only the bound itself is then on the wrong side. */
function including(bounds: JsonObject, value: number): JsonObject {
  return { anyOf: [bounds, { enum: [value] }] };
}

function without(bounds: JsonObject, value: number): JsonObject {
  return { ...bounds, not: { enum: [value] } };
}

/** The JSON that a condition is; only its type says more. */
function asJson(plain: Condition): JsonObject {
  return parseJson(JSON.stringify(plain)) as JsonObject;
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
