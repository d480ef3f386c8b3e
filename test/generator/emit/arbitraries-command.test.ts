import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { main } from "../../../generator/cli.js";
import { repositoryRoot } from "../../repository/imports.js";
import { run as runCodegen } from "../command-line.js";
import { folderWith, schema } from "../source-folder.js";

const gear = (...values: string[]) => schema("Gear", { type: "string", enum: values });
const fan = { type: "object", additionalProperties: false, properties: { gear: { $ref: "./gear.schema.json" } } };

test("the files follow the sources, the flag and clean, as all others do", async () => {
  const folder = await folderWith({
    "package.json": "{}",
    "node_modules/.keep": "",
    "schema/gear.schema.json": gear("slow"),
    "schema/fan.schema.json": schema("Fan", fan),
  });
  const run = async (...argv: string[]) => {
    const print = () => undefined;
    return main([...argv, folder], { out: print, err: print, colour: false });
  };
  const list = () => readdirSync(join(folder, "generated/arbitraries")).sort();
  const text = () => readFileSync(join(folder, "generated/arbitraries/gear.ts"), "utf8");

  expect(await run("generate", "--arbitraries")).toBe(0);
  expect(list()).toEqual(["fan.ts", "gear.ts", "index.ts"]);
  expect(await run("check", "--arbitraries")).toBe(0);
  expect(await run("check")).toBe(1);

  writeFileSync(join(folder, "schema/gear.schema.json"), gear("slow", "fast"));
  expect(await run("generate", "--arbitraries")).toBe(0);
  expect(text()).toContain('"fast"');
  expect(await run("check", "--arbitraries", "--no-cache")).toBe(0);

  expect(await run("generate")).toBe(0);
  expect(existsSync(join(folder, "generated/arbitraries"))).toBe(false);

  expect(await run("generate", "--arbitraries")).toBe(0);
  expect(await run("clean")).toBe(0);
  expect(existsSync(join(folder, "generated"))).toBe(false);
});

test("the README's property runs as it stands, and fails where the validator says no", async () => {
  const readme = readFileSync(join(repositoryRoot, "generator/README.md"), "utf8");
  const property = /^## Arbitraries for tests\n.*?^```ts\n(?<code>.*?)^```/ms.exec(readme)?.groups?.code ?? "";
  expect(property).toContain("fc.assert");
  const folder = await folderWith({
    "package.json": '{ "type": "commonjs" }',
    "node_modules/.keep": "",
    "schema/speed.schema.json": schema("Speed", { type: "integer", maximum: 99 }),
    "speed.ts": property,
    "wrong.ts": property.replace("isSpeed));", "(speed) => speed < 0));"),
  });
  symlinkSync(join(repositoryRoot, "runtime"), join(folder, "node_modules/octopus-mqtt"));
  symlinkSync(join(repositoryRoot, "node_modules/fast-check"), join(folder, "node_modules/fast-check"));
  expect(await runCodegen("generate", folder, "--arbitraries")).toMatchObject({ code: 0, err: "" });
  const tsx = (file: string) =>
    promisify(execFile)(join(repositoryRoot, "node_modules/.bin/tsx"), [join(folder, file)]);
  await tsx("speed.ts");
  await expect(tsx("wrong.ts")).rejects.toMatchObject({ stderr: expect.stringContaining("Property failed") as string });
});
