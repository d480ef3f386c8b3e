import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { loadSchemas } from "../../generator/input/load-schemas.js";
import { translateSchemas } from "../../generator/input/translate/translate-schemas.js";
import { PATHS, readSource, TYPE_PATHS, type Node } from "./sources.js";

// Strict: a meta schema that ajv doubts is not compiled. (It would also have each alternative of "one of these keywords
// is required" describe the keyword again.)
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
// What the sentences of errors say instead of a pattern.
ajv.addKeyword("x-octopus-expected");
const isDialect = ajv.compile(readSource("meta/dialect.schema.json"));
const isCrd = ajv.compile(readSource("meta/crd.schema.json"));

/** The sources as the generator reads them, by path. */
const CORE = loadSchemas("schema").then(
  ({ documents }) => new Map(translateSchemas(documents).documents.map(({ source, json }) => [source, json])),
);

const HEAD = { $schema: "https://json-schema.org/draft/2020-12/schema", title: "Thing", description: "A thing." };
const closed = { type: "object", additionalProperties: false };
const RULE = { code: "a-rule", message: "wrong", remedy: "mend it" };

describe("sources follow the dialect", () => {
  test.each(TYPE_PATHS)("%s", async (path) => {
    const core = (await CORE).get(path);
    isDialect(core);
    expect(isDialect.errors ?? []).toEqual([]);
  });

  test.each(PATHS.filter((path) => path.startsWith("crd/")))("%s", (path) => {
    isCrd(readSource(path));
    expect(isCrd.errors ?? []).toEqual([]);
  });

  test("there is one title for each file, and the file is named after it", () => {
    const titles = TYPE_PATHS.map((path) => String(readSource(path).title));
    expect(new Set(titles).size).toBe(titles.length);
    const squeezed = TYPE_PATHS.map((path) => path.replace(/^.*\/|\.schema\.json$|-/g, ""));
    expect(squeezed).toEqual(titles.map((title) => title.toLowerCase()));
  });
});

describe("the dialect permits", () => {
  const cases: [string, Node][] = [
    ["a closed object", { ...closed, properties: { a: { type: "string", maxLength: 1 } }, required: ["a"] }],
    ["an open object", { type: "object", additionalProperties: true }],
    ["a map", { type: "object", additionalProperties: { type: "string" }, propertyNames: { pattern: "^a$" } }],
    ["a documented choice", { type: "integer", oneOf: [{ const: 1, description: "one" }] }],
    ["a narrowed reference", { ...closed, properties: { a: { $ref: "../b/c.schema.json", not: { pattern: "^-" } } } }],
    ["a definition of another file", { ...closed, properties: { a: { $ref: "b.schema.json#/$defs/c" } } }],
    ["a rule", { ...closed, allOf: [{ required: ["a"], "x-octopus-rule": RULE }] }],
    ["a warning", { ...closed, "x-octopus-warnings": [{ ...RULE, if: { required: ["a"] } }] }],
    ["Kubernetes annotations", { ...closed, "x-kubernetes-map-type": "atomic" }],
    ["a free value", { ...closed, properties: { a: { "x-kubernetes-preserve-unknown-fields": true } } }],
  ];
  test.each(cases)("%s", (_name, schema) => {
    isDialect({ ...HEAD, ...schema });
    expect(isDialect.errors ?? []).toEqual([]);
  });
});

describe("the dialect refuses", () => {
  const property = (schema: Node) => ({ ...closed, properties: { a: schema } });
  const cases: [string, Node][] = [
    ["an unknown keyword", { ...closed, minProps: 1 }],
    ["a keyword of JSON Schema that it leaves out", { ...closed, patternProperties: {} }],
    ["several types", { type: ["string", "null"] }],
    ["an object that leaves other fields open to doubt", { type: "object" }],
    ["a list without items", property({ type: "array" })],
    ["a property without a type", property({ description: "?" })],
    ["a type beside a reference", property({ $ref: "b.schema.json", type: "string" })],
    ["a title within", property({ type: "string", title: "Inner" })],
    ["a bound of another type", property({ type: "integer", maxLength: 3 })],
    ["a map with fields", { type: "object", properties: {}, additionalProperties: { type: "string" } }],
    ["key rules without a map", { ...closed, propertyNames: { pattern: "^a$" } }],
    ["a description in a condition", { ...closed, allOf: [{ required: ["a"], description: "no" }] }],
    ["an unknown keyword deep in a condition", { ...closed, not: { anyOf: [{ not: { const: 1 } }] } }],
    ["an empty condition", { ...closed, not: {} }],
    ["a rule without a remedy", { ...closed, allOf: [{ required: ["a"], "x-octopus-rule": { ...RULE, remedy: "" } }] }],
    [
      "a code that is not kebab-case",
      { ...closed, allOf: [{ minItems: 1, "x-octopus-rule": { ...RULE, code: "A b" } }] },
    ],
    ["a warning without a condition", { ...closed, "x-octopus-warnings": [RULE] }],
    ["an alias that is not deprecated", property({ type: "string", "x-octopus-alias-of": "b" })],
  ];
  test.each(cases)("%s", (_name, schema) => {
    expect(isDialect({ ...HEAD, ...schema })).toBe(false);
  });
  test("a file without a title", () => {
    expect(isDialect({ ...HEAD, ...closed, title: undefined })).toBe(false);
  });
});

describe("the CRD facts refuse", () => {
  const crd = readSource("crd/device-link.crd.json") as { versions: Node[]; names: Node } & Node;
  const version = (change: Node) => ({ ...crd, versions: [{ ...crd.versions[0], ...change }] });
  const cases: [string, Node][] = [
    ["no stored version", version({ storage: false })],
    ["two stored versions", { ...crd, versions: [crd.versions[0], crd.versions[0]] }],
    [
      "a column whose path has no dot",
      version({ additionalPrinterColumns: [{ name: "A", type: "string", jsonPath: "a" }] }),
    ],
    ["a version that is not a DNS label", version({ name: "1.0" })],
    ["an inline schema", version({ schema: { type: "object" } })],
    ["a group without a dot", { ...crd, group: "cattle" }],
    ["an unknown scope", { ...crd, scope: "Global" }],
    ["a keyword that Kubernetes spells otherwise", { ...crd, names: { ...crd.names, shortnames: [] } }],
  ];
  test.each(cases)("%s", (_name, source) => {
    expect(isCrd(source)).toBe(false);
  });
});
