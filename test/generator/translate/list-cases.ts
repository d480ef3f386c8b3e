import { nearly, refused, type TranslationCase } from "./translation-case.js";

const WORD = { type: "string", maxLength: 5 };
const SET = { "x-kubernetes-list-type": "set" };
const list = (keywords: object) => ({ type: "array", maxItems: 3, ...keywords });

/** What lists say of their items. */
export const LIST_CASES: readonly TranslationCase[] = [
  {
    name: "unique words",
    source: list({ items: WORD, uniqueItems: true }),
    core: list({ items: WORD, ...SET }),
    said: nearly("uniqueItems"),
    good: [["a", "b"], []],
    bad: [["a", "a"]],
  },
  {
    name: "unique numbers",
    source: list({ items: { type: "number" }, uniqueItems: true }),
    said: nearly("uniqueItems"),
    good: [[1, 1.5]],
    bad: [[1.5, 1.5]],
  },
  {
    name: "unique integers or strings",
    source: list({ items: { type: ["integer", "string"], maxLength: 3 }, uniqueItems: true }),
    said: nearly("uniqueItems"),
    good: [[1, "1"]],
    bad: [["1", "1"]],
  },
  {
    name: "items that may repeat",
    source: list({ items: WORD, uniqueItems: false }),
    core: list({ items: WORD }),
    good: [["a", "a"]],
  },
  {
    name: "one item, which is unique",
    source: { type: "array", maxItems: 1, items: { type: "object", additionalProperties: true }, uniqueItems: true },
    core: { type: "array", maxItems: 1, items: { type: "object", additionalProperties: true } },
    good: [[{ a: 1 }]],
    bad: [[{}, {}]],
  },
  {
    name: "unique objects",
    source: list({ items: { type: "object", additionalProperties: true }, uniqueItems: true }),
    said: refused("uniqueItems"),
  },
  { name: "unique items of any value", source: list({ uniqueItems: true }), said: refused("uniqueItems") },
  {
    name: "unique items that may be null",
    source: list({ items: { type: ["string", "null"], maxLength: 1 }, uniqueItems: true }),
    said: refused("uniqueItems"),
  },
  {
    name: "unique items of an atomic list",
    source: list({ items: WORD, uniqueItems: true, "x-kubernetes-list-type": "atomic" }),
    said: refused("uniqueItems"),
  },
  {
    name: "unique items of a set",
    source: list({ items: WORD, uniqueItems: true, ...SET }),
    core: list({ items: WORD, ...SET }),
    good: [["a"]],
    bad: [["a", "a"]],
  },
  { name: "a tuple", source: list({ prefixItems: [WORD, { type: "integer" }] }), said: refused("prefixItems") },
  {
    name: "a tuple of draft-07",
    draft: "draft-07",
    source: list({ items: [WORD, { type: "integer" }], additionalItems: false }),
    said: refused("items"),
  },
  {
    name: "a tuple of like items",
    source: { type: "array", minItems: 2, prefixItems: [WORD, WORD], items: false },
    core: { type: "array", minItems: 2, maxItems: 2, items: WORD },
    good: [["a", "b"]],
    bad: [["a"], ["a", "b", "c"], ["a", 1]],
  },
  {
    name: "a tuple of like items of draft-07",
    draft: "draft-07",
    source: list({ items: [WORD, WORD, WORD], additionalItems: { type: "boolean" } }),
    core: list({ items: WORD }),
    good: [["a", "b"]],
    bad: [["a", true]],
  },
  {
    name: "a tuple of the same items as the others",
    source: list({ prefixItems: [WORD], items: WORD }),
    core: list({ items: WORD }),
    good: [["a", "b"]],
  },
  {
    name: "additional items without a tuple",
    draft: "draft-07",
    source: list({ items: WORD, additionalItems: false }),
    core: list({ items: WORD }),
    good: [["a", "b"]],
  },
  {
    name: "unevaluated items where there are none",
    source: list({ items: WORD, unevaluatedItems: false }),
    core: list({ items: WORD }),
    good: [["a", "b"]],
  },
  {
    name: "unevaluated items that are all of them",
    source: list({ unevaluatedItems: WORD }),
    core: list({ items: WORD }),
    good: [["a", "b"]],
    bad: [[1]],
  },
  {
    name: "a list without items",
    source: { type: "array", items: false },
    good: [[]],
    bad: [[1], [null]],
  },
  {
    name: "a list that is a map",
    source: list({
      items: {
        type: "object",
        properties: { name: WORD, port: { type: "integer", default: 1 } },
        required: ["name"],
        additionalProperties: false,
      },
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["name", "port"],
    }),
    good: [[{ name: "a" }, { name: "a", port: 2 }]],
    bad: [[{ name: "a" }, { name: "a", port: 1 }], [{ port: 1 }]],
  },
];
