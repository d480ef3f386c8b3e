import { expect, test } from "vitest";
import { NORMALIZATIONS } from "../../../generator/input/normalize-schema.js";
import type { NormalizedNode, ResolvedNode } from "../../../generator/input/schema-document.js";
import { deepFreeze } from "../source-folder.js";

const rule = { code: "a-rule", message: "this is wrong", remedy: "mend it" };
const flag: ResolvedNode = { pointer: "/properties/b", type: "boolean" };

interface Case {
  readonly part: keyof NormalizedNode;
  readonly given: Omit<ResolvedNode, "pointer">;
  readonly want: unknown;
}

const cases: readonly Case[] = [
  { part: "pointer", given: {}, want: "/at" },
  { part: "kind", given: { type: "object", additionalProperties: false }, want: "object" },
  { part: "kind", given: { type: "object", additionalProperties: flag }, want: "map" },
  { part: "kind", given: { reference: "Duration" }, want: "reference" },
  { part: "kind", given: { "x-kubernetes-preserve-unknown-fields": true }, want: "any" },
  {
    part: "documentation",
    given: { $comment: "why", deprecated: true, "x-octopus-secret": true, "x-octopus-expected": "a word" },
    want: { description: "", comment: "why", deprecated: true, examples: [], expected: "a word", secret: true },
  },
  { part: "default", given: { default: false }, want: false },
  { part: "aliasOf", given: { "x-octopus-alias-of": "right" }, want: "right" },
  { part: "reference", given: { reference: "Duration" }, want: "Duration" },
  { part: "properties", given: {}, want: [] },
  { part: "required", given: {}, want: [] },
  {
    part: "required",
    given: {
      properties: [
        ["a", flag],
        ["b", flag],
        ["c", flag],
      ],
      required: ["c", "a"],
    },
    want: ["a", "c"],
  },
  { part: "open", given: { type: "object" }, want: false },
  { part: "open", given: { type: "object", additionalProperties: true }, want: true },
  { part: "values", given: { type: "object", additionalProperties: true }, want: undefined },
  { part: "keyPattern", given: { propertyNames: { pattern: "^a" } }, want: "^a" },
  { part: "items", given: {}, want: undefined },
  { part: "enum", given: { const: "only" }, want: [{ value: "only", description: "" }] },
  {
    part: "enum",
    given: { enum: [0, 3] },
    want: [
      { value: 0, description: "" },
      { value: 3, description: "" },
    ],
  },
  {
    part: "enum",
    given: { oneOf: [{ const: 3, description: "MQTT 3.1" }] },
    want: [{ value: 3, description: "MQTT 3.1" }],
  },
  { part: "enum", given: { enum: [true] }, want: [{ value: true, description: "" }] },
  { part: "nullable", given: { nullable: true }, want: true },
  { part: "kind", given: { type: ["integer", "string"] }, want: "int-or-string" },
  { part: "bounds", given: { minLength: 0, maxLength: 9, title: "T" }, want: { minLength: 0, maxLength: 9 } },
  { part: "pattern", given: { pattern: "^a" }, want: "^a" },
  { part: "format", given: { format: "date-time" }, want: "date-time" },
  {
    part: "conditions",
    given: {
      allOf: [
        { required: ["a"], "x-octopus-rule": rule },
        { properties: { a: { const: 1 } }, $comment: "prose" },
      ],
      not: { anyOf: [{ items: { const: "x" } }] },
    },
    want: [{ properties: { a: { enum: [1] } } }, { not: { anyOf: [{ items: { enum: ["x"] } }] } }],
  },
  {
    part: "rules",
    given: { allOf: [{ not: { const: 1 }, "x-octopus-rule": rule }, { required: ["a"] }] },
    want: [{ ...rule, condition: { not: { enum: [1] } } }],
  },
  {
    part: "warnings",
    given: { "x-octopus-warnings": [{ ...rule, if: { const: 1 }, at: "a" }] },
    want: [{ ...rule, if: { enum: [1] }, at: "a" }],
  },
  {
    part: "kubernetes",
    given: { type: "object", "x-kubernetes-map-type": "atomic" },
    want: { "x-kubernetes-map-type": "atomic" },
  },
];

test.each(cases.map((one) => [NORMALIZATIONS[one.part].name, one] as const))("%s", (_, { part, given, want }) => {
  expect(NORMALIZATIONS[part].apply(deepFreeze({ ...given, pointer: "/at" }))).toEqual(want);
});

test("every rule has a case", () => {
  expect(new Set(cases.map(({ part }) => part))).toEqual(new Set(Object.keys(NORMALIZATIONS)));
});
