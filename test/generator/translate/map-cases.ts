import { nearly, refused, type TranslationCase } from "./translation-case.js";

const TEXT = { type: "string", maxLength: 5 };
const map = (keywords: object) => ({ type: "object", maxProperties: 3, ...keywords });
const ANY_CHARACTER = "[\\x00-\u{10ffff}]";

/** What the keys of objects and maps may be. */
export const MAP_CASES: readonly TranslationCase[] = [
  {
    name: "a pattern of properties and no others",
    source: map({ patternProperties: { "^[a-z]$": TEXT }, additionalProperties: false }),
    core: map({ additionalProperties: TEXT, propertyNames: { pattern: "^[a-z]$" } }),
    good: [{}, { a: "x" }],
    bad: [{ A: "x" }, { a: 1 }, { ab: "x" }],
  },
  {
    name: "several patterns of like properties",
    source: map({ patternProperties: { "^a": TEXT, "\\s$": TEXT }, unevaluatedProperties: false }),
    good: [{ ab: "x", "b\u00a0": "y" }],
    bad: [{ b: "x" }],
  },
  {
    name: "a pattern with line ends and quotes",
    source: map({ patternProperties: { "^'\\\\\n\r\\]$": TEXT }, additionalProperties: false }),
    good: [{ "'\\\n\r]": "x" }],
    bad: [{ "'\\]": "x" }],
  },
  {
    name: "patterns of different properties",
    source: map({ patternProperties: { "^a": TEXT, "^b": { type: "boolean" } }, additionalProperties: false }),
    said: refused("patternProperties"),
  },
  {
    name: "a pattern that leaves other properties open",
    source: map({ patternProperties: { "^a": TEXT } }),
    said: refused("patternProperties"),
  },
  {
    name: "a pattern beside properties",
    source: map({ properties: { b: TEXT }, patternProperties: { "^a": TEXT }, additionalProperties: false }),
    said: refused("patternProperties"),
  },
  {
    name: "a pattern of properties that must not be there",
    source: map({ patternProperties: { "^a": false }, additionalProperties: TEXT }),
    said: refused("patternProperties"),
  },
  {
    name: "a pattern that every key matches",
    source: map({ patternProperties: { ".*": TEXT } }),
    core: map({ additionalProperties: TEXT }),
    good: [{ "": "x", "a\n": "y" }],
    bad: [{ a: 1 }],
  },
  {
    name: "a pattern that nearly every key matches",
    source: map({ patternProperties: { "^.*$": TEXT } }),
    core: map({ additionalProperties: TEXT }),
    said: nearly("patternProperties"),
    good: [{ a: "y" }],
  },
  {
    name: "other properties like those of the pattern",
    source: map({ patternProperties: { "^a": TEXT }, additionalProperties: TEXT }),
    core: map({ additionalProperties: TEXT }),
    good: [{ b: "x" }],
  },
  {
    name: "no patterns of properties",
    source: map({ patternProperties: {}, additionalProperties: TEXT }),
    core: map({ additionalProperties: TEXT }),
    good: [{ b: "x" }],
  },
  {
    name: "a pattern of keys",
    source: map({ propertyNames: { type: "string", pattern: "^\\u0061.$" }, additionalProperties: TEXT }),
    core: map({ propertyNames: { pattern: "^\\x61[^\\n\\r\u2028\u2029]$" }, additionalProperties: TEXT }),
    good: [{ ab: "x" }],
    bad: [{ b: "x" }, { "a\n": "x" }],
  },
  {
    name: "lengths of keys",
    source: map({ propertyNames: { minLength: 1, maxLength: 2 }, additionalProperties: TEXT }),
    core: map({ propertyNames: { pattern: `^${ANY_CHARACTER}{1,2}$` }, additionalProperties: TEXT }),
    good: [{ a: "x", "😀\n": "y" }],
    bad: [{ "": "x" }, { abc: "x" }, { "😀😀😀": "x" }],
  },
  {
    name: "a least length of keys",
    source: map({ propertyNames: { minLength: 2 }, additionalProperties: TEXT }),
    good: [{ ab: "x", "\n😀": "y" }],
    bad: [{ "😀": "x" }],
  },
  {
    name: "lengths of keys that say nothing",
    source: map({ propertyNames: { minLength: 0 }, additionalProperties: TEXT }),
    core: map({ additionalProperties: TEXT }),
    good: [{ "": "x" }],
  },
  {
    name: "a length of keys beyond what a pattern counts",
    source: map({ propertyNames: { maxLength: 1001 }, additionalProperties: TEXT }),
    said: refused("propertyNames"),
  },
  {
    name: "a pattern and a length of keys",
    source: map({ propertyNames: { pattern: "^a", maxLength: 9 }, additionalProperties: TEXT }),
    said: refused("propertyNames"),
  },
  {
    name: "a format of keys",
    source: map({ propertyNames: { format: "uuid" }, additionalProperties: TEXT }),
    good: [{ "2EB8AA08-AA98-11EA-B4AA-73B441D16380": "x" }],
    bad: [{ a: "x" }],
  },
  {
    name: "a format of keys that is more than a pattern",
    source: map({ propertyNames: { format: "hostname" }, additionalProperties: TEXT }),
    said: refused("propertyNames"),
  },
  {
    name: "a choice of keys",
    source: map({ propertyNames: { enum: ["a", "b-c", 1, "long"], maxLength: 3 }, additionalProperties: TEXT }),
    core: map({ properties: { a: TEXT, "b-c": TEXT }, additionalProperties: false }),
    good: [{ a: "x", "b-c": "y" }],
    bad: [{ c: "x" }, { long: "x" }, { a: 1 }],
  },
  {
    name: "one key of any value",
    source: map({ propertyNames: { const: "a" } }),
    good: [{ a: { b: [1] } }, {}],
    bad: [{ b: 1 }],
  },
  {
    name: "keys that a condition chooses",
    source: map({ propertyNames: { not: { const: "a" } }, additionalProperties: TEXT }),
    said: refused("propertyNames"),
  },
  {
    name: "a pattern of keys of any value",
    source: map({ propertyNames: { pattern: "^a" } }),
    said: refused("propertyNames"),
  },
  {
    name: "names of properties that fit",
    source: { type: "object", properties: { a: TEXT }, propertyNames: { pattern: "^a" }, additionalProperties: false },
    core: { type: "object", properties: { a: TEXT }, additionalProperties: false },
    good: [{ a: "x" }],
  },
  {
    name: "names of properties that do not fit",
    source: {
      type: "object",
      properties: { a: TEXT, long: TEXT },
      propertyNames: { maxLength: 2 },
      additionalProperties: false,
    },
    core: { type: "object", properties: { a: TEXT }, additionalProperties: false },
    good: [{ a: "x" }],
    bad: [{ long: "x" }],
  },
  {
    name: "names of an open object",
    source: { type: "object", properties: { a: TEXT }, propertyNames: { maxLength: 2 }, additionalProperties: true },
    said: refused("propertyNames"),
  },
  {
    name: "no keys",
    source: map({ propertyNames: false, additionalProperties: TEXT }),
    said: refused("propertyNames"),
  },
];
