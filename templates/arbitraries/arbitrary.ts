import {
  array,
  bigInt,
  constant,
  constantFrom,
  date,
  dictionary,
  double,
  jsonValue,
  oneof,
  option,
  record,
  string,
  stringMatching,
  uniqueArray,
  type Arbitrary,
} from "fast-check";

/** What limits a text. */
export interface TextBounds {
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** What limits a number. */
export interface NumberBounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** What limits a list; items that are the same under all keys repeat each other, without keys those that are equal. */
export interface ListBounds {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueBy?: readonly string[];
}

/** What limits a map. */
export interface MapBounds {
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly keyPattern?: string;
}

type Guard<Value> = (value: unknown) => value is Value;

/** The valid ones of some values. */
export function samplesOf<Value>(isValid: Guard<Value>, values: readonly unknown[]): readonly Value[] {
  return values.filter(isValid);
}

/** Valid values: those of `built` that are, and samples, so that there is always one to be found. */
export function arbitraryOf<Value>(
  isValid: Guard<Value>,
  built: Arbitrary<unknown>,
  samples: readonly Value[],
): Arbitrary<Value> {
  const given = { weight: 1, arbitrary: constantFrom<unknown[]>(...samples) };
  return oneof({ weight: 4, arbitrary: built }, given).filter(isValid);
}

/** One of some values. */
export function oneOfThese(values: readonly unknown[]): Arbitrary<unknown> {
  return constantFrom(...values);
}

/** The value, at times null. */
export function orNull(value: Arbitrary<unknown>): Arbitrary<unknown> {
  return option(value, { nil: null, freq: 9 });
}

/** Either of two. */
export function either(one: Arbitrary<unknown>, other: Arbitrary<unknown>): Arbitrary<unknown> {
  return oneof(one, other);
}

/** True or false. */
export function truth(): Arbitrary<unknown> {
  return constantFrom(true, false);
}

/** Any JSON value. */
export function anything(): Arbitrary<unknown> {
  // As JSON has it: without negative zeros.
  return jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
}

/** An integer that a number can hold. */
export function integer({ minimum, maximum, multipleOf = 1 }: NumberBounds): Arbitrary<unknown> {
  const least = Math.max(minimum ?? Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
  const most = Math.min(maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const steps = { min: BigInt(Math.ceil(least / multipleOf)), max: BigInt(Math.floor(most / multipleOf)) };
  return bigInt(steps).map((step) => Number(step) * multipleOf);
}

/** A number, of which none is infinite. */
export function decimal({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: NumberBounds): Arbitrary<unknown> {
  const isAbove = exclusiveMinimum !== undefined && exclusiveMinimum >= (minimum ?? -Infinity);
  const isBelow = exclusiveMaximum !== undefined && exclusiveMaximum <= (maximum ?? Infinity);
  const any = double({
    min: (isAbove ? exclusiveMinimum : minimum) ?? -Number.MAX_VALUE,
    max: (isBelow ? exclusiveMaximum : maximum) ?? Number.MAX_VALUE,
    minExcluded: isAbove,
    maxExcluded: isBelow,
    noNaN: true,
    noDefaultInfinity: true,
  });
  // JSON has no negative zero.
  return any.map((value) => value + 0);
}

/** A text within bounds, or one of the samples, which are. */
export function text(bounds: TextBounds, samples: readonly string[]): Arbitrary<unknown> {
  const { minLength = 0, maxLength = Infinity, pattern, format } = bounds;
  if (format === "date-time") return dateTime();
  if (pattern === undefined)
    return string({ unit: "grapheme-ascii", minLength, ...(maxLength < Infinity && { maxLength }) });
  const given = samples.length > 0 ? constantFrom(...samples) : undefined;
  const matching = textMatching(pattern);
  if (!matching) return given ?? constant("");
  if (!given) return matching;
  const fits = (value: string) => Array.from(value).length >= minLength && Array.from(value).length <= maxLength;
  return oneof({ weight: 4, arbitrary: matching }, { weight: 1, arbitrary: given }).filter(fits);
}

function dateTime(): Arbitrary<unknown> {
  const between = { min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z") };
  return date({ ...between, noInvalidDate: true }).map((value) => value.toISOString());
}

/** Undefined for a pattern that fast-check cannot make texts of. */
function textMatching(pattern: string): Arbitrary<string> | undefined {
  try {
    return stringMatching(new RegExp(pattern, "u"));
  } catch {
    return undefined;
  }
}

/** A list of items. */
export function list(item: Arbitrary<unknown>, { minItems = 0, maxItems, uniqueBy }: ListBounds): Arbitrary<unknown> {
  const lengths = { minLength: minItems, ...(maxItems !== undefined && { maxLength: maxItems }) };
  return uniqueBy
    ? uniqueArray(item, { ...lengths, selector: (value) => identityOf(value, uniqueBy) })
    : array(item, lengths);
}

function identityOf(item: unknown, keys: readonly string[]): string {
  if (keys.length === 0 || typeof item !== "object" || item === null) return JSON.stringify(item);
  const values = new Map<string, unknown>(Object.entries(item));
  return JSON.stringify(keys.map((key) => values.get(key) ?? null));
}

/** An object whose keys are data. */
export function mapOf(value: Arbitrary<unknown>, bounds: MapBounds): Arbitrary<unknown> {
  const { minProperties, maxProperties, keyPattern } = bounds;
  const key = (keyPattern === undefined ? undefined : textMatching(keyPattern)) ?? string({ minLength: 1 });
  return dictionary(key, value, {
    noNullPrototype: true,
    ...(minProperties !== undefined && { minKeys: minProperties }),
    ...(maxProperties !== undefined && { maxKeys: maxProperties }),
  });
}

/** An object of known properties, of which the required ones are always there. */
export function object(
  properties: Readonly<Record<string, Arbitrary<unknown>>>,
  required: readonly string[],
): Arbitrary<unknown> {
  return record(properties, { requiredKeys: [...required], noNullPrototype: true });
}
