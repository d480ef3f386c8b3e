import { NUMBER_FORMATS } from "../kubernetes-features.js";
import { asFloat } from "./go-json.js";
import type { SchemaProps } from "./schema-props.js";
import { isWholeNumber } from "./validate-type.js";
import type { ValueCheck } from "./validate-value.js";

const MIN_INT64 = -(2 ** 63);
const MAX_INT64 = 2 ** 63;
const MAX_FLOAT32 = 3.4028234663852886e38;

/** The checks of a number: the range of its format, `multipleOf`, `maximum` and `minimum`. */
export function checkNumber(value: bigint | number, schema: SchemaProps, where: ValueCheck): void {
  const { findings, code, at, name } = where;
  const { multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum } = schema;
  const number = asFloat(value);
  const fail = (text: string) => {
    findings.invalid(code, at, value, `${name} in body should be ${text}`);
  };
  rangeError(value, "Checked", schema, where);
  if (multipleOf !== undefined) {
    const fits = !rangeError(multipleOf, "MultipleOf", schema, where);
    if (multipleOf <= 0) {
      const message = `factor MultipleOf declared for ${name} must be positive: ${multipleOf}`;
      findings.invalid(code, at, multipleOf, message);
    } else if (!isMultiple(fits ? value : number, multipleOf)) fail(`a multiple of ${multipleOf}`);
  }
  if (maximum !== undefined) {
    rangeError(maximum, "Maximum boundary", schema, where);
    if (exclusiveMaximum ? number >= maximum : number > maximum)
      fail(`less than ${exclusiveMaximum ? "" : "or equal to "}${maximum}`);
  }
  if (minimum !== undefined) {
    rangeError(minimum, "Minimum boundary", schema, where);
    if (exclusiveMinimum ? number <= minimum : number < minimum)
      fail(`greater than ${exclusiveMinimum ? "" : "or equal to "}${minimum}`);
  }
}

function rangeError(value: bigint | number, prefix: string, { type, format }: SchemaProps, where: ValueCheck): boolean {
  const isOlder = where.findings.kubernetes < NUMBER_FORMATS;
  if (isOlder ? fitsRounded(value, type) : fitsNumberType(value, type, format)) return false;
  const known = numberFormat(type, format);
  const suffix = known === "" ? " (default format)" : ` with format ${known}`;
  where.findings.invalid(where.code, where.at, "", `${prefix} value must be of type ${type}${suffix} in ${where.name}`);
  return true;
}

/** Older servers ask only that an integer, once rounded, has 64 bits. */
function fitsRounded(value: bigint | number, type: string): boolean {
  const number = asFloat(value);
  return type !== "integer" || typeof value === "bigint" || (number >= MIN_INT64 && number < MAX_INT64);
}

/** The format if it is one of the type's own; the server enforces these since 1.36. */
function numberFormat(type: string, format: string): string {
  const formats = type === "integer" ? ["int32", "int64"] : type === "number" ? ["float", "double"] : [];
  return formats.includes(format) ? format : "";
}

/** Whether the server takes a number for one of this type and format; it asks that of bounds too. */
export function fitsNumberType(value: bigint | number, type: string, format: string): boolean {
  const number = asFloat(value);
  const known = numberFormat(type, format);
  if (type === "integer") {
    const [min, max] = known === "int32" ? [-(2 ** 31), 2 ** 31] : [MIN_INT64, MAX_INT64];
    return typeof value === "bigint"
      ? known !== "int32" || (number >= min && number < max)
      : Number.isInteger(number) && number >= min && number < max;
  }
  return known !== "float" || Math.abs(number) <= MAX_FLOAT32;
}

function isMultiple(value: bigint | number, factor: number): boolean {
  if (typeof value === "bigint") {
    const whole = BigInt(Math.trunc(factor));
    return whole > 0n && value % whole === 0n;
  }
  return isWholeNumber(factor < 1 ? (1 / factor) * value : value / factor);
}
