import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDiagnostic } from "../../../generator/diagnostics.js";
import { generate } from "../../../generator/generate.js";
import { namesOf } from "../../../generator/model/names.js";
import { repositoryRoot } from "../../repository/imports.js";
import { folderWith, schema } from "../source-folder.js";
import { importOutput } from "../support/generated-code.js";

type Exports = Readonly<Record<string, unknown>>;

async function generated(schemaDir: string) {
  const output = { arbitraries: true, importExtension: ".js" } as const;
  const { files, model, diagnostics } = await generate({ schemaDir, output });
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(formatDiagnostic);
  return { files, types: model?.types ?? [], errors };
}

/** Folders of sources without errors. */
const GOLDEN = ["test/generator/output/golden", "generator/examples"].flatMap((parent) =>
  readdirSync(join(repositoryRoot, parent)).map((name) => `${parent}/${name}`),
);

/** Makes 200 documents of each type, and tries the generated functions with them. */
async function expectValid(schemaDir: string): Promise<void> {
  const { files, types, errors } = await generated(schemaDir);
  expect(errors).toEqual([]);
  const index = `export * from "./index.js"; export * from "./arbitraries/index.js";`;
  const all = await importOutput<Exports>([...files, { path: "all.ts", content: index }], "all.ts");
  for (const type of types) {
    const names = namesOf(type);
    const validate = all[names.validate] as (value: unknown) => unknown[];
    const applyDefaults = all[names.applyDefaults] as ((value: unknown) => unknown) | undefined;
    const samples = all[names.samplesName] as unknown[];
    expect(samples, type.name).not.toEqual([]);
    expect(samples.flatMap(validate), type.name).toEqual([]);
    const holds = (value: unknown): void => {
      expect(validate(value), type.name).toEqual([]);
      if (!applyDefaults) return;
      const once = applyDefaults(value);
      expect(applyDefaults(once), type.name).toEqual(once);
      expect(JSON.parse(JSON.stringify(once)), type.name).toEqual(once);
    };
    fc.assert(fc.property(all[names.arbitrary] as fc.Arbitrary<unknown>, holds), { numRuns: 200, seed: 7 });
  }
}

describe("each document of an arbitrary is valid, and stays so with its defaults", () => {
  test("of all types of the SDK", { timeout: 120_000 }, async () => {
    await expectValid(join(repositoryRoot, "schema"));
  });

  test.each(GOLDEN)("of the sources in %s", async (folder) => {
    await expectValid(join(repositoryRoot, folder, "schema"));
  });

  test("of schemas with all that limits a value", async () => {
    const text = { type: "string", maxLength: 9 };
    const files = {
      "schema/gear.schema.json": schema("Gear", { type: "string", enum: ["slow", "fast"] }),
      "schema/fan.schema.json": schema("Fan", {
        type: "object",
        additionalProperties: false,
        required: ["name", "gears"],
        minProperties: 3,
        dependentRequired: { low: ["high"] },
        properties: {
          name: { ...text, minLength: 2 },
          code: { ...text, pattern: "^[a-f]{3}-[0-9]+$", examples: ["abc-1"] },
          gears: { type: "array", minItems: 1, maxItems: 2, uniqueItems: true, items: { $ref: "./gear.schema.json" } },
          low: { type: "integer", minimum: -9, maximum: 99, multipleOf: 3 },
          high: { type: "number", exclusiveMinimum: 0, maximum: 0.5 },
          fixed: { const: "Fan" },
          port: { type: ["integer", "string"], maximum: 9, maxLength: 9 },
          since: { type: "string", format: "date-time" },
          labels: {
            type: "object",
            maxProperties: 2,
            propertyNames: { pattern: "^[a-z]+$" },
            additionalProperties: text,
          },
          note: { type: ["string", "null"], maxLength: 9, default: null },
          ["__proto__"]: { type: "boolean" },
        },
        oneOf: [{ required: ["code"] }, { required: ["port"] }],
        examples: [{ name: "ab", gears: ["slow"], code: "abc-1" }],
      }),
    };
    await expectValid(join(await folderWith(files), "schema"));
  });
});

test("a type of which no valid value is found is an error that asks for one", async () => {
  const items = { type: "string", maxLength: 9 };
  const pair = { type: "array", minItems: 2, maxItems: 3, uniqueItems: true, items };
  const folder = join(await folderWith({ "schema/pair.schema.json": schema("Pair", pair) }), "schema");
  const { files, errors } = await generated(folder);
  expect(files).toEqual([]);
  expect(errors).toEqual([expect.stringMatching(/pair\.schema\.json.* invalid-example: .*Pair.*add `examples`/)]);
});

test("there is nothing of them by default", async () => {
  const folder = await folderWith({ "schema/gear.schema.json": schema("Gear", { type: "string", enum: ["slow"] }) });
  const { files } = await generate({ schemaDir: join(folder, "schema") });
  expect(files.filter(({ path }) => path.includes("arbitrar"))).toEqual([]);
});
