import { count, fields, open, text } from "./shapes.js";
import { nearly, refused, type TranslationCase } from "./translation-case.js";

/** Properties that a branch declares, closed by `unevaluatedProperties`: each is there only where its branch speaks. */
export const EVALUATED_CASES: readonly TranslationCase[] = [
  {
    name: "a field that a dependent schema declares",
    source: {
      ...open({ x: text, y: text }),
      dependentSchemas: { x: { properties: { extra: count } } },
      unevaluatedProperties: false,
    },
    said: nearly("dependentSchemas"),
    good: [{}, { x: "a" }, { x: "a", extra: 1 }],
    bad: [{ extra: 1 }, { y: "a", extra: 1 }, { x: "a", extra: -1 }],
  },
  {
    name: "a field that then declares within a member",
    source: {
      ...open({ kind: { type: "string", enum: ["a", "b"] } }, { required: ["kind"] }),
      allOf: [{ if: { properties: { kind: { const: "a" } } }, then: { properties: { extra: count } } }],
      unevaluatedProperties: false,
    },
    said: nearly("then"),
    good: [{ kind: "a", extra: 1 }, { kind: "a" }, { kind: "b" }],
    bad: [{ kind: "b", extra: 1 }],
  },
  {
    name: "a field that an alternative within an alternative declares",
    source: {
      ...open({ kind: { type: "string", enum: ["a", "b"] }, how: text }, { required: ["kind"] }),
      oneOf: [
        {
          properties: { kind: { const: "a" } },
          anyOf: [{ required: ["how"], properties: { extra: count } }, { properties: { how: { const: "x" } } }],
        },
        { properties: { kind: { const: "b" } } },
      ],
      unevaluatedProperties: false,
    },
    said: nearly("anyOf"),
    good: [{ kind: "a", how: "y", extra: 1 }, { kind: "a" }, { kind: "b", how: "y" }],
    bad: [
      { kind: "b", how: "y", extra: 1 },
      { kind: "a", extra: 1 },
    ],
  },
];

/** What must not come apart, and what has no end. */
export const WHOLE_CASES: readonly TranslationCase[] = [
  {
    name: "members that each have a condition of their own",
    source: {
      allOf: [
        open({ a: text, b: text }, { if: { required: ["a"] }, then: { required: ["b"] } }),
        open({ c: text, d: text }, { if: { required: ["c"] }, else: { required: ["d"] } }),
      ],
      unevaluatedProperties: false,
    },
    good: [{ c: "x" }, { d: "x" }, { a: "x", b: "x", d: "x" }],
    bad: [{}, { a: "x", c: "x" }, { a: "x", d: "x" }],
  },
  {
    name: "a recursive type among members",
    source: {
      allOf: [{ $ref: "#/$defs/node" }, { properties: { next: { properties: { next: { required: ["name"] } } } } }],
    },
    root: { $defs: { node: fields({ name: text, next: { $ref: "#/$defs/node" } }) } },
    said: refused("/$defs/node/properties/next/$ref"),
  },
  {
    name: "an alternative that leads back to itself",
    source: { $ref: "#/$defs/loop" },
    root: { $defs: { loop: { anyOf: [{ $ref: "#/$defs/loop" }, fields({ name: text })] } } },
    said: refused("/$defs/loop/anyOf/0/$ref"),
  },
];
