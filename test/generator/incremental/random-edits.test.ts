import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { main } from "../../../generator/cli.js";
import { generate } from "../../../generator/generate.js";
import { mergePart, planPart } from "../../../generator/incremental/partial-run.js";
import { startRun } from "../../../generator/incremental/last-run.js";
import { repositoryRoot } from "../../repository/imports.js";

const root = mkdtempSync(join(tmpdir(), "random-edits-"));
const folder = join(root, "project");
const schema = join(folder, "schema");

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

async function run(...argv: string[]): Promise<string> {
  let text = "";
  const print = (more: string) => void (text += more);
  await main([...argv, folder], { out: print, err: print, colour: false });
  return text;
}

const sources = () =>
  readdirSync(schema, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".schema.json") && !path.startsWith("meta"),
  );

/** A generator of numbers in [0, 1), the same ones in each run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Json = Record<string, unknown>;

/** Ways in which people change a schema; the last ones change what others know of it, or leave it in error. */
const EDITS: readonly ((json: Json, count: number) => void)[] = [
  (json, count) => (json.description = `Said otherwise, for the ${count}th time.`),
  (json, count) => {
    deepest(json, (each) => typeof each.maxLength === "number" && (each.maxLength = 5000 + count));
  },
  (json, count) => {
    deepest(json, (each) => Array.isArray(each.enum) || (each["x-octopus-expected"] = `thing ${count}`));
  },
  (json, count) => {
    if (isObject(json.properties))
      json.properties[`added${count}`] = { description: "Added.", type: "boolean", default: count % 2 === 0 };
  },
  (json) => {
    if (isObject(json.properties)) json.properties = Object.fromEntries(Object.entries(json.properties).slice(0, -1));
  },
  (json, count) => {
    if (isObject(json.properties))
      json.properties[`every${count}`] = {
        $ref: "../common/duration.schema.json",
        description: "Added.",
        default: "1s",
      };
  },
  (json, count) => (json.title = `${String(json.title)}X${count}`),
  (json) => (json.deprecated = true),
];

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function deepest(json: Json, change: (each: Json) => void): void {
  for (const each of Object.values(isObject(json.properties) ? json.properties : {}))
    if (isObject(each)) deepest(each, change);
  if (!isObject(json.properties)) change(json);
}

/** Whether the next run will do a part and put it in place of what the last one made. */
async function canMerge(): Promise<boolean> {
  const start = startRun({ schemaDir: schema, outDir: join(folder, "generated") }, {}, "times");
  const part = planPart(start);
  return part !== undefined && mergePart(start, part, await generate({ schemaDir: schema, part })) !== undefined;
}

const seed = Number(process.env.SEED ?? 7);

test(`after random edits, a run that does its part leaves what a whole run makes (SEED=${seed})`, async () => {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  cpSync(join(repositoryRoot, "schema"), schema, { recursive: true });
  await run("generate");
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  let partial = 0;
  for (let count = 0; count < 10; count++) {
    const file = join(schema, pick(sources()));
    const before = readFileSync(file, "utf8");
    const json = JSON.parse(before) as Json;
    pick(EDITS)(json, count);
    writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
    if (await canMerge()) partial++;
    const said = await run("generate");
    const checked = await run("check", "--no-cache");
    if (said.includes("nothing was written")) {
      writeFileSync(file, before);
      await run("generate");
    } else expect(checked, `${count}: ${file}\n${said}`).toMatch(/all up to date\n$/);
  }
  // Edits that many types feel, and those that are errors, are for whole runs.
  expect(partial).toBeGreaterThan(3);
}, 240_000);
