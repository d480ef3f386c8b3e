import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { check } from "../../../generator/check.js";
import { configTypes } from "../../../generator/config/write-types.js";
import { defineConfig } from "../../../generator/index.js";
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from "../../../generator/kubernetes-features.js";
import {
  ENUM_STYLES,
  FILE_NAME_STYLES,
  FORMATTERS,
  IMPORT_EXTENSIONS,
  MODULE_SYNTAXES,
  OPTIONAL_PROPERTIES,
  PACKAGE_TYPES,
  type OutputOptions,
} from "../../../generator/output-options.js";
import { resolveOutput } from "../../../generator/output/resolve-output.js";
import { repositoryRoot } from "../../repository/imports.js";

const FOLDER = join(repositoryRoot, "generator/config");

interface ConfigSchema {
  $defs: Record<"JobConfig" | "OutputConfig", { properties: Record<string, { enum?: string[]; default?: unknown }> }>;
}

const configSchema = async () =>
  JSON.parse(await readFile(join(FOLDER, "schema/codegen-config.schema.json"), "utf8")) as ConfigSchema;

test("the types of a configuration are those of its schema; npm run generate writes them", async () => {
  const { files, diagnostics } = await configTypes();
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const found = await check(files, FOLDER);
  expect(found.map(({ diff }) => diff)).toEqual([]);
});

test("editors and other tools read the schema as it is", async () => {
  const ajv = new Ajv2020({ strictTypes: false, allowUnionTypes: true });
  const validate = ajv.compile(await configSchema());
  expect(validate(defineConfig({ jobs: { edge: { kubernetes: "1.30", maxDescription: 0, cache: false } } }))).toBe(
    true,
  );
  expect(validate({ jobs: { edge: { kubernetes: 1.3 } } })).toBe(false);
});

/** The names in one column of the table of the README whose head begins so. */
async function readmeColumn(heading: string, column: number): Promise<string[]> {
  const readme = await readFile(join(repositoryRoot, "generator/README.md"), "utf8");
  const [table = ""] = readme.slice(readme.indexOf(`\n| ${heading}`) + 1).split("\n\n");
  const rows = table.split("\n").slice(2);
  return rows.map((row) => /`(\w+)/.exec(row.split("|")[column] ?? "")?.[1] ?? row).sort();
}

test("the README names every key of a job, and every output option", async () => {
  const { JobConfig, OutputConfig } = (await configSchema()).$defs;
  expect(await readmeColumn("key of a job", 1)).toEqual([...Object.keys(JobConfig.properties), "emitters"].sort());
  expect(await readmeColumn("flag ", 2)).toEqual([...Object.keys(OutputConfig.properties), "templates"].sort());
});

test("output of a job has the output options, with their values and defaults", async () => {
  const { properties } = (await configSchema()).$defs.OutputConfig;
  const { templates, ...defaults } = await resolveOutput({ importExtension: ".js" }, undefined);
  expect([Object.keys(properties).sort(), templates]).toEqual([Object.keys(defaults).sort(), ""]);
  const said = Object.entries(properties).flatMap(([key, { enum: values }]) => (values ? [[key, values]] : []));
  expect(Object.fromEntries(said)).toEqual({
    importExtension: IMPORT_EXTENSIONS,
    module: MODULE_SYNTAXES,
    enums: ENUM_STYLES,
    optionalProperties: OPTIONAL_PROPERTIES,
    fileNames: FILE_NAME_STYLES,
    formatter: FORMATTERS,
    packageTypes: PACKAGE_TYPES,
  });
  for (const [key, { default: value }] of Object.entries(properties))
    if (value !== undefined) expect({ [key]: value }).toEqual({ [key]: defaults[key as keyof typeof defaults] });
  const config: Required<Omit<OutputOptions, "templates">> = defaults;
  expect(defineConfig({ jobs: { edge: { output: config } } }).jobs.edge?.output).toBe(config);
});

test("a job may name every version of Kubernetes that --kubernetes takes", async () => {
  const { kubernetes } = (await configSchema()).$defs.JobConfig.properties;
  const versions = Array.from(
    { length: NEWEST_KUBERNETES - OLDEST_KUBERNETES + 1 },
    (_, index) => OLDEST_KUBERNETES + index,
  );
  expect(kubernetes?.enum).toEqual(versions.map((minor) => `1.${minor}`));
});
