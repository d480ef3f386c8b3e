import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../../generator/crd-diff/change.js";
import { compareSchemas } from "../../../generator/crd-diff/compare/compare-schemas.js";
import { RULES } from "../../../generator/crd-diff/rules/rules.js";
import type { JsonObject, JsonValue } from "../../../generator/model/model.js";
import { documentOf, mutationOf, structuralSchema } from "./arbitraries.js";
import { hasSoundDefaults, takes } from "./json-schema.js";

const compare = (old: JsonObject, next: JsonObject): Finding[] =>
  compareSchemas({ old, new: next, at: [], inJunctor: false });
const severities = (findings: readonly Finding[]) => findings.map(({ rule }) => RULES[rule].severity);

/** Two schemas that differ little, and documents that may suit the first. */
const changed = structuralSchema.chain((schema) =>
  fc.tuple(mutationOf(schema), fc.boolean()).chain(([mutated, swapped]) => {
    const [old, next] = swapped ? [mutated, schema] : [schema, mutated];
    return fc.record({
      old: fc.constant(old),
      next: fc.constant(next),
      documents: fc.array(documentOf(old), { minLength: 12, maxLength: 16 }),
    });
  }),
);

describe("what is called harmless", () => {
  test("takes every document that was taken", () => {
    const rules = new Set<string>();
    let taken = 0;
    fc.assert(
      fc.property(changed, ({ old, next, documents }) => {
        const findings = compare(old, next);
        if (findings.length === 0 || severities(findings).some((severity) => severity !== "harmless")) return;
        if (!hasSoundDefaults(old) || !hasSoundDefaults(next)) return;
        const suitable = documents.filter(takes(old));
        if (suitable.length > 0) for (const { rule } of findings) rules.add(rule);
        taken += suitable.length;
        const after = takes(next);
        expect(suitable.filter((document) => !after(document))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    // Or the property would hold because nothing was compared.
    expect(taken).toBeGreaterThan(400);
    expect(rules.size).toBeGreaterThan(10);
  }, 120_000);
});

describe("what is no change", () => {
  test("takes the same documents", () => {
    let same = 0;
    fc.assert(
      fc.property(changed, ({ old, next, documents }) => {
        if (compare(old, next).length > 0) return;
        same += 1;
        expect(documents.filter(takes(old))).toEqual(documents.filter(takes(next)));
      }),
      { numRuns: 600 },
    );
    expect(same).toBeGreaterThan(15);
  }, 120_000);

  test("is every schema beside itself", () => {
    fc.assert(
      fc.property(structuralSchema, (schema) => {
        expect(compare(schema, structuredClone(schema))).toEqual([]);
      }),
    );
  });
});

/** A schema, a tighter one, and a document that the first takes and the second does not. */
interface Tightening {
  readonly rule: string;
  readonly old: JsonObject;
  readonly new: JsonObject;
  readonly witness: JsonValue;
}

const bound = fc.integer({ min: 1, max: 6 });
const by = fc.integer({ min: 1, max: 3 });
const letters = (length: number) => "é".repeat(length);
const entries = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "x"]));
const string = { type: "string" };
const list = { type: "array", items: string };
const map = { type: "object", additionalProperties: string };

/** One end of a range becomes tighter or appears; the witness is the value at the old end. */
function ends(keyword: string, schema: JsonObject, witness: (size: number) => JsonValue): fc.Arbitrary<Tightening> {
  return fc.tuple(bound, by, fc.boolean()).map(([size, step, appears]) => {
    const tighter = keyword.startsWith("min") ? size + step : size - 1;
    const old = appears ? schema : { ...schema, [keyword]: size };
    return { rule: `${keyword}/tightened`, old, new: { ...schema, [keyword]: tighter }, witness: witness(size) };
  });
}

const fields = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });
const object = (names: readonly string[]): JsonObject => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, string])),
});

/** Those that need nothing drawn. */
const constants: readonly Tightening[] = [
  { rule: "type/changed", old: { type: "number" }, new: { type: "integer" }, witness: 0.5 },
  { rule: "type/changed", old: string, new: { type: "boolean" }, witness: "true" },
  { rule: "pattern/added", old: string, new: { ...string, pattern: "^a" }, witness: "b" },
  { rule: "additionalProperties/removed", old: map, new: { type: "object" }, witness: { a: "x" } },
  { rule: "allOf/added", old: object(["a"]), new: { ...object(["a"]), allOf: [{ required: ["a"] }] }, witness: {} },
  { rule: "anyOf/added", old: object(["a"]), new: { ...object(["a"]), anyOf: [{ required: ["a"] }] }, witness: {} },
  { rule: "not/added", old: object(["a"]), new: { ...object(["a"]), not: { required: ["a"] } }, witness: { a: "x" } },
  {
    rule: "oneOf/changed",
    old: { ...object(["a", "b"]), oneOf: [{ required: ["a"] }] },
    new: { ...object(["a", "b"]), oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    witness: { a: "x", b: "x" },
  },
  {
    rule: "default/removed",
    old: { type: "object", required: ["a"], properties: { a: { ...string, default: "x" } } },
    new: { type: "object", required: ["a"], properties: { a: string } },
    witness: {},
  },
  {
    rule: "fieldAddition/narrowing",
    old: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
    new: { ...object(["a"]), "x-kubernetes-preserve-unknown-fields": true },
    witness: { a: 1 },
  },
];

/** Each is drawn from as often as the others, so that no rule is left out of a run. */
const tightenings: readonly fc.Arbitrary<Tightening>[] = [
  ends("minimum", { type: "integer" }, (size) => size),
  ends("maximum", { type: "number" }, (size) => size),
  ends("minLength", string, letters),
  ends("maxLength", string, letters),
  ends("minItems", list, (size) => Array<string>(size).fill("x")),
  ends("maxItems", list, (size) => Array<string>(size).fill("x")),
  ends("minProperties", map, entries),
  ends("maxProperties", map, entries),
  excluded("minimum", "exclusiveMinimum"),
  excluded("maximum", "exclusiveMaximum"),
  bound.map((step) => ({
    rule: "multipleOf/tightened",
    old: { type: "integer", multipleOf: step },
    new: { type: "integer", multipleOf: step + 1 },
    witness: step,
  })),
  fields.map((values) => ({
    rule: "enum/valueRemoved",
    old: { ...string, enum: [...values, "z"] },
    new: { ...string, enum: [...values.slice(1), "z"] },
    witness: values[0] ?? "",
  })),
  fields.map((values) => ({ rule: "enum/added", old: string, new: { ...string, enum: values }, witness: "z" })),
  fields.map((names) => ({
    rule: "required/added",
    old: object(names),
    new: { ...object(names), required: names.slice(0, 1) },
    witness: {},
  })),
  fields.map((names) => ({
    rule: "existingFieldRemoval",
    old: object(names),
    new: object(names.slice(1)),
    witness: Object.fromEntries(names.map((name) => [name, "x"])),
  })),
  fields.map((names) => ({
    rule: "preserveUnknownFields/closed",
    old: { ...object(names), "x-kubernetes-preserve-unknown-fields": true },
    new: object(names),
    witness: { unknown: 1 },
  })),
  ...constants.map((constant) => fc.constant(constant)),
];

/** The value at an end of a range is not one of it any more. */
function excluded(keyword: string, flag: string): fc.Arbitrary<Tightening> {
  return bound.map((size) => {
    const old = { type: "number", [keyword]: size };
    return { rule: `${flag}/tightened`, old, new: { ...old, [flag]: true }, witness: size };
  });
}

/** The same below a property, a list or a map. */
function nested({ rule, old, new: next, witness }: Tightening, depth: readonly number[]): Tightening {
  const [kind, ...rest] = depth;
  if (kind === undefined) return { rule, old, new: next, witness };
  const wrap = WRAPPERS[kind % WRAPPERS.length] ?? WRAPPERS[0];
  return nested({ rule, old: wrap.schema(old), new: wrap.schema(next), witness: wrap.document(witness) }, rest);
}

const WRAPPERS = [
  {
    schema: (inner: JsonObject): JsonObject => ({ type: "object", properties: { p: inner } }),
    document: (inner: JsonValue): JsonValue => ({ p: inner }),
  },
  {
    schema: (inner: JsonObject): JsonObject => ({ type: "array", items: inner }),
    document: (inner: JsonValue): JsonValue => [inner],
  },
  {
    schema: (inner: JsonObject): JsonObject => ({ type: "object", additionalProperties: inner }),
    document: (inner: JsonValue): JsonValue => ({ k: inner }),
  },
] as const;

describe("what is called breaking", () => {
  test("refuses a document that was taken, at any depth", () => {
    const seen = new Set<string>();
    const depths = fc.array(fc.nat({ max: 2 }), { maxLength: 3 });
    for (const tightening of tightenings) {
      fc.assert(
        fc.property(tightening, depths, (change, depth) => {
          const { rule, old, new: next, witness } = nested(change, depth);
          seen.add(rule);
          const findings = compare(old, next);
          expect(findings.map((found) => found.rule)).toContain(rule);
          expect(severities(findings)).toContain("breaking");
          expect([takes(old)(witness), takes(next)(witness)]).toEqual([true, false]);
        }),
        { numRuns: 40 },
      );
    }
    expect(seen.size).toBe(25);
  }, 120_000);
});
