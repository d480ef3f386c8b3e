import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { repositoryRoot } from "../../repository/imports.js";
import { run } from "../command-line.js";
import { folderWith } from "../source-folder.js";

/** A project in which the SDK, whose schemas the first one refers to, is installed. */
async function project(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await folderWith(files);
  await mkdir(join(folder, "node_modules"));
  await symlink(join(repositoryRoot, "runtime"), join(folder, "node_modules/octopus-mqtt"));
  return folder;
}

const read = (folder: string, path: string) => readFile(join(folder, path), "utf8");

describe("init", () => {
  test.each(["ts", "mjs", "json", "yaml"])(
    "writes a project that generates, with a configuration in %s",
    async (format) => {
      const folder = await project();
      const { code, out, err } = await run("init", folder, "--yes", "--format", format);
      expect([code, err]).toEqual([0, ""]);
      expect(out.replaceAll(`${folder}/`, "")).toBe(
        [
          `wrote octopus-mqtt.config.${format}`,
          "wrote schema/thermometer.schema.json",
          "wrote package.json",
          "",
          "next:",
          "  npm install --save-dev octopus-mqtt-codegen",
          "  npm run generate",
          "in CI, after npm ci:",
          "  npx octopus-mqtt-codegen check",
          "",
        ].join("\n"),
      );
      expect(await run("generate", folder)).toMatchObject({ code: 0, err: "" });
      expect(await run("check", folder)).toMatchObject({ code: 0 });
      expect(await read(folder, "generated/types/thermometer.ts")).toContain("export interface Thermometer");
      expect(JSON.parse(await read(folder, "package.json"))).toEqual({
        private: true,
        type: "module",
        scripts: {
          generate: "octopus-mqtt-codegen generate",
          "generate:check": "octopus-mqtt-codegen check",
          "generate:watch": "octopus-mqtt-codegen watch",
        },
      });
    },
  );

  test.each([
    [`{ "name": "mine", "type": "commonjs" }`, true],
    [`{ "name": "mine" }`, true],
    [`{ "name": "mine", "type": "module" }`, false],
  ])("with the package.json %s says whether its type has to change", async (text, says) => {
    const { out } = await run("init", await project({ "package.json": text }), "--yes");
    expect(out.includes("\n  npm pkg set type=module   # the generated files are ES modules")).toBe(says);
  });

  test("takes a flag for each question", async () => {
    const folder = await project();
    const flags = ["--type", "WaterPump", "--schema", "src/schemas", "--out", "src/api", "--no-scripts", "--github"];
    const { code, out } = await run("init", folder, ...flags);
    expect([code, out]).toEqual([0, expect.not.stringContaining("in CI")]);
    expect(existsSync(join(folder, "package.json"))).toBe(false);
    expect(await run("generate", folder)).toMatchObject({ code: 0 });
    expect(await read(folder, "src/api/types/water-pump.ts")).toContain("export interface WaterPump");
    const workflow = parse(await read(folder, ".github/workflows/octopus-mqtt-codegen.yaml")) as {
      jobs: { check: { steps: object[] } };
    };
    expect(workflow.jobs.check.steps.at(-1)).toEqual({ run: "npx octopus-mqtt-codegen check" });
  });

  test.each([
    ["tabs and no last line end", '{\n\t"name": "x",\n\t"scripts": {\n\t\t"test": "t"\n\t},\n\t"files": ["a", "b"]\n}'],
    [
      "four spaces and CRLF",
      '{\r\n    "name": "x",\r\n    "scripts": {\r\n        "test": "t"\r\n    },\r\n    "files": ["a"]\r\n}\r\n',
    ],
  ])("keeps the format of a package.json with %s", async (_, text) => {
    const folder = await project({ "package.json": text });
    await run("init", folder, "--yes");
    const after = await read(folder, "package.json");
    const [, eol = "", indent = ""] = /(\r?\n)(\s+)"test"/.exec(text) ?? [];
    const added = ["generate", "check", "watch"].map(
      (verb) => `"generate${verb === "generate" ? "" : `:${verb}`}": "octopus-mqtt-codegen ${verb}"`,
    );
    expect(after).toBe(text.replace('"test": "t"', ['"test": "t"', ...added].join(`,${eol}${indent}`)));
  });

  test("refuses whole what would replace anything, and does it with --force", async () => {
    const files = {
      "octopus-mqtt.config.yaml": "jobs: { a: {} }\n",
      "schema/thermometer.schema.json": "{}\n",
      "package.json": '{ "scripts": { "generate": "mine" } }\n',
    };
    const folder = await project(files);
    const { code, out, err } = await run("init", folder, "--yes");
    expect([code, out]).toEqual([1, ""]);
    expect(err.replaceAll(`${folder}/`, "")).toBe(
      [
        "init-conflict: schema/thermometer.schema.json is there already",
        "init-conflict: octopus-mqtt.config.yaml is there already",
        'init-conflict: package.json has another script "generate"',
        "nothing was written; move them away, or replace them with --force",
        "",
      ].join("\n"),
    );
    for (const [path, text] of Object.entries(files)) expect(await read(folder, path)).toBe(text);
    expect((await readdir(folder)).sort()).toEqual([
      "node_modules",
      "octopus-mqtt.config.yaml",
      "package.json",
      "schema",
    ]);
    expect(await run("init", folder, "--yes", "--force")).toMatchObject({ code: 0, err: "" });
    expect(await run("generate", folder)).toMatchObject({ code: 0 });
    expect(JSON.parse(await read(folder, "package.json"))).toMatchObject({
      scripts: { generate: "octopus-mqtt-codegen generate" },
    });
  });

  test("does not touch a package.json that has the scripts", async () => {
    const folder = await project();
    await run("init", folder, "--yes");
    const before = await read(folder, "package.json");
    await writeFile(join(folder, "octopus-mqtt.config.ts"), "");
    expect((await run("init", folder, "--yes", "--force")).out).not.toContain("wrote package.json");
    expect(await read(folder, "package.json")).toBe(before);
  });

  test.each([
    [["--type", "pump"], `"pump" cannot name a type`],
    [["--out", "../x"], `"../x" is no folder below that of the project`],
    [["--schema", "/x"], `"/x" is no folder below that of the project`],
    [["--schema", "a", "--out", "./a"], "cannot share the folder"],
    [["--format", "toml"], "Allowed choices are ts, mjs, json, yaml"],
  ])("%j is wrong usage", async (flags, expected) => {
    const folder = await project();
    const { code, err } = await run("init", folder, ...flags);
    expect([code, err]).toEqual([2, expect.stringContaining(expected)]);
    expect(await readdir(folder)).toEqual(["node_modules"]);
  });

  test("says so where package.json cannot be edited", async () => {
    const folder = await project({ "package.json": "[" });
    expect(await run("init", folder)).toMatchObject({
      code: 2,
      err: expect.stringContaining("leave it alone with --no-scripts") as string,
    });
  });
});
