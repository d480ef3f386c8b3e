import { join } from "node:path";
import { expect, test } from "vitest";
import { buildSources } from "../../../generator/generate.js";
import { lintSchemas } from "../../../generator/input/lint-schemas.js";
import { loadSchemas } from "../../../generator/input/load-schemas.js";
import { normalizeSchema } from "../../../generator/input/normalize-schema.js";
import { resolveRefs } from "../../../generator/input/resolve-refs.js";
import { translateSchemas } from "../../../generator/input/translate/translate-schemas.js";
import { buildModel } from "../../../generator/model/build-model.js";
import { expandDefaults } from "../../../generator/model/expand-defaults.js";
import type { ObjectShape, PropertyModel } from "../../../generator/model/model.js";
import { deepFreeze, folderWith, schema } from "../source-folder.js";

async function propertiesOf(
  properties: object,
  others: Record<string, string> = {},
): Promise<Record<string, PropertyModel>> {
  const subject = schema("Subject", { type: "object", properties, additionalProperties: false });
  const folder = await folderWith({ "schema/subject.schema.json": subject, ...others });
  const { model, diagnostics } = await buildSources(join(folder, "schema"));
  expect(diagnostics).toEqual([]);
  const shape = model?.types.find(({ name }) => name === "Subject")?.shape as ObjectShape;
  return Object.fromEntries(shape.properties.map((property) => [property.wireName, property]));
}

const nothing = { conditions: [], kubernetes: {} };

test("shapes carry their bounds, and what has no place of its own becomes a condition", async () => {
  const { text, list, map, object, flag, level } = await propertiesOf({
    text: { type: "string", minLength: 1, maxLength: 9, pattern: "^a" },
    list: { type: "array", maxItems: 3, items: { type: "integer", minimum: 0 } },
    map: {
      type: "object",
      maxProperties: 2,
      propertyNames: { pattern: "^k" },
      additionalProperties: { type: "boolean" },
    },
    object: { type: "object", minProperties: 1, additionalProperties: true },
    flag: { type: "boolean", const: true },
    level: { type: "integer", oneOf: [{ const: 1, description: "at least once" }] },
  });
  expect(text?.shape).toEqual({ kind: "string", ...nothing, minLength: 1, maxLength: 9, pattern: "^a" });
  expect(list?.shape).toEqual({
    kind: "array",
    ...nothing,
    maxItems: 3,
    items: { kind: "integer", ...nothing, minimum: 0 },
  });
  expect(map?.shape).toEqual({
    kind: "map",
    ...nothing,
    maxProperties: 2,
    keyPattern: "^k",
    values: { kind: "boolean", ...nothing },
  });
  expect(object?.shape).toMatchObject({
    kind: "object",
    open: true,
    properties: [],
    conditions: [{ minProperties: 1 }],
  });
  expect(flag?.shape).toEqual({ kind: "boolean", ...nothing, enum: [{ value: true, description: "" }] });
  expect(level?.shape).toMatchObject({ kind: "integer", enum: [{ value: 1, description: "at least once" }] });
});

test("a reference keeps what stands beside it", async () => {
  const wait = schema("Wait", { type: "string", maxLength: 9, pattern: "^-?[0-9]+s$" });
  const { timeout } = await propertiesOf(
    { timeout: { $ref: "wait.schema.json", description: "How long.", default: "3s", not: { pattern: "^-" } } },
    { "schema/wait.schema.json": wait },
  );
  expect(timeout).toMatchObject({
    description: "How long.",
    default: "3s",
    shape: { kind: "reference", type: "Wait", conditions: [{ not: { pattern: "^-" } }] },
  });
});

test("defaults are closed under those of their children, through references, lists and maps", async () => {
  const store = schema("Store", {
    type: "object",
    properties: {
      type: { type: "string", enum: ["Memory", "File"], default: "Memory" },
      path: { type: "string", maxLength: 99, default: "/var" },
      size: { type: "integer" },
    },
    additionalProperties: false,
  });
  const $ref = "store.schema.json";
  const { one, empty, none, list, map } = await propertiesOf(
    {
      one: { $ref, default: { type: "File", size: null } },
      empty: { $ref, default: {} },
      none: { $ref },
      list: { type: "array", maxItems: 2, items: { $ref }, default: [{ path: null }] },
      map: { type: "object", maxProperties: 2, additionalProperties: { $ref }, default: { a: {}, b: null } },
    },
    { "schema/store.schema.json": store },
  );
  expect(one?.default).toEqual({ type: "File", path: "/var" });
  expect(empty?.default).toEqual({ type: "Memory", path: "/var" });
  expect(none).not.toHaveProperty("default");
  expect(list?.default).toEqual([{ type: "Memory", path: "/var" }]);
  expect(map?.default).toEqual({ a: { type: "Memory", path: "/var" } });
});

test("no stage changes what it is given", async () => {
  const { documents } = deepFreeze(await loadSchemas("schema"));
  const translated = deepFreeze(translateSchemas(documents));
  expect(translated.diagnostics).toEqual([]);
  const linted = deepFreeze(lintSchemas(translated.documents));
  expect(linted.diagnostics).toEqual([]);
  const resolved = deepFreeze(resolveRefs(linted.schemas));
  const normalized = deepFreeze(resolved.map(normalizeSchema));
  const model = deepFreeze(buildModel(normalized, []));
  expect(expandDefaults(model).types).toHaveLength(linted.schemas.length);
});

test("the model is plain JSON", async () => {
  const { model } = await buildSources("schema");
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
});
