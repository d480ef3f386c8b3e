import type { FieldPath } from "./field-path.js";
import { text, type Decoder } from "./go-decode.js";
import { goQuote } from "./go-quote.js";

const LAYOUT = "2006-01-02T15:04:05Z07:00";

/** A moment, which JSON has as RFC 3339; null and nothing are none. */
export const time: Decoder<string> = (json, at: FieldPath, decoding) => {
  const value = text(json, at, decoding);
  const problem = typeof json === "string" ? timeProblem(json) : undefined;
  if (problem !== undefined) decoding.findings.error("wrong-json-type", at, problem);
  return value;
};

/** The elements of the layout in order: how a text begins that has one, and the numbers that it may be. */
const ELEMENTS: readonly (readonly [
  layout: string,
  form: RegExp,
  range?: readonly [name: string, min: number, max: number],
])[] = [
  ["2006", /^\d{4}/],
  ["-", /^-/],
  ["01", /^\d\d/, ["month", 1, 12]],
  ["-", /^-/],
  ["02", /^\d\d/],
  ["T", /^T/],
  // Go takes an hour of one digit, and a comma before the fraction.
  ["15", /^\d\d?/, ["hour", 0, 23]],
  [":", /^:/],
  ["04", /^\d\d/, ["minute", 0, 59]],
  [":", /^:/],
  ["05", /^\d\d(?:[.,]\d+)?/, ["second", 0, 59]],
  ["Z07:00", /^(?:Z|[+-]\d\d:\d\d)/],
];

/** What Go's time.Parse says of a text that is no moment in RFC 3339; undefined where it is one. */
export function timeProblem(value: string): string | undefined {
  const parsing = `parsing time ${goQuote(value)}`;
  let rest = value;
  const found: string[] = [];
  for (const [layout, form, range] of ELEMENTS) {
    const [match] = form.exec(rest) ?? [];
    if (match === undefined) return `${parsing} as "${LAYOUT}": cannot parse ${goQuote(rest)} as "${layout}"`;
    if (range && (parseInt(match) < range[1] || parseInt(match) > range[2]))
      return `${parsing}: ${range[0]} out of range`;
    rest = rest.slice(match.length);
    found.push(match);
  }
  if (rest !== "") return `${parsing}: extra text: ${goQuote(rest)}`;
  const [year = "", , month = "", , day = ""] = found;
  const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > days) return `${parsing}: day out of range`;
  return offsetProblem(found.at(-1) ?? "", parsing);
}

function offsetProblem(offset: string, parsing: string): string | undefined {
  if (Number(offset.slice(1, 3)) > 24) return `${parsing}: time zone offset hour out of range`;
  return Number(offset.slice(4, 6)) > 60 ? `${parsing}: time zone offset minute out of range` : undefined;
}
