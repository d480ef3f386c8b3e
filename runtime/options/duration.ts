import { MqttRuntimeError } from "../errors.js";

const NANOSECONDS_PER_MILLISECOND = 1e6;
/** A Go duration is a signed 64-bit count of nanoseconds: at least -2^63, at most 2^63 - 1 (some 292 years). */
const LIMIT = 1n << 63n;

/** Nanoseconds per unit. Both ways to write the micro sign count: U+00B5 and the Greek letter mu, U+03BC. */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1_000n],
  ["\u00b5s", 1_000n],
  ["\u03bcs", 1_000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

/**
 * Reads a duration as `metav1.Duration` does, that is, in the grammar of Go's `time.ParseDuration`: an optional sign,
 * then numbers with units (`ns`, `us`, `ms`, `s`, `m`, `h`) one after another, as in `1h30m`, `1.5s` or `-500ms`;
 * `0` may stand without a unit.
 *
 * Returns milliseconds, with a fraction where the duration has one. Throws `invalid-duration` for anything else and
 * for what does not fit in 64 bits of nanoseconds.
 */
export function durationToMilliseconds(text: string): number {
  return Number(parseNanoseconds(text)) / NANOSECONDS_PER_MILLISECOND;
}

/**
 * Writes milliseconds the way Go's `Duration.String` does: `1h30m0s`, `1.5s`, `250ms`, `0s`. Rounds to nanoseconds.
 * Throws `invalid-duration` for a number that no duration can hold.
 */
export function formatDuration(milliseconds: number): string {
  const nanoseconds = toNanoseconds(milliseconds);
  const sign = nanoseconds < 0n ? "-" : "";
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (magnitude === 0n) return "0s";
  if (magnitude < 1_000n) return `${sign}${magnitude.toString()}ns`;
  if (magnitude < 1_000_000n) return `${sign}${decimal(magnitude, 3)}\u00b5s`;
  if (magnitude < 1_000_000_000n) return `${sign}${decimal(magnitude, 6)}ms`;
  const minutes = magnitude / 60_000_000_000n;
  const seconds = `${decimal(magnitude % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return sign + seconds;
  const hours = minutes / 60n;
  return hours === 0n
    ? `${sign}${minutes.toString()}m${seconds}`
    : `${sign}${hours.toString()}h${(minutes % 60n).toString()}m${seconds}`;
}

function parseNanoseconds(text: string): bigint {
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  const unsigned = text.slice(sign.length);
  if (unsigned === "0") return 0n;
  if (unsigned === "") throw invalidDuration(text, text === "" ? "nothing" : "only a sign");
  const total = sumOfTerms(text, unsigned);
  if (sign === "-") return -total;
  if (total === LIMIT) throw tooLong(text);
  return total;
}

function sumOfTerms(text: string, unsigned: string): bigint {
  // Sticky: each match begins where the last one ended. A unit is whatever stands before the next number.
  const term = /([0-9]*)(?:(\.)([0-9]*))?([^0-9.]*)/y;
  let total = 0n;
  while (term.lastIndex < unsigned.length) {
    const [, whole = "", , fraction = "", unit = ""] = term.exec(unsigned) ?? [];
    if (whole === "" && fraction === "") throw invalidDuration(text, `no number before ${quote(unit)}`);
    total += termNanoseconds(text, whole, fraction, unit);
    if (total > LIMIT) throw tooLong(text);
  }
  return total;
}

function termNanoseconds(text: string, whole: string, fraction: string, unit: string): bigint {
  if (unit === "")
    throw invalidDuration(text, `the number ${quote(whole + (fraction && `.${fraction}`))} without a unit`);
  const size = UNITS.get(unit);
  if (size === undefined) throw invalidDuration(text, `the unknown unit ${quote(unit)}`);
  // Significant digits are few in any duration that fits; leading zeros may be many.
  const digits = whole.replace(/^0+/, "");
  if (digits.length > 19) throw tooLong(text);
  return BigInt(digits) * size + fractionNanoseconds(fraction, size);
}

/** As Go computes it, in floating point and truncated, so that the last nanosecond agrees. Surplus digits are ignored. */
function fractionNanoseconds(fraction: string, size: bigint): bigint {
  const { value, scale } = leadingFraction(fraction);
  return BigInt(Math.trunc(Number(value) * (Number(size) / scale)));
}

function leadingFraction(fraction: string): { value: bigint; scale: number } {
  let value = 0n;
  let scale = 1;
  for (const digit of fraction) {
    if (value > (LIMIT - 1n) / 10n) break;
    const next = value * 10n + BigInt(digit);
    if (next > LIMIT) break;
    value = next;
    scale *= 10;
  }
  return { value, scale };
}

/** The number with its last `places` digits behind a point, without trailing zeros. */
function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, "0");
  const fraction = digits.slice(-places).replace(/0+$/, "");
  return digits.slice(0, -places) + (fraction === "" ? "" : `.${fraction}`);
}

function toNanoseconds(milliseconds: number): bigint {
  const rounded = Math.round(milliseconds * NANOSECONDS_PER_MILLISECOND);
  if (!(Math.abs(rounded) <= Number(LIMIT))) throw tooLong(`${milliseconds} ms`);
  const nanoseconds = BigInt(rounded);
  // The longest duration, 2^63 - 1, has no double of its own: it arrives here as 2^63.
  return nanoseconds === LIMIT ? LIMIT - 1n : nanoseconds;
}

function invalidDuration(text: string, found: string): MqttRuntimeError {
  return new MqttRuntimeError("invalid-duration", `${quote(text)} is not a duration`, {
    found,
    expected: "numbers with the units ns, us, ms, s, m or h, in Go's notation",
    remedy: "Write for example 5s, 500ms or 1h30m.",
  });
}

function tooLong(text: string): MqttRuntimeError {
  return new MqttRuntimeError("invalid-duration", `${quote(text)} is too long for a duration`, {
    expected: "at most 2562047h47m16.854775807s, which is 64 bits of nanoseconds",
    remedy: "Give a shorter duration; 0 is what most options take as no limit.",
  });
}

/** In JSON form, so that blanks and control characters show, and shortened. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
