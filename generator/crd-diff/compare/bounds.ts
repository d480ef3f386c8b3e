import { finding, type Finding } from "../change.js";
import { numberOf } from "../json.js";
import type { JsonObject, JsonValue } from "../../model/model.js";
import { typeOf, type Comparer, type SchemaPair } from "./schema-pair.js";

/** Compares sizes, ranges and steps. */
export const compareBounds: Comparer = (pair) => [
  ...compareRange(pair, LOWER),
  ...compareRange(pair, UPPER),
  ...SIZES.flatMap((keyword) => compareSize(pair, keyword)),
  ...compareStep(pair),
];

const SIZES = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] as const;

function compareSize({ old, new: next, at }: SchemaPair, keyword: (typeof SIZES)[number]): Finding[] {
  const [before, after] = [numberOf(old[keyword]), numberOf(next[keyword])];
  if (before === after) return [];
  const isLower = keyword.startsWith("min");
  const unlimited = isLower ? -Infinity : Infinity;
  const grows = (after ?? unlimited) > (before ?? unlimited);
  return [finding(`${keyword}/${grows === isLower ? "tightened" : "loosened"}`, at, before, after)];
}

/** One end of the numbers that a node admits. */
interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

interface End {
  readonly keyword: "minimum" | "maximum";
  readonly exclusiveKeyword: "exclusiveMinimum" | "exclusiveMaximum";
  /** 1 where a greater bound admits less, -1 where it admits more. */
  readonly inward: 1 | -1;
  readonly sign: string;
}

const LOWER: End = { keyword: "minimum", exclusiveKeyword: "exclusiveMinimum", inward: 1, sign: ">" };
const UPPER: End = { keyword: "maximum", exclusiveKeyword: "exclusiveMaximum", inward: -1, sign: "<" };

function compareRange({ old, new: next, at }: SchemaPair, end: End): Finding[] {
  const written = [boundOf(old, end), boundOf(next, end)] as const;
  if (sameBound(...written)) return [];
  const integers = typeOf(old) === "integer" && typeOf(next) === "integer";
  const [before, after] = written.map((bound) => (integers ? inclusive(bound, end) : bound));
  const told = written.map((bound) => shownBound(bound, end)) as [JsonValue | undefined, JsonValue | undefined];
  const tighter = compareTightness(before, after, end);
  if (tighter === 0) return [finding("bounds/rewritten", at, ...told)];
  const keyword = before?.value === after?.value ? end.exclusiveKeyword : end.keyword;
  return [finding(`${keyword}/${tighter > 0 ? "tightened" : "loosened"}`, at, ...told)];
}

function boundOf(schema: JsonObject, { keyword, exclusiveKeyword }: End): Bound | undefined {
  const value = numberOf(schema[keyword]);
  return value === undefined ? undefined : { value, exclusive: schema[exclusiveKeyword] === true };
}

function sameBound(a: Bound | undefined, b: Bound | undefined): boolean {
  return a?.value === b?.value && a?.exclusive === b?.exclusive;
}

/** `> 0` is `>= 1` for integers. */
function inclusive(bound: Bound | undefined, { inward }: End): Bound | undefined {
  if (!bound?.exclusive || !Number.isSafeInteger(bound.value)) return bound;
  return { value: bound.value + inward, exclusive: false };
}

/** Above 0 when the second bound admits less, below 0 when it admits more. */
function compareTightness(a: Bound | undefined, b: Bound | undefined, { inward }: End): number {
  const [before, after] = [(a?.value ?? -Infinity * inward) * inward, (b?.value ?? -Infinity * inward) * inward];
  if (before !== after) return after > before ? 1 : -1;
  return Number(b?.exclusive ?? false) - Number(a?.exclusive ?? false);
}

function shownBound(bound: Bound | undefined, { sign }: End): JsonValue | undefined {
  return bound?.exclusive ? `${sign} ${bound.value}` : bound?.value;
}

function compareStep({ old, new: next, at }: SchemaPair): Finding[] {
  const [before, after] = [numberOf(old.multipleOf), numberOf(next.multipleOf)];
  if (before === after) return [];
  const loosened = after === undefined || (before !== undefined && isMultiple(before, after));
  return [finding(loosened ? "multipleOf/loosened" : "multipleOf/tightened", at, before, after)];
}

/** Only integers are divided: with others, rounding decides, and servers and clients round in different ways. */
function isMultiple(step: number, divisor: number): boolean {
  return Number.isSafeInteger(step) && Number.isSafeInteger(divisor) && step % divisor === 0;
}
