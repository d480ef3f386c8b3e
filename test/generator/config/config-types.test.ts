import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { check } from "../../../generator/check.js";
import { configTypes } from "../../../generator/config/write-types.js";
import { defineConfig } from "../../../generator/index.js";
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from "../../../generator/kubernetes-features.js";
import { repositoryRoot } from "../../repository/imports.js";

const FOLDER = join(repositoryRoot, "generator/config");

interface ConfigSchema {
  $defs: { JobConfig: { properties: Record<string, { enum: string[] }> } };
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

test("the README names every key of a job", async () => {
  const readme = await readFile(join(repositoryRoot, "generator/README.md"), "utf8");
  const table = [...readme.matchAll(/^\| `(\w+)` +\|.*\| `--/gm)].map(([, key]) => key);
  expect(table.sort()).toEqual(Object.keys((await configSchema()).$defs.JobConfig.properties).sort());
});

test("a job may name every version of Kubernetes that --kubernetes takes", async () => {
  const { kubernetes } = (await configSchema()).$defs.JobConfig.properties;
  const versions = Array.from(
    { length: NEWEST_KUBERNETES - OLDEST_KUBERNETES + 1 },
    (_, index) => OLDEST_KUBERNETES + index,
  );
  expect(kubernetes?.enum).toEqual(versions.map((minor) => `1.${minor}`));
});
