import { regExpOf } from "../input/javascript-pattern.js";
import type { BooleanShape, Condition, IntOrStringShape, JsonValue, NumberShape, StringShape } from "../model/model.js";
import { unreachable } from "../model/names.js";
import { meets } from "./condition.js";
import { exampleMissing, LONGEST, type SamplePlace } from "./sample-place.js";

/** A value without parts that the shape and its conditions allow. */
export function leastScalar(
  shape: BooleanShape | NumberShape | IntOrStringShape | StringShape,
  place: SamplePlace,
): JsonValue {
  const found = candidates(shape, place).find((value) =>
    shape.conditions.every((condition) => meets(value, condition)),
  );
  if (found === undefined) throw exampleMissing(place, whatOf(shape));
  return found;
}

const WHAT = {
  boolean: "a boolean with rules that neither value meets",
  integer: "a number with narrow bounds",
  number: "a number with narrow bounds",
  "int-or-string": "an integer or a text with narrow bounds",
  string: "a text whose pattern no common text meets",
} as const;

function whatOf(shape: Parameters<typeof leastScalar>[0]): string {
  const isLong = shape.kind === "string" && (shape.minLength ?? 0) > LONGEST;
  return isLong ? `a text of ${shape.minLength ?? 0} characters or more` : WHAT[shape.kind];
}

function candidates(
  shape: BooleanShape | NumberShape | IntOrStringShape | StringShape,
  place: SamplePlace,
): readonly JsonValue[] {
  switch (shape.kind) {
    case "boolean":
      return [false, true];
    case "integer":
    case "number":
      return numbers(shape);
    case "int-or-string":
      return [...numbers(shape), ...texts(shape, place)];
    case "string":
      return texts(shape, place);
    default:
      return unreachable(shape);
  }
}

type Bounds = Pick<
  NumberShape,
  "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" | "conditions"
>;

/** Zero if the bounds allow it, else what is at or between them; also what conditions speak of. */
function numbers({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, conditions }: Bounds): number[] {
  const low = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  const step = multipleOf ?? 1;
  const edges = [0, low, high, Math.ceil(low / step) * step, Math.floor(high / step) * step, low + 1, high - 1];
  const middle = Math.ceil((low + high) / 2 / step) * step;
  const bounds = { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf };
  const condition = Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined)) as Condition;
  const all = [...edges, (low + high) / 2, middle, ...conditions.flatMap(numbersIn)];
  return all.filter((value) => Number.isFinite(value) && meets(value, condition));
}

/** Values at and beside those that a condition names. */
function numbersIn(condition: Condition): number[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, not, anyOf, allOf, oneOf } = condition;
  const named = [minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...(condition.enum ?? [])];
  const own = named.filter((value) => typeof value === "number").flatMap((value) => [value, value + 1, value - 1]);
  return [...own, ...[not ?? [], anyOf ?? [], allOf ?? [], oneOf ?? []].flat().flatMap(numbersIn)];
}

const DATE_TIME = "2006-01-02T15:04:05Z";

/** Texts of common kinds, for patterns. */
export const TEXTS = [
  ...["example", "1", "10s", "1m", "1Mi", "example.com", "192.0.2.1", "2001:db8::1", "user@example.com"],
  ...["https://example.com/", "/example", "00000000-0000-4000-8000-000000000000", "2006-01-02", "15:04:05Z"],
  ...[DATE_TIME, "ZXhhbXBsZQ==", "00:00:5e:00:53:01", "#ff8800", "v1", "1.0.0", "A"],
] as const;

type TextBounds = Pick<StringShape, "minLength" | "maxLength" | "pattern" | "format" | "conditions">;

/** The name of the property as a text if the bounds allow it, and texts of a common kind that they allow. */
function texts({ minLength = 0, maxLength = Infinity, pattern, format, conditions }: TextBounds, place: SamplePlace) {
  const name = /\.([^.[{]+)(?:\[\]|\{\})*$/.exec(place.path)?.[1] ?? "example";
  const padded = name.padEnd(Math.min(minLength, LONGEST), "x").slice(0, Math.min(maxLength, name.length + minLength));
  const expression = regExpOf(pattern ?? "");
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength && expression.test(text);
  return (format === undefined ? [padded, ...TEXTS, ...conditions.flatMap(textsIn)] : [DATE_TIME]).filter(fits);
}

/** The texts that a condition names. */
function textsIn({ enum: values = [], anyOf = [], allOf = [], oneOf = [] }: Condition): string[] {
  return [...values.filter((value) => typeof value === "string"), ...[anyOf, allOf, oneOf].flat().flatMap(textsIn)];
}
