import { refused, type TranslationCase } from "./translation-case.js";

const PORT = { type: "integer", minimum: 1, maximum: 9 };

/** References by other means than the place of a definition. */
export const REFERENCE_CASES: readonly TranslationCase[] = [
  {
    name: "a reference by plain name",
    source: { $ref: "#port" },
    root: { $defs: { "a/b": { $anchor: "port", ...PORT } } },
    core: { $ref: "#/$defs/a~1b" },
    good: [1, 9],
    bad: [0, "1"],
  },
  {
    name: "a reference by plain name of draft-07",
    draft: "draft-07",
    source: { $ref: "#port" },
    root: { definitions: { p: { $id: "#port", ...PORT } } },
    core: { $ref: "#/definitions/p" },
    good: [1, 9],
    bad: [0, "1"],
  },
  { name: "a plain name that is not there", source: { $ref: "#prot" }, said: refused("$ref") },
  {
    name: "a plain name that is not there, beside other keywords",
    source: { $ref: "#prot", properties: { x: PORT }, anyOf: [{ required: ["x"] }, { required: ["y"] }] },
    said: refused("$ref"),
  },
  {
    name: "a default of an object with a reference by plain name",
    source: {
      type: "object",
      properties: { port: { $ref: "#port" } },
      default: { port: 2 },
      additionalProperties: false,
    },
    root: { $defs: { "a/b": { $anchor: "port", ...PORT } } },
    good: [{}, { port: 9 }],
    bad: [{ port: 0 }],
  },
  {
    name: "a plain name of a property",
    source: { $ref: "#other" },
    root: { properties: { it: { $ref: "#other" }, other: { $anchor: "other", ...PORT } } },
    core: { $ref: "#/properties/other" },
    good: [1, 9],
    bad: [0, "1"],
  },
  {
    name: "a definition by its $id",
    source: { $ref: "https://example.com/schemas/port" },
    root: { $id: "https://example.com/schemas/subject", $defs: { p: { $id: "port", ...PORT } } },
    core: { $ref: "#/$defs/p" },
    good: [1, 9],
    bad: [0, "1"],
  },
  {
    name: "the $id of a definition, relative to that of the document",
    source: { $ref: "port" },
    root: { $id: "https://example.com/schemas/subject", $defs: { p: { $id: "/schemas/port", ...PORT } } },
    core: { $ref: "#/$defs/p" },
    good: [1, 9],
    bad: [0, "1"],
  },
  {
    name: "a bundled schema with definitions of its own",
    source: { $ref: "urn:example:line" },
    root: {
      $defs: {
        port: { type: "boolean" },
        line: {
          $id: "urn:example:line",
          $schema: "https://json-schema.org/draft/2020-12/schema",
          type: "object",
          properties: { port: { $ref: "#/$defs/port" } },
          additionalProperties: false,
          $defs: { port: PORT },
        },
      },
    },
    core: { $ref: "#/$defs/line" },
    good: [{ port: 1 }, {}],
    bad: [{ port: 0 }, { port: true }],
  },
  {
    name: "an $id of draft-07, with a place in it",
    draft: "draft-07",
    source: { $ref: "https://example.com/line#/properties/port" },
    root: {
      definitions: {
        line: {
          $id: "https://example.com/line",
          type: "object",
          properties: { port: PORT },
          additionalProperties: false,
        },
      },
    },
    core: { $ref: "#/definitions/line/properties/port" },
    good: [1, 9],
    bad: [0, "1"],
  },
  {
    name: "a tuple of references",
    source: { type: "array", prefixItems: [{ $ref: "#/$defs/port" }], items: false },
    root: { $defs: { port: PORT } },
    core: { type: "array", items: { $ref: "#/$defs/port" }, maxItems: 1 },
    good: [[1]],
    bad: [[0], [1, 1]],
  },
  {
    name: "a pattern of references",
    source: {
      type: "object",
      maxProperties: 2,
      patternProperties: { "^a": { $ref: "#/$defs/port" } },
      additionalProperties: false,
    },
    root: { $defs: { port: PORT } },
    good: [{ a: 1 }],
    bad: [{ a: 0 }, { b: 1 }],
  },
];
