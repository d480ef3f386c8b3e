import type { SourceSchema } from "../../../generator/input/schema-document.js";
import type { JsonValue } from "../../../generator/model/model.js";
import type { Random } from "./random.js";

/** Portable patterns, with strings that match and strings that nearly do. */
export const PATTERNS: readonly {
  readonly pattern: string;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}[] = [
  { pattern: "^[a-z]+$", good: ["a", "abc"], bad: ["", "A", "a\n", "é", "a1"] },
  { pattern: "b", good: ["b", "abc", "\nb"], bad: ["", "a", "B"] },
  { pattern: "^a|c$", good: ["a", "bc", "ab"], bad: ["b", "ca ", ""] },
  { pattern: "^(?:[+-]?\\d{1,3})?$", good: ["", "1", "-12", "+999"], bad: ["1234", "+", "１", "1.0"] },
  { pattern: "^[^\\t\\n\\f\\r ]*$", good: ["", "a\u00a0b", "\u2028", "\v"], bad: [" ", "a\tb", "\r"] },
  { pattern: "^\\p{Lu}\\p{L}*$", good: ["A", "Éa", "𝐀"], bad: ["a", "", "A1", "😀"] },
  { pattern: "^[^/]{2}$", good: ["ab", "😀😀", "é\n"], bad: ["😀", "a/", "abc"] },
  { pattern: "^\\w+\\b-", good: ["a-", "_-b"], bad: ["é-", "-", "a"] },
  { pattern: "^(?:a+)+$", good: ["a", "aaa"], bad: ["", "ab"] },
  { pattern: "^[\\x00-\\x7f]*$", good: ["", "\u0000", "~"], bad: ["é", "😀", "\u0080"] },
  { pattern: "[\\]\\\\'\"`$]", good: ["]", "\\", "'", "${`"], bad: ["", "[", "/"] },
  { pattern: "^\\$\\{[^\\n]?\\}|^\\/\\*", good: ["${}", "/*"], bad: ["$", "*/"] },
  { pattern: "\\Bx", good: ["ax", "_x"], bad: ["x", " x", "éx"] },
  { pattern: "^(?:😀|é){1,2}?$", good: ["😀", "éé"], bad: ["", "😀é😀", "\ud83d"] },
];

/** Words of one code point and of two, of one code unit and of two. */
export const WORDS = [
  "",
  "a",
  "ab",
  "abc",
  "on",
  "null",
  "1",
  "😀",
  "😀😀",
  "e\u0301",
  "\u0000",
  "\u2028",
  "\ufeff",
  " a",
  "Memory",
] as const;

export const DATE_TIMES = {
  good: ["2006-01-02T15:04:05Z", "2024-02-29T23:59:59.999999999+14:00", "0000-01-01t00:00:00z"],
  bad: [
    "2006-01-02",
    "2023-02-29T00:00:00Z",
    "2006-01-02T15:04:60Z",
    "2006-01-02T15:04:05",
    "2006-01-02 15:04:05Z",
    "",
    "2006-13-02T15:04:05Z",
    "2006-01-02T24:00:00Z",
    "2006-01-02T15:04:05+24:00",
    "2006-01-02T15:04:05,5Z",
  ],
} as const;

/** A schema of a string, a number or a boolean. */
export function scalarSchema(random: Random): SourceSchema {
  return random.pickFrom<SourceSchema>([
    () => stringSchema(random),
    () => stringSchema(random),
    () => numberSchema(random, "integer"),
    () => numberSchema(random, "number"),
    () => ({ type: "boolean", ...(random.chance(0.2) ? { const: random.chance(0.5) } : {}) }),
  ]);
}

function stringSchema(random: Random): SourceSchema {
  const words = random.some(WORDS, 0.3);
  return random.pickFrom<SourceSchema>([
    () => ({ type: "string", ...lengths(random) }),
    () => ({ type: "string", ...lengths(random), pattern: random.pick(PATTERNS).pattern }),
    () => ({ type: "string", pattern: random.pick(PATTERNS).pattern }),
    () => (words.length > 0 ? { type: "string", ...choice(random, words) } : { type: "string" }),
    () => ({ type: "string", format: "date-time" }),
  ]);
}

/** Lengths that a few code points reach, now and then ones that nothing can have. */
export function lengths(random: Random): { minLength?: number; maxLength?: number } {
  return range(random, "minLength", "maxLength", 4);
}

const NUMBERS = [-3, -1, 0, 1, 2, 5, 255, 2 ** 31, 2 ** 53 - 1, -(2 ** 53)] as const;
const FRACTIONS = [-0.5, 0.1, 1.5, 1e21, 1e-7, 2.5] as const;

function numberSchema(random: Random, type: "integer" | "number"): SourceSchema {
  const numbers = type === "integer" ? NUMBERS : [...NUMBERS, ...FRACTIONS];
  const [low, high] = [random.pick(numbers), random.pick(numbers)].sort((a, b) => a - b);
  const bounds = { ...(random.chance(0.5) && { minimum: low }), ...(random.chance(0.5) && { maximum: high }) };
  const values = random.some(numbers, 0.3);
  return random.chance(0.2) && values.length > 0
    ? { type, ...choice(random, values) }
    : { type, ...(bounds as object) };
}

/** A choice of values in one of its spellings. */
function choice(random: Random, values: readonly (string | number)[]): SourceSchema {
  const [first] = values;
  return random.pickFrom<SourceSchema>([
    () => ({ enum: values }),
    () => ({ const: first as JsonValue }),
    () => ({ oneOf: values.map((value) => ({ const: value, description: "One of them" })) }),
  ]);
}

/** A lower and an upper bound, either or both. */
export function range<Low extends string, High extends string>(
  random: Random,
  low: Low,
  high: High,
  greatest: number,
): Partial<Record<Low | High, number>> {
  const least = random.integer(0, greatest);
  const most = random.chance(0.05) ? random.integer(0, greatest) : random.integer(least, greatest + 1);
  const given: Record<string, number> = {};
  if (random.chance(0.5)) given[low] = least;
  if (random.chance(0.5)) given[high] = most;
  return given as Partial<Record<Low | High, number>>;
}
