import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildSources } from "../../../generator/generate.js";
import { applyDefaults } from "../../../generator/model/expand-defaults.js";
import type { JsonValue, OutputFile, SchemaModel } from "../../../generator/model/model.js";
import { typeNamed } from "../../../generator/model/names.js";
import { folderWith, schema } from "../source-folder.js";
import { loadApplier } from "../support/appliers.js";
import { typeErrors } from "../support/generated-code.js";
import { emitValidatorModules } from "../support/validators.js";
import { NUMBER_CASES } from "./number-cases.js";
import { TEXT_CASES } from "./text-cases.js";
import { TYPE_CASES } from "./type-cases.js";
import { LIST_CASES } from "./list-cases.js";
import { MAP_CASES } from "./map-cases.js";

/** Every translated case as a property, as the items of a list and as the values of a map. */
const ACCEPTED = [...TYPE_CASES, ...NUMBER_CASES, ...TEXT_CASES, ...MAP_CASES, ...LIST_CASES].filter(
  ({ good, draft, root }) => good !== undefined && draft === undefined && !root,
);

function sourceOfAll(): string {
  const members = ACCEPTED.map(({ source }, index) => [`p${index}`, source] as const);
  const bare = (source: unknown) =>
    Object.fromEntries(Object.entries(source as object).filter(([name]) => name !== "default"));
  const lists = ACCEPTED.map(
    ({ source }, index) => [`l${index}`, { type: "array", maxItems: 3, items: bare(source) }] as const,
  );
  const maps = ACCEPTED.map(
    ({ source }, index) =>
      [`m${index}`, { type: "object", maxProperties: 3, additionalProperties: bare(source) }] as const,
  );
  const properties = Object.fromEntries([...members, ...lists, ...maps]);
  return schema("Subject", { type: "object", properties, additionalProperties: false, examples: [{}] });
}

async function generateAll(): Promise<{ model: SchemaModel; files: readonly OutputFile[] }> {
  const folder = await folderWith({ "schema/subject.schema.json": sourceOfAll() });
  const { model, diagnostics } = await buildSources(join(folder, "schema"));
  if (!model)
    throw new Error(
      JSON.stringify(
        diagnostics.filter(({ severity }) => severity === "error"),
        undefined,
        2,
      ),
    );
  return { model, files: await emitValidatorModules(model) };
}

describe("all cases in one type", () => {
  let loading: Promise<{ model: SchemaModel; files: readonly OutputFile[] }> | undefined;

  /** Generated once, within the first test that asks. */
  function output(): Promise<{ model: SchemaModel; files: readonly OutputFile[] }> {
    return (loading ??= generateAll());
  }

  test("types, appliers and validators compile under the strictest settings", async () => {
    const { files } = await output();
    expect(typeErrors(files.filter(({ path }) => path.endsWith(".ts")))).toEqual([]);
  }, 120_000);

  test("types say what the sources say", async () => {
    const { files } = await output();
    const text = files.find(({ path }) => path === "types/subject.ts")?.content ?? "";
    const typeOf = (name: string) => {
      const index = ACCEPTED.findIndex((one) => one.name === name);
      return ["p", "l", "m"].map((letter) => new RegExp(`\\b${letter}${index}\\?: ([^;]*);`).exec(text)?.[1]);
    };
    expect(typeOf("an integer or a string")).toEqual([
      "number | string | null",
      "(number | string)[] | null",
      "Record<string, number | string | null> | null",
    ]);
    expect(typeOf("a choice or null")[1]).toBe('("x" | null)[] | null');
    expect(typeOf("a constant flag")[0]).toBe("true | null");
    expect(typeOf("a string or null")[1]).toBe("(string | null)[] | null");
  });

  test("the applier does what the model's own rules do, with null everywhere", async () => {
    const { model } = await output();
    const apply = await loadApplier(model);
    const documents = ACCEPTED.flatMap(({ good = [] }, index): JsonValue[] =>
      [...good, null].flatMap((value) => {
        if (value === undefined) return [];
        const json = value as JsonValue;
        return [{ [`p${index}`]: json }, { [`l${index}`]: [json, null] }, { [`m${index}`]: { a: json, b: null } }];
      }),
    );
    const root = model.types[0]?.shape;
    if (!root) throw new Error("There is no type");
    for (const document of documents)
      expect(apply(document)).toEqual(applyDefaults(root, document, (name) => typeNamed(model, name)));
  });
});
