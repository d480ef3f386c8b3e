import { count, fields, open, text } from "./shapes.js";
import { nearly, refused, type TranslationCase } from "./translation-case.js";

const CIRCLE = { properties: { kind: { const: "circle" }, radius: count }, required: ["kind", "radius"] };
const SQUARE = { properties: { kind: { const: "square" }, side: count }, required: ["kind", "side"] };
const shut = (branch: object) => ({ type: "object", ...branch, additionalProperties: false });

/** Alternatives of objects. */
export const UNION_CASES: readonly TranslationCase[] = [
  {
    name: "a discriminated union of closed objects",
    source: { oneOf: [shut(CIRCLE), shut(SQUARE)] },
    good: [
      { kind: "circle", radius: 1 },
      { kind: "square", side: 1 },
    ],
    bad: [
      { kind: "circle" },
      { kind: "circle", side: 1 },
      { kind: "circle", radius: 1, side: 1 },
      { kind: "disc" },
      { radius: 1 },
      {},
    ],
  },
  {
    name: "a discriminated union by references",
    source: { oneOf: [{ $ref: "#/$defs/circle" }, { $ref: "#/$defs/square" }] },
    root: { $defs: { circle: shut(CIRCLE), square: shut(SQUARE) } },
    good: [
      { kind: "circle", radius: 1 },
      { kind: "square", side: 1 },
    ],
    bad: [{ kind: "circle" }, { kind: "square", radius: 1 }, { kind: "circle", radius: 100 }],
  },
  {
    name: "either of two fields",
    source: fields({ tcp: text, rtu: text }, { oneOf: [{ required: ["tcp"] }, { required: ["rtu"] }] }),
    core: fields({ tcp: text, rtu: text }, { allOf: [{ oneOf: [{ required: ["tcp"] }, { required: ["rtu"] }] }] }),
    good: [{ tcp: "a" }, { rtu: "a" }],
    bad: [{}, { tcp: "a", rtu: "a" }],
  },
  {
    name: "at least one of two fields",
    source: fields({ a: text, b: text }, { anyOf: [{ required: ["a"] }, { required: ["b"] }] }),
    good: [{ a: "a" }, { a: "a", b: "b" }],
    bad: [{}],
  },
  {
    name: "alternatives beside fields of their own, closed by the node",
    source: {
      ...open({ name: text }, { required: ["name"] }),
      oneOf: [open({ a: count }, { required: ["a"] }), open({ b: count }, { required: ["b"] })],
      unevaluatedProperties: false,
    },
    good: [
      { name: "x", a: 1 },
      { name: "x", b: 1 },
    ],
    bad: [{ name: "x" }, { name: "x", a: 1, b: 1 }, { a: 1 }, { name: "x", a: 1, c: 1 }],
    said: [...nearly("oneOf", "oneOf")],
  },
  {
    name: "alternatives that nothing closes",
    source: { oneOf: [open({ a: count }, { required: ["a"] }), open({ b: count }, { required: ["b"] })] },
    said: [...nearly("oneOf", "oneOf"), ...nearly("type")],
    good: [{ a: 1 }, { b: 1 }],
    bad: [{}, { a: 1, b: 1 }],
  },
  {
    name: "a field that each alternative bounds otherwise",
    source: {
      oneOf: [
        shut({
          properties: { unit: { const: "percent" }, value: { type: "integer", minimum: 0, maximum: 100 } },
          required: ["unit", "value"],
        }),
        shut({
          properties: { unit: { const: "kelvin" }, value: { type: "integer", minimum: 0, maximum: 9000 } },
          required: ["unit", "value"],
        }),
      ],
    },
    good: [
      { unit: "percent", value: 100 },
      { unit: "kelvin", value: 9000 },
    ],
    bad: [
      { unit: "percent", value: 101 },
      { unit: "kelvin", value: 9001 },
      { unit: "kelvin", value: -1 },
    ],
  },
  {
    name: "a field of another type in each alternative",
    source: { oneOf: [shut({ properties: { a: text } }), shut({ properties: { a: count } })] },
    said: refused("oneOf/0/properties/a"),
  },
  {
    name: "alternatives of texts",
    source: {
      anyOf: [
        { type: "string", maxLength: 9, pattern: "^a" },
        { type: "string", enum: ["x", "y"] },
      ],
    },
    good: ["ab", "x"],
    bad: ["b", "abcdefghij", 1],
  },
  {
    name: "alternatives of lists",
    source: {
      oneOf: [
        { type: "array", items: count, maxItems: 1 },
        { type: "array", items: count, minItems: 3, maxItems: 4 },
      ],
    },
    good: [[], [1], [1, 2, 3]],
    bad: [[1, 2], [-1], [1, 2, 3, 4, 5]],
  },
  {
    name: "alternatives of types that do not go together",
    source: { oneOf: [{ type: "string", maxLength: 3 }, shut(CIRCLE)] },
    said: refused("oneOf"),
  },
  {
    name: "a default in one alternative only",
    source: {
      oneOf: [
        shut({ properties: { kind: { const: "a" }, size: { ...count, default: 3 } }, required: ["kind"] }),
        shut({ properties: { kind: { const: "b" } }, required: ["kind"] }),
      ],
    },
    said: refused("oneOf/0/properties/size/default"),
  },
  {
    name: "alternatives within a field of every alternative",
    source: {
      oneOf: [
        shut({ properties: { at: shut({ properties: { x: count }, required: ["x"] }) }, required: ["at"] }),
        shut({ properties: { at: shut({ properties: { y: count }, required: ["y"] }) }, required: ["at"] }),
      ],
    },
    good: [{ at: { x: 1 } }, { at: { y: 1 } }],
    bad: [{ at: {} }, { at: { x: 1, y: 1 } }, {}],
  },
];
