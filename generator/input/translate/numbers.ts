import type { JsonObject } from "../../model/model.js";
import { omit, type Place } from "./place.js";

/** The bounds of numbers: those of integers become integers, exclusive ones of integers inclusive, formats bounds. */
export function numbers(schema: JsonObject, place: Place): JsonObject {
  const { type } = schema;
  const isEither = Array.isArray(type);
  if (type !== "integer" && type !== "number" && !isEither) return schema;
  const formatted = numberFormat(schema, place);
  const counted = multiples(formatted, place);
  return counted.type === "integer" || isEither ? integerBounds(counted, place) : realBounds(counted, place);
}

interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

/** Formats of OpenAPI; the API server does not enforce them in all its versions, so they become bounds. */
const FORMATS: Readonly<Record<string, Range | undefined>> = {
  int8: { minimum: -128, maximum: 127 },
  int16: { minimum: -32768, maximum: 32767 },
  int32: { minimum: -2147483648, maximum: 2147483647 },
  int64: undefined,
  uint8: { minimum: 0, maximum: 255 },
  uint16: { minimum: 0, maximum: 65535 },
  uint32: { minimum: 0, maximum: 4294967295 },
  uint64: { minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  float: undefined,
  double: undefined,
};

function numberFormat(schema: JsonObject, place: Place): JsonObject {
  const { format } = schema;
  if (typeof format !== "string" || (Array.isArray(schema.type) && !/^u?int\d/.test(format))) return schema;
  const rest = omit(schema, "format");
  if (!Object.hasOwn(FORMATS, format)) {
    place.refuse("format", `no check of numbers is called "${format}"; use minimum, maximum and multipleOf`);
    return rest;
  }
  if (/^u?int/.test(format) && schema.type === "number") {
    place.refuse("format", `"${format}" is a format of integers; give the schema the type integer`);
    return rest;
  }
  const range = FORMATS[format];
  if (format === "uint64")
    place.approximate("format", `no number above ${Number.MAX_SAFE_INTEGER} is read exactly, so that is the maximum`);
  else if (format === "float")
    place.approximate("format", "that a number has no more digits than a float is not checked");
  else
    place.exact(
      "format",
      range ? `minimum ${range.minimum} and maximum ${range.maximum}` : "nothing: every number of the type has it",
    );
  if (!range) return rest;
  const low = typeof rest.minimum === "number" ? Math.max(rest.minimum, range.minimum) : range.minimum;
  const high = typeof rest.maximum === "number" ? Math.min(rest.maximum, range.maximum) : range.maximum;
  return { ...rest, minimum: low, maximum: high };
}

function multiples(schema: JsonObject, place: Place): JsonObject {
  const { multipleOf, type } = schema;
  if (typeof multipleOf !== "number" || multipleOf <= 0) return schema;
  const rest = omit(schema, "multipleOf");
  if (Array.isArray(type)) {
    place.refuse("multipleOf", "of an integer or a string, the API server does not tell multiples; make it an integer");
    return rest;
  }
  if (type === "number" && !Number.isInteger(multipleOf)) {
    place.refuse(
      "multipleOf",
      "the API server cuts the fraction off a factor; count in a smaller unit with an integer, or use a string with a pattern",
    );
    return rest;
  }
  const factor = numerator(multipleOf);
  if (type === "number") place.exact("multipleOf", `the type integer, with multipleOf ${factor}`);
  else if (factor !== multipleOf)
    place.exact(
      "multipleOf",
      factor === 1 ? "nothing: every integer is a multiple" : `multipleOf ${factor}, which means the same for integers`,
    );
  return { ...rest, type: "integer", ...(factor !== 1 && { multipleOf: factor }) };
}

/** An integer is a multiple of p/q, in lowest terms, exactly if it is one of p. */
function numerator(factor: number): number {
  let scale = 1;
  while (!Number.isInteger(factor * scale) && scale < 1e15) scale *= 10;
  const scaled = Math.round(factor * scale);
  return scaled / greatestCommonDivisor(scaled, scale);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function integerBounds(schema: JsonObject, place: Place): JsonObject {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = schema;
  const low = [isNumber(minimum) ? [Math.ceil(minimum)] : [], isNumber(above) ? [Math.floor(above) + 1] : []].flat();
  const high = [isNumber(maximum) ? [Math.floor(maximum)] : [], isNumber(below) ? [Math.ceil(below) - 1] : []].flat();
  const least = low.length > 0 ? Math.max(...low) : undefined;
  const most = high.length > 0 ? Math.min(...high) : undefined;
  if (isNumber(above)) place.exact("exclusiveMinimum", `minimum ${least ?? ""}`);
  if (isNumber(below)) place.exact("exclusiveMaximum", `maximum ${most ?? ""}`);
  if (isNumber(minimum) && least !== minimum) place.exact("minimum", `minimum ${least ?? ""}, the next integer`);
  if (isNumber(maximum) && most !== maximum) place.exact("maximum", `maximum ${most ?? ""}, the next integer`);
  const known = [isNumber(above) ? ["exclusiveMinimum"] : [], isNumber(below) ? ["exclusiveMaximum"] : []].flat();
  const rest = omit(
    schema,
    ...known,
    ...(least === undefined ? [] : ["minimum"]),
    ...(most === undefined ? [] : ["maximum"]),
  );
  return { ...rest, ...boundsBelow64(least, most, place) };
}

/** Integers of the API server are less than this. */
export const INT64 = 2 ** 63;

/** Why a bound cannot be greater. */
export const BEYOND =
  "the API server cannot compare integers with a bound of 2^63 and more; leave it out, or choose a lesser one";

function boundsBelow64(minimum: number | undefined, maximum: number | undefined, place: Place): JsonObject {
  if (minimum !== undefined && minimum >= INT64)
    place.refuse("minimum", "the API server takes integers below 2^63 only");
  if (maximum !== undefined && maximum < -INT64)
    place.refuse("maximum", "the API server takes integers from -2^63 only");
  const isLow = minimum !== undefined && minimum <= -INT64;
  const isHigh = maximum !== undefined && maximum >= INT64;
  if (isLow) place.exact("minimum", "nothing: the API server takes 64-bit integers only");
  if (isHigh) place.exact("maximum", "nothing: the API server takes 64-bit integers only");
  return { ...(minimum !== undefined && !isLow && { minimum }), ...(maximum !== undefined && !isHigh && { maximum }) };
}

/** Compared with an integer, a bound of the API server's is a 64-bit integer itself. */
function realBounds(schema: JsonObject, place: Place): JsonObject {
  const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
  const tooGreat = bounds.filter((keyword) => isNumber(schema[keyword]) && Math.abs(schema[keyword]) >= INT64);
  for (const keyword of tooGreat) {
    const isBeyond = (schema[keyword] as number) > 0 === /maximum/i.test(keyword);
    if (isBeyond && Math.abs(schema[keyword] as number) >= Number.MAX_VALUE / 2)
      place.approximate(keyword, "every number is within it, so that it is left out");
    else place.refuse(keyword, BEYOND);
  }
  return omit(schema, ...tooGreat);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
