import { count, fields, open, text } from "./shapes.js";
import { nearly, refused, type TranslationCase } from "./translation-case.js";

const ANY = { "x-kubernetes-preserve-unknown-fields": true };
const STORE = { kind: { type: "string", enum: ["Memory", "File"] }, path: text, size: count };

/** Conditions on objects and lists. */
export const CONDITION_CASES: readonly TranslationCase[] = [
  {
    name: "if, then and else",
    source: fields(STORE, {
      if: { properties: { kind: { const: "File" } }, required: ["kind"] },
      then: { required: ["path"] },
      else: { properties: { path: false } },
    }),
    good: [{ kind: "File", path: "x" }, { kind: "Memory" }, {}],
    bad: [{ kind: "File" }, { kind: "Memory", path: "x" }, { path: "x" }],
  },
  {
    name: "a condition that lists integers for a number",
    source: fields(
      { ratio: { type: "number" }, size: count },
      { if: { properties: { ratio: { enum: [0, 1, 2.5] } }, required: ["ratio"] }, then: { required: ["size"] } },
    ),
    good: [{ ratio: 1, size: 1 }, { ratio: 1.5 }, { ratio: 1e-7 }, { ratio: 2 }, { ratio: 2.25 }, {}],
    bad: [{ ratio: 0 }, { ratio: 1 }, { ratio: 2.5 }],
  },
  {
    name: "conditions that list integers for any value",
    source: fields(
      { some: ANY, other: ANY },
      {
        allOf: [
          { properties: { some: { enum: ["auto", 0, 1, 2.5, true] } } },
          { properties: { other: { not: { const: 1 } } } },
          { anyOf: [{ properties: { some: { const: 1 } } }, { required: ["other"] }] },
        ],
      },
    ),
    good: [
      { some: 1 },
      { some: 0, other: 1.5 },
      { some: "auto", other: "1" },
      { some: 2.5, other: 2 },
      { some: 1.0 },
      {},
    ],
    bad: [{ some: 1e-7, other: 2 }, { some: 1.5, other: 2 }, { other: 1 }, { some: 0 }, { some: "1", other: 2 }],
  },
  {
    name: "then without else",
    source: fields(STORE, { if: { required: ["path"] }, then: { properties: { size: { minimum: 5 } } } }),
    good: [{ size: 1 }, { path: "x", size: 5 }, { path: "x" }],
    bad: [{ path: "x", size: 4 }],
  },
  {
    name: "then and else without if",
    source: fields(STORE, { then: { required: ["path"] }, else: { required: ["size"] } }),
    core: fields(STORE),
    good: [{}],
    bad: [{ kind: "x" }],
  },
  {
    name: "then that declares a field",
    source: {
      ...open({ kind: { type: "string", enum: ["a", "b"] } }, { required: ["kind"] }),
      if: { properties: { kind: { const: "a" } } },
      then: { properties: { extra: count }, required: ["extra"] },
      unevaluatedProperties: false,
    },
    said: nearly("then"),
    good: [{ kind: "a", extra: 1 }, { kind: "b" }],
    bad: [{ kind: "a" }, { kind: "b", extra: 1 }, { kind: "a", extra: -1 }],
  },
  {
    name: "then that declares a field of a closed object",
    source: fields(STORE, { if: { required: ["path"] }, then: { properties: { extra: count } } }),
    said: refused("additionalProperties", "then/properties"),
  },
  {
    name: "fields that depend on a field",
    source: fields(STORE, { dependentRequired: { path: ["kind", "size"], size: [] } }),
    good: [{ path: "x", kind: "File", size: 1 }, { size: 1 }, {}],
    bad: [{ path: "x" }, { path: "x", kind: "File" }],
  },
  {
    name: "a schema that depends on a field",
    source: fields(STORE, {
      dependentSchemas: { path: { required: ["kind"], properties: { kind: { const: "File" } } } },
    }),
    good: [{ path: "x", kind: "File" }, { kind: "Memory" }],
    bad: [{ path: "x" }, { path: "x", kind: "Memory" }],
  },
  {
    name: "dependencies of draft-07",
    draft: "draft-07",
    source: fields(STORE, { dependencies: { path: ["kind"], size: { required: ["path"] } } }),
    good: [{ path: "x", kind: "File" }, { path: "x", kind: "File", size: 1 }, {}],
    bad: [{ path: "x" }, { size: 1 }],
  },
  {
    name: "what must not hold",
    source: fields(STORE, { not: { required: ["path", "size"] } }),
    core: fields(STORE, { not: { required: ["path", "size"] } }),
    good: [{ path: "x" }, { size: 1 }],
    bad: [{ path: "x", size: 1 }],
  },
  {
    name: "types in conditions, which are known",
    source: fields(STORE, {
      not: { type: "object", properties: { size: { type: "integer", minimum: 9 } }, required: ["size"] },
    }),
    good: [{}, { size: 8 }],
    bad: [{ size: 9 }],
  },
  {
    name: "a type in a condition that tells an integer from a text",
    source: fields(
      { port: { type: ["integer", "string"], maxLength: 9 }, name: text },
      { if: { properties: { port: { type: "string" } }, required: ["port"] }, then: { required: ["name"] } },
    ),
    good: [{ port: 1 }, { port: "a", name: "b" }, {}],
    bad: [{ port: "a" }],
  },
  {
    name: "a list that holds something",
    source: { type: "array", maxItems: 3, items: { type: "string", maxLength: 5 }, contains: { const: "all" } },
    core: {
      type: "array",
      maxItems: 3,
      items: { type: "string", maxLength: 5 },
      allOf: [{ not: { items: { not: { enum: ["all"] } } } }],
    },
    good: [["all"], ["a", "all"]],
    bad: [[], ["a"]],
  },
  {
    name: "a list that holds several of something",
    source: { type: "array", maxItems: 3, items: count, contains: { const: 1 }, minContains: 2 },
    said: refused("minContains"),
  },
  {
    name: "a closed alternative of an open object",
    source: {
      ...open({ a: text }),
      additionalProperties: true,
      not: { properties: { a: true }, additionalProperties: false },
    },
    said: refused("not/additionalProperties"),
  },
  {
    name: "a condition on a field that nobody declares",
    source: fields({ a: text }, { if: { properties: { b: { const: 1 } } }, then: { required: ["a"] } }),
    said: refused("if/properties"),
  },
  {
    name: "a condition that contradicts the schema",
    source: fields({ a: text }, { allOf: [{ type: "string" }] }),
    said: refused(""),
  },
  {
    name: "a condition by reference",
    source: fields(STORE, { if: { $ref: "#/$defs/isFile" }, then: { required: ["path"] } }),
    root: {
      $defs: {
        isFile: {
          type: "object",
          properties: { kind: { type: "string", const: "File" } },
          required: ["kind"],
          additionalProperties: true,
        },
      },
    },
    good: [{ kind: "File", path: "x" }, { kind: "Memory" }],
    bad: [{ kind: "File" }],
  },
  {
    name: "conditions with bounds that no integer of 64 bits is beyond",
    source: fields(
      { size: { type: "integer", maximum: 9 }, path: text },
      { if: { required: ["path"] }, then: { properties: { size: { minimum: 1e21, maximum: 1e22 } } } },
    ),
    good: [{ size: 1 }, { path: "x" }],
    bad: [{ path: "x", size: 5 }],
  },
  {
    name: "a condition that only the least integer of 64 bits meets",
    source: fields({ size: { type: "integer" } }, { not: { properties: { size: { maximum: -(2 ** 63) } } } }),
    good: [{ size: 1 }, { size: -(2 ** 62) }],
    bad: [{ size: -(2 ** 63) }, {}],
  },
  {
    name: "a condition with a bound of 64 bits on a number",
    source: fields({ size: { type: "number", maximum: 9 } }, { not: { properties: { size: { minimum: -1e21 } } } }),
    said: refused("not/properties/size/minimum"),
  },
];
