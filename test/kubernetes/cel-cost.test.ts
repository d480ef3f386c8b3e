import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customResourceDefinition } from "../../generator/emit/crds.js";
import { lintModel } from "../../generator/input/lint-model.js";
import { lintSchemas } from "../../generator/input/lint-schemas.js";
import { loadSchemas } from "../../generator/input/load-schemas.js";
import { normalizeSchema } from "../../generator/input/normalize-schema.js";
import { readCrds } from "../../generator/input/read-crds.js";
import { resolveRefs } from "../../generator/input/resolve-refs.js";
import { translateSchemas } from "../../generator/input/translate/translate-schemas.js";
import { buildModel } from "../../generator/model/build-model.js";
import type { JsonObject } from "../../generator/model/model.js";
import { checkSourceCel } from "../../generator/source-cel/check.js";
import { folderWith } from "../generator/source-folder.js";
import { filesOf, kindOf } from "./fuzz/sources.js";
import { missingGo, Oracle } from "./verdict.js";

const TEXT = { type: "string", maxLength: 10 };
const list = (maxItems: number | undefined, items: JsonObject): JsonObject => ({
  type: "array",
  items,
  ...(maxItems !== undefined && { maxItems }),
});
const map = (
  pattern: string,
  maxProperties: number | undefined,
  additionalProperties: JsonObject = TEXT,
): JsonObject => ({
  type: "object",
  propertyNames: { pattern },
  additionalProperties,
  ...(maxProperties !== undefined && { maxProperties }),
});
const object = (properties: Readonly<Record<string, JsonObject>>, required: string[] = []): JsonObject => ({
  type: "object",
  additionalProperties: false,
  properties,
  required,
});
const withRules = (schema: JsonObject, ...rules: readonly string[]): JsonObject => ({
  ...schema,
  "x-kubernetes-validations": rules.map((rule) => ({ rule, message: "m" })),
});
const long = (length: number) => "a".repeat(length);

/** Schemas that grow with a number: which is the greatest that the server takes? */
const GROWING: readonly { name: string; most: number; schema: (size: number) => JsonObject }[] = [
  { name: "keys of a map", most: 4e6, schema: (size) => map("^[a-z]+$", size) },
  { name: "items around a map", most: 1e6, schema: (size) => list(size, map("^[a-z]+$", 30)) },
  { name: "values around a map", most: 1e6, schema: (size) => ({ ...map("b", size, map("^é😀*$", 7)) }) },
  { name: "lists in lists", most: 1e6, schema: (size) => list(3, list(size, object({ m: map("^a", 11) }))) },
  {
    name: "items that a condition bounds",
    most: 1e6,
    schema: (size) => ({ ...list(undefined, map("^[a-z]+$", 30)), allOf: [{ maxItems: size }, { maxItems: 1e6 }] }),
  },
  { name: "pattern in an unbounded list", most: 100, schema: (size) => list(undefined, map(long(size), 1)) },
  { name: "pattern of an unbounded map", most: 10_000, schema: (size) => map(long(size), undefined) },
  ...[
    ["integers", { type: "integer" }],
    ["flags", { type: "boolean" }],
    ["times", { type: "string", format: "date-time" }],
    ["lists", list(2, TEXT)],
    ["objects", object({ é: TEXT, b: { type: "integer" }, c: { ...TEXT, default: "x" } }, ["é", "b", "c"])],
    ["integers or strings", { type: ["integer", "string"], maxLength: 3 }],
  ].map(([name, values]) => ({
    name: `pattern of an unbounded map of ${name as string}`,
    most: 10_000,
    schema: (size: number) => map(long(size), undefined, values as JsonObject),
  })),
  {
    name: "maps of one version",
    most: 50,
    schema: (size) =>
      object(Object.fromEntries(Array.from({ length: size }, (_, index) => [`m${index}`, map(long(4), 1_900_000)]))),
  },
];

/** The same with rules of the source's own. */
const GROWING_RULES: typeof GROWING = [
  {
    name: "text that a rule matches",
    most: 1e8,
    schema: (size) => withRules({ type: "string", maxLength: size }, "self.matches('^[a-z]+$')"),
  },
  {
    name: "items that a rule compares with each other",
    most: 1e5,
    schema: (size) => withRules(list(size, TEXT), "self.all(a, self.exists_one(b, a == b))"),
  },
  {
    name: "items around a rule about a list of objects with defaults",
    most: 1e7,
    schema: (size) =>
      list(
        size,
        withRules(
          object({ parts: list(4, object({ id: TEXT, size: { type: "integer", default: 1 } }, ["id"])) }),
          "!has(self.parts) || self.parts.filter(p, p.size > 1).map(p, p.id).all(id, id.contains('x'))",
        ),
      ),
  },
  {
    name: "values of a map in an unbounded list",
    most: 1e6,
    schema: (size) =>
      list(undefined, withRules({ ...map("^b", 3), maxProperties: size }, "self.all(k, self[k] != '')")),
  },
  {
    name: "text of a transition rule",
    most: 1e9,
    schema: (size) => withRules(object({ t: { type: "string", maxLength: size } }, ["t"]), "self.t == oldSelf.t"),
  },
  {
    name: "items that an optional list has",
    most: 1e7,
    schema: (size) => withRules(object({ l: list(size, TEXT) }), "self.?l.orValue([]).size() == 0 || 'a' in self.l"),
  },
  {
    name: "text that a message repeats",
    most: 1e9,
    schema: (size) => ({
      type: "string",
      maxLength: size,
      "x-kubernetes-validations": [{ rule: "self.size() > 1", messageExpression: "self + self" }],
    }),
  },
];

describe.skipIf(missingGo() !== undefined)("what CEL rules cost, by the server's own estimate", () => {
  let oracle: Oracle;
  beforeAll(async () => {
    oracle = await Oracle.build();
  });
  afterAll(() => oracle.remove());

  test.each([...GROWING, ...GROWING_RULES])("$name", async ({ schema, most }) => {
    let [taken, refused] = [0, most];
    while (refused - taken > 1) {
      const middle = Math.floor((taken + refused) / 2);
      if ((await judge(schema(middle))).codes.length > 0) refused = middle;
      else taken = middle;
    }
    expect(taken).toBeGreaterThan(0);
    const [last, next] = [await judge(schema(taken)), await judge(schema(refused))];
    expect(next.codes).toEqual(["cel-cost"]);
    const [lastVerdict, nextVerdict] = await oracle.judgeTexts([last.crd, next.crd]);
    expect(lastVerdict).toMatchObject({ accepted: true, errors: null });
    expect(nextVerdict?.errors?.[0]?.message).toMatch(/estimated (?:rule|messageExpression) cost/);
  });
});

/** What the linter says of a schema, and the CRD that the server would get. */
async function judge(spec: JsonObject): Promise<{ codes: string[]; crd: string }> {
  const files = Object.entries(filesOf({ spec, parts: {} }, 0));
  const folder = await folderWith(
    Object.fromEntries(files.map(([name, json]) => [`schema/${name}`, JSON.stringify(json)])),
  );
  const { documents } = await loadSchemas(join(folder, "schema"));
  const linted = lintSchemas(translateSchemas(documents).documents);
  const normalized = resolveRefs(linted.schemas).map(normalizeSchema);
  const model = buildModel(normalized, readCrds(linted.crds, linted.schemas));
  const found = [...lintModel(normalized, linted, model), ...checkSourceCel(model, {}, normalized, documents)];
  const codes = found.filter(({ severity }) => severity === "error").map(({ code }) => code);
  const crd = model.crds.find(({ names }) => names.kind === kindOf(0));
  if (!crd) throw new Error("There is no CRD");
  return { codes: [...new Set(codes)], crd: JSON.stringify(customResourceDefinition(model, crd)) };
}
