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

/** Formats that become patterns, with strings that are of that format and strings that nearly are. */
export const FORMAT_STRINGS: Readonly<
  Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>
> = {
  date: {
    good: ["2024-02-29", "0000-01-01", "1999-12-31"],
    bad: ["2023-02-29", "2024-1-1", "2024-13-01", "", "2024-04-31"],
  },
  time: {
    good: ["12:00:00Z", "23:59:59.9+01:00", "00:00:00z"],
    bad: ["24:00:00Z", "12:00:60Z", "12:00:00", "12:00:00,5Z"],
  },
  email: { good: ["a@b", "a.b+c@x-y.org"], bad: ["a", "a@", "a..b@c", "a@-b", "é@b", "a@b\n"] },
  hostname: { good: ["a", "a-b.c", "1.2"], bad: ["", "-a", "a.", "a_b", "é", "a".repeat(64)] },
  ipv4: { good: ["0.0.0.0", "255.255.255.255"], bad: ["1.2.3", "256.1.1.1", "01.2.3.4", "1.2.3.4 "] },
  ipv6: {
    good: ["::", "1::8", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8"],
    bad: [":", "1::2::3", "::1%eth0", "1:2:3:4:5:6:7:8:9", "12345::"],
  },
  uri: { good: ["urn:a", "https://x/%41?b#c"], bad: ["/a", "a b:c", "a:%4", "é:a"] },
  "uri-reference": { good: ["", "/a", "?b", "a:b"], bad: ["a b", "%", "\\"] },
  uuid: {
    good: ["2EB8AA08-AA98-11EA-B4AA-73B441D16380"],
    bad: ["2eb8aa08aa9811eab4aa73b441d16380", "", "2EB8AA08-AA98-11EA-B4AA-73B441D1638g"],
  },
  "json-pointer": { good: ["", "/a~1b/~0", "/"], bad: ["a", "/~", "/~2"] },
  byte: { good: ["", "aGk=", "aGlo", "/+=="], bad: ["a", "aGk", "a-_=", "aGk=\n"] },
};

function lengthsOfFormat(random: Random): SourceSchema {
  return random.chance(0.2) ? { maxLength: random.integer(0, 20) } : {};
}

/** A schema of a string, a number or a boolean. */
export function scalarSchema(random: Random): SourceSchema {
  return random.pickFrom<SourceSchema>([
    () => stringSchema(random),
    () => stringSchema(random),
    () => numberSchema(random, "integer"),
    () => numberSchema(random, "number"),
    () => ({ type: "boolean", ...(random.chance(0.2) ? { const: random.chance(0.5) } : {}) }),
    () => intOrStringSchema(random),
  ]);
}

function intOrStringSchema(random: Random): SourceSchema {
  const bounds = random.chance(0.5) ? range(random, "minimum", "maximum", 5) : {};
  const pattern = random.chance(0.3) && { pattern: random.pick(PATTERNS).pattern };
  return { type: ["integer", "string"], ...bounds, ...lengths(random), ...pattern };
}

function stringSchema(random: Random): SourceSchema {
  const words = random.some(WORDS, 0.3);
  return random.pickFrom<SourceSchema>([
    () => ({ type: "string", ...lengths(random) }),
    () => ({ type: "string", ...lengths(random), pattern: random.pick(PATTERNS).pattern }),
    () => ({ type: "string", pattern: random.pick(PATTERNS).pattern }),
    () => (words.length > 0 ? { type: "string", ...choice(random, words) } : { type: "string" }),
    () => ({ type: "string", format: "date-time" }),
    () => ({ type: "string", format: random.pick(Object.keys(FORMAT_STRINGS)), ...lengthsOfFormat(random) }),
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
  const bounds = {
    ...(random.chance(0.4) && { [random.chance(0.3) ? "exclusiveMinimum" : "minimum"]: low }),
    ...(random.chance(0.4) && { [random.chance(0.3) ? "exclusiveMaximum" : "maximum"]: high }),
    ...(type === "integer" && random.chance(0.2) && { multipleOf: random.integer(1, 4) }),
  };
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
