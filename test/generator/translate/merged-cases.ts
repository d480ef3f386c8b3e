import { closed, count, fields, open, text } from "./shapes.js";
import { nearly, refused, type TranslationCase } from "./translation-case.js";

/** `allOf`, and what stands beside a reference. */
export const MERGED_CASES: readonly TranslationCase[] = [
  {
    name: "two open members and a node that closes them",
    source: { allOf: [open({ a: text }, { required: ["a"] }), open({ b: count })], unevaluatedProperties: false },
    core: { ...closed, properties: { a: text, b: count }, required: ["a"] },
    good: [{ a: "x" }, { a: "x", b: 1 }],
    bad: [{ b: 1 }, { a: "x", b: -1 }, { a: 1 }, { a: "x", c: 1 }],
  },
  {
    name: "bounds of several members",
    source: { type: "string", maxLength: 9, allOf: [{ maxLength: 3 }, { pattern: "^a" }, { pattern: "b$" }] },
    core: { type: "string", maxLength: 9, allOf: [{ maxLength: 3 }, { pattern: "^a" }, { pattern: "b$" }] },
    good: ["ab", "acb"],
    bad: ["accb", "b", "a"],
  },
  {
    name: "a member that names the type",
    source: {
      allOf: [
        { type: "integer", minimum: 1, multipleOf: 2 },
        { type: "number", maximum: 9 },
      ],
    },
    core: { type: "integer", minimum: 1, maximum: 9, multipleOf: 2 },
    good: [2, 8],
    bad: [0, 10, 3, "2"],
  },
  {
    name: "a property of two members",
    source: {
      ...closed,
      allOf: [
        fields({ a: { type: "string", maxLength: 9, description: "A." } }),
        fields({ a: { minLength: 2 } }, { required: ["a"] }),
      ],
    },
    said: refused("additionalProperties", "additionalProperties"),
  },
  {
    name: "a property of two open members",
    source: {
      allOf: [open({ a: text }), open({ a: { minLength: 2, maxLength: 4 } }, { required: ["a"] })],
      unevaluatedProperties: false,
    },
    core: fields({ a: { type: "string", minLength: 2, maxLength: 4 } }, { required: ["a"] }),
    good: [{ a: "abcd" }],
    bad: [{ a: "abcde" }, { a: "a" }, {}],
  },
  {
    name: "members of types that nothing is both",
    source: { allOf: [{ type: "string", maxLength: 3 }, { type: "boolean" }] },
    said: refused("allOf/1/type"),
  },
  {
    name: "values of two members",
    source: { allOf: [{ type: "string", enum: ["a", "b"] }, { enum: ["b", "c"] }] },
    good: ["b"],
    bad: ["a", "c"],
  },
  {
    name: "a member that forbids the properties beside it",
    source: { allOf: [fields({ a: text }), open({ b: text })], unevaluatedProperties: false },
    said: refused("allOf/0/additionalProperties"),
  },
  {
    name: "a reference that only allOf makes room for",
    source: { allOf: [{ $ref: "#/$defs/name" }], description: "Its name." },
    core: { $ref: "#/$defs/name", description: "Its name." },
    root: { $defs: { name: text } },
    good: ["abc"],
    bad: [1, "0123456789"],
  },
  {
    name: "bounds beside a reference",
    source: { $ref: "#/$defs/name", minLength: 2, type: "string" },
    core: { $ref: "#/$defs/name", allOf: [{ minLength: 2 }] },
    root: { $defs: { name: text } },
    good: ["ab"],
    bad: ["a", "0123456789"],
  },
  {
    name: "fields beside a reference",
    source: { $ref: "#/$defs/base", properties: { b: count }, unevaluatedProperties: false },
    core: fields({ a: text, b: count }, { required: ["a"] }),
    root: { $defs: { base: open({ a: text }, { required: ["a"] }) } },
    said: nearly("/$defs/base/type"),
    good: [{ a: "x", b: 1 }],
    bad: [{ b: 1 }, { a: "x", c: 1 }],
  },
  {
    name: "a chain of schemas that extend each other",
    source: { $ref: "#/$defs/third" },
    said: nearly("/$defs/first/type", "/$defs/second/type"),
    root: {
      $defs: {
        first: open({ a: text }, { required: ["a"] }),
        second: { allOf: [{ $ref: "#/$defs/first" }, open({ b: text })] },
        third: {
          allOf: [{ $ref: "#/$defs/second" }],
          properties: { c: text },
          required: ["c"],
          unevaluatedProperties: false,
        },
      },
    },
    good: [
      { a: "x", c: "y" },
      { a: "x", b: "z", c: "y" },
    ],
    bad: [{ a: "x" }, { c: "y" }, { a: "x", c: "y", d: 1 }, { a: 1, c: "y" }],
  },
];
