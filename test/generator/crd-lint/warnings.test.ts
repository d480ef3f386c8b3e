import { expect, test } from "vitest";
import { lintText } from "../../../generator/crd-lint/lint-file.js";
import { definitionOf, definitionWith } from "./definition.js";

const A = "spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[a]";

function warningsOf(definition: object): string[] {
  const [verdict] = lintText(JSON.stringify(definition), "crd.json");
  expect(verdict).toMatchObject({ accepted: true });
  return verdict?.diagnostics.map(({ code, path }) => `${code} ${path.replace(A, "A")}`) ?? [];
}

const keyed = {
  type: "array",
  "x-kubernetes-list-type": "map",
  "x-kubernetes-list-map-keys": ["k"],
  items: { type: "object", properties: { k: { type: "string", default: "x" }, v: { type: "string" } } },
};

/** What an API server accepts, and the warning. */
const ACCEPTED: readonly (readonly [name: string, schema: object, warnings: readonly string[]])[] = [
  [
    "junctors that name what is declared",
    { type: "object", properties: { b: { type: "string" } }, oneOf: [{ properties: { b: { enum: ["x"] } } }] },
    [],
  ],
  [
    "a junctor that names what is pruned",
    { type: "object", oneOf: [{ properties: { b: { enum: ["x"] } } }] },
    ["junctor-property-pruned A.properties[b]"],
  ],
  [
    "a junctor of an object that keeps all",
    { type: "object", "x-kubernetes-preserve-unknown-fields": true, oneOf: [{ properties: { b: { enum: ["x"] } } }] },
    [],
  ],
  ["minimum above maximum", { type: "integer", minimum: 2, maximum: 1 }, ["impossible-bound A.minimum"]],
  [
    "an exclusive bound that leaves nothing",
    { type: "number", minimum: 1, maximum: 1, exclusiveMinimum: true },
    ["impossible-bound A.minimum"],
  ],
  ["a fraction as bound of integers", { type: "integer", minimum: 1.5 }, ["impossible-bound A.minimum"]],
  ["the end of int64", { type: "integer", maximum: 2 ** 63 }, ["impossible-bound A.maximum"]],
  ["multipleOf 0", { type: "number", multipleOf: 0 }, ["impossible-bound A.multipleOf"]],
  ["lengths that exclude each other", { type: "string", minLength: 3, maxLength: 2 }, ["impossible-bound A.minLength"]],
  ["a negative length", { type: "string", minLength: -1 }, ["ignored-keyword A.minLength"]],
  ["a pattern on an integer", { type: "integer", pattern: "^x" }, ["ignored-keyword A.pattern"]],
  ["exclusiveMaximum alone", { type: "integer", exclusiveMaximum: true }, ["ignored-keyword A.exclusiveMaximum"]],
  [
    "bounds that bar a type from a union",
    { "x-kubernetes-preserve-unknown-fields": true, minLength: 1, maxLength: 0 },
    [],
  ],
  ["an empty enum", { type: "string", enum: [] }, ["ignored-keyword A.enum"]],
  ["an enum member of another type", { type: "string", enum: ["x", false] }, ["unreachable-enum-member A.enum[1]"]],
  ["nullable beside enum", { type: "string", nullable: true, enum: ["x"] }, ["nullable-enum A.enum"]],
  ["nullable with the enum in allOf", { type: "string", nullable: true, allOf: [{ enum: ["x"] }] }, []],
  [
    "a required property that is not declared",
    { type: "object", required: ["b"] },
    ["required-undeclared A.required[0]"],
  ],
  [
    "the same in a junctor",
    { type: "object", properties: {}, anyOf: [{ required: ["b"] }] },
    ["required-undeclared A.anyOf[0].required[0]"],
  ],
  ["the same under not", { type: "object", not: { required: ["b"] } }, []],
  [
    "a bad default below a map",
    { type: "object", additionalProperties: { type: "object", properties: { b: { type: "integer", default: "x" } } } },
    ["hidden-default A.additionalProperties.properties[b].default"],
  ],
  [
    "a good default below a map",
    { type: "object", additionalProperties: { type: "object", properties: { b: { type: "integer", default: 1 } } } },
    [],
  ],
  [
    "a fraction as int-or-string",
    { "x-kubernetes-int-or-string": true, default: 1.5 },
    ["unchecked-default A.default"],
  ],
  ["equal keys by default", { ...keyed, default: [{ v: "a" }, { k: "x" }] }, ["unchecked-default A.default[1]"]],
  ["distinct keys", { ...keyed, default: [{ v: "a" }, { k: "y" }] }, []],
  [
    "a set with equal members",
    { type: "array", "x-kubernetes-list-type": "set", items: { type: "string" }, default: ["a", "a"] },
    ["unchecked-default A.default[1]"],
  ],
  [
    "a set of lists",
    { type: "array", "x-kubernetes-list-type": "set", items: { type: "array", items: { type: "string" } } },
    ["set-of-structures A.x-kubernetes-list-type"],
  ],
  ["a map of anything", { type: "object", additionalProperties: true }, ["open-map-pruned A.additionalProperties"]],
  ["an unknown format", { type: "string", format: "mqtt-topic" }, ["unknown-format A.format"]],
  ["int32 without bounds", { type: "integer", format: "int32" }, ["number-format A.format"]],
  ["int32 within bounds", { type: "integer", format: "int32", minimum: 0, maximum: 9 }, []],
  ["a keyword that the server lacks", { type: "string", const: "x" }, ["unknown-field A.const"]],
  ["the same below items", { type: "array", items: { type: "string", const: "x" } }, ["dropped-field A.items.const"]],
];

test.each(ACCEPTED)("%s", (_name, schema, warnings) => {
  expect(warningsOf(definitionWith(schema))).toEqual(warnings);
});

/** Paths of printer columns, and whether they lead somewhere. */
const COLUMNS: readonly (readonly [path: string, leads: boolean])[] = [
  [".spec.a", true],
  [".metadata.creationTimestamp", true],
  [".status.conditions[?(@.type=='Ready')].status", true],
  [".status.conditions[0].type", true],
  [".status.conditions[*].type", true],
  [".status..type", true],
  [".status.labels.site", true],
  [".status.labels['a.b']", true],
  [".status.free.x.y", true],
  [".spec.b", false],
  [".spec.a.b", false],
  [".status.conditions.type", false],
  [".status..tpye", false],
  [".spec.a[", false],
  [".spec.a[?(@.x]", false],
];

test.each(COLUMNS)("a printer column of %s", (jsonPath, leads) => {
  const text = { type: "string" };
  const condition = { type: "object", properties: { type: text, status: text } };
  const status = {
    type: "object",
    properties: {
      conditions: { type: "array", items: condition },
      labels: { type: "object", additionalProperties: text },
      free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
    },
  };
  const schema = { type: "object", properties: { spec: { type: "object", properties: { a: text } }, status } };
  const column = { name: "a", type: "string", jsonPath };
  const place = "spec.versions[0].additionalPrinterColumns[0].jsonPath";
  const warnings = leads ? [] : [`printer-column-nowhere ${place}`];
  expect(warningsOf(definitionOf(schema, { additionalPrinterColumns: [column] }))).toEqual(warnings);
});

test("the paths of scale and the versions that are served", () => {
  const scale = { specReplicasPath: ".spec.n", statusReplicasPath: ".status.n" };
  expect(warningsOf(definitionWith({ type: "string" }, { served: false, subresources: { scale } }))).toEqual([
    "no-served-version spec.versions",
    "scale-path-nowhere spec.versions[0].subresources.scale.specReplicasPath",
    "scale-path-nowhere spec.versions[0].subresources.scale.statusReplicasPath",
  ]);
});

test("sizes", () => {
  const long = (length: number) => definitionWith({ type: "string", description: "x".repeat(length) });
  expect(warningsOf(long(200_000))).toEqual([]);
  expect(warningsOf(long(300_000))).toEqual(["large "]);
  expect(lintText(JSON.stringify(long(1_600_000)), "crd.json")).toMatchObject([
    { accepted: false, diagnostics: [{ code: "too-large" }] },
  ]);
});
