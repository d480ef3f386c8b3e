import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../../../generator/cli.js";
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
