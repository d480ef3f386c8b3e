import { nearly, refused, type TranslationCase } from "./translation-case.js";

const PORT = { type: "integer", minimum: 1, maximum: 65535 };
const LINE = {
  type: "object",
  properties: { port: { $ref: "#/$defs/port", default: 7 }, "a-b": { type: "boolean" } },
  required: ["port"],
  additionalProperties: false,
};

/** Definitions, and references to them. */
export const DEFINITION_CASES: readonly TranslationCase[] = [
  {
    name: "a definition of 2020-12",
    source: { $ref: "#/$defs/port", description: "Where." },
    root: { $defs: { port: PORT } },
    core: { $ref: "#/$defs/port", description: "Where." },
    good: [1, 65535],
    bad: [0, 65536, "1"],
  },
  {
    name: "a definition that refers to another",
    source: { $ref: "#/$defs/serial%20line" },
    root: { $defs: { port: PORT, "serial line": LINE } },
    good: [{ port: 1 }, {}, { "a-b": true }],
    bad: [{ port: 0 }, { other: 1 }],
  },
  {
    name: "definitions in lists and maps",
    source: {
      type: "array",
      maxItems: 2,
      items: { type: "object", maxProperties: 2, additionalProperties: { $ref: "#/$defs/line" } },
    },
    root: { $defs: { port: PORT, line: LINE } },
    good: [[{ x: {} }, {}]],
    bad: [[{ x: { port: "a" } }], [{ x: 1 }]],
  },
  {
    name: "a reference or null",
    source: { anyOf: [{ $ref: "#/$defs/line" }, { type: "null" }] },
    root: { $defs: { port: PORT, line: LINE } },
    core: { $ref: "#/$defs/line", nullable: true },
    good: [null, { port: 2 }],
    bad: [1, { port: null, x: 1 }],
  },
  {
    name: "a definition of draft-07, whose neighbours count for nothing",
    draft: "draft-07",
    source: { $ref: "#/definitions/port", maximum: 5 },
    root: { definitions: { port: PORT } },
    core: { $ref: "#/definitions/port" },
    said: nearly("maximum"),
    good: [6],
    bad: [0],
  },
  {
    name: "a definition that is not there",
    source: { $ref: "#/$defs/prot" },
    root: { $defs: { port: PORT } },
    said: refused("$ref"),
  },
  {
    name: "a place that is no definition",
    source: { $ref: "#/properties/a%20b/items", description: "Where." },
    root: {
      properties: {
        it: { $ref: "#/properties/a%20b/items", description: "Where." },
        "a b": { type: "array", maxItems: 2, items: LINE },
      },
      $defs: { port: PORT },
    },
    core: { $ref: "#/properties/a%20b/items", description: "Where." },
    good: [{ port: 1 }, {}],
    bad: [{ port: 0 }, { other: 1 }, 1],
  },
  {
    name: "a place within a definition",
    source: { $ref: "#/$defs/line/properties/port" },
    root: { $defs: { port: PORT, line: { ...LINE, properties: { port: PORT } } } },
    core: { $ref: "#/$defs/line/properties/port" },
    good: [1],
    bad: [0, "1"],
  },
  {
    name: "a place that holds the reference to it",
    source: { type: "array", maxItems: 2, items: { $ref: "#/properties/it" } },
    said: ["error items/$ref"],
  },
  { name: "a place that is none", source: { $ref: "#/properties/its" }, said: refused("$ref") },
  {
    name: "a place that holds data",
    source: { $ref: "#/$defs/port/minimum" },
    root: { $defs: { port: PORT } },
    said: refused("$ref"),
  },
];
