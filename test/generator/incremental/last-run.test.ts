import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../../generator/cli.js";
import { generate } from "../../../generator/generate.js";
import { lastRunIfUpToDate, rememberRun, startRun } from "../../../generator/incremental/last-run.js";
import { mergePart, planPart } from "../../../generator/incremental/partial-run.js";
import type { RunRecord } from "../../../generator/incremental/record.js";
import { hashOf } from "../../../generator/incremental/snapshot.js";
import { write, writeOnly } from "../../../generator/write.js";
import { repositoryRoot } from "../../repository/imports.js";

const root = mkdtempSync(join(tmpdir(), "last-run-"));
let folder: string;
let count = 0;

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

beforeEach(async () => {
  folder = join(root, String(count++));
  cpSync(join(repositoryRoot, "schema/common"), join(folder, "schema"), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), "{}");
  await run("generate");
});

const folders = () => ({ schemaDir: join(folder, "schema"), outDir: join(folder, "generated") });
const lastRun = () => lastRunIfUpToDate(startRun(folders(), {}, "times"));
const output = () => join(folder, "generated/types/duration.ts");
const source = () => join(folder, "schema/duration.schema.json");

async function run(...argv: string[]): Promise<string> {
  let text = "";
  const print = (more: string) => void (text += more);
  await main([...argv, folder], { out: print, err: print, colour: false });
  return text;
}

/** The one file that the run left in the cache. */
function recordFile(): string {
  const cache = join(folder, "node_modules/.cache/octopus-mqtt-codegen");
  return join(cache, readdirSync(cache)[0] ?? "");
}

describe("a run with nothing to do", () => {
  test("says what a full one says", async () => {
    expect(lastRun()).toBeDefined();
    expect(await run("generate")).toBe(await run("generate", "--no-cache"));
    expect(await run("check")).toBe(await run("check", "--no-cache"));
  });

  test("is one after a check that found nothing, too", async () => {
    rmSync(recordFile());
    await run("check");
    expect(lastRun()).toBeDefined();
  });
});

describe("a run does its work when", () => {
  test.each<[string, () => void]>([
    [
      "a source has changed",
      () => {
        writeFileSync(source(), readFileSync(source(), "utf8").replace("64", "65"));
      },
    ],
    [
      "a source is new",
      () => {
        writeFileSync(
          join(folder, "schema/word.schema.json"),
          readFileSync(source(), "utf8").replace(`"Duration"`, `"Word"`),
        );
      },
    ],
    [
      "an output file is missing",
      () => {
        rmSync(output());
      },
    ],
    [
      "an output file was edited",
      () => {
        writeFileSync(output(), `${readFileSync(output(), "utf8")}// mine\n`);
      },
    ],
    [
      "a file of the user's is new",
      () => {
        writeFileSync(join(folder, "generated/mine.ts"), "export {};\n");
      },
    ],
    [
      "the record is cut short",
      () => {
        writeFileSync(recordFile(), readFileSync(recordFile(), "utf8").slice(0, -1));
      },
    ],
    [
      "the record is not ours",
      () => {
        writeFileSync(recordFile(), "{}");
      },
    ],
    [
      "the record is of another generator",
      () => {
        writeFileSync(recordFile(), readFileSync(recordFile(), "utf8").replace(`"version":"`, `"version":"x`));
      },
    ],
  ])("%s", async (_, change) => {
    change();
    expect(lastRun()).toBeUndefined();
    await run("generate");
    expect(await run("check", "--no-cache")).toMatch(/all up to date\n$/);
  });

  test("an output file was edited, and its size and time put back", async () => {
    const before = readFileSync(output(), "utf8");
    const time = new Date("2020-01-01T00:00:00Z");
    utimesSync(output(), time, time);
    await run("generate");
    writeFileSync(output(), before.replace("Duration", "Noitarud"));
    utimesSync(output(), time, time);
    await run("generate");
    expect(readFileSync(output(), "utf8")).toBe(before);
  });
});

test("check reads the bytes, whatever the file system says of an edited file", async () => {
  writeFileSync(output(), `${readFileSync(output(), "utf8")}// mine\n`);
  const { size, ino: inode, mtimeMs: modified, ctimeMs: changed } = lstatSync(output());
  const record = JSON.parse(readFileSync(recordFile(), "utf8").split("\n")[1] ?? "") as RunRecord;
  const mark = { ...record.output["types/duration.ts"], size, inode, modified, changed, fresh: false };
  const forged = JSON.stringify({ ...record, output: { ...record.output, "types/duration.ts": mark } });
  writeFileSync(recordFile(), `${hashOf(forged)}\n${forged}`);
  expect(lastRun()).toBeDefined();
  expect(await run("check")).toMatch(/is out of date \(1 stale\)/);
});

test("a source that is edited during a run is news to the next one", async () => {
  writeFileSync(source(), readFileSync(source(), "utf8").replace("64", "65"));
  const start = startRun(folders(), {}, "times");
  const generation = await generate(folders());
  await write(generation.files, folders().outDir);
  writeFileSync(source(), readFileSync(source(), "utf8").replace("65", "66"));
  rememberRun(start, generation);
  expect(lastRun()).toBeUndefined();
});

test("an output file that is edited during a run is not taken for generated", async () => {
  const start = startRun(folders(), {}, "times");
  const generation = await generate(folders());
  rmSync(recordFile());
  writeFileSync(output(), `${readFileSync(output(), "utf8")}// mine\n`);
  rememberRun(start, generation);
  expect(lastRun()).toBeUndefined();
});

test("an output file that is edited while a part of the run is done again is not taken for generated", async () => {
  writeFileSync(source(), readFileSync(source(), "utf8").replace("64", "65"));
  const start = startRun(folders(), {}, "times");
  const part = planPart(start);
  if (!part) throw new Error("A changed bound is a part of a run");
  const merged = mergePart(start, part, await generate({ schemaDir: folders().schemaDir, part }));
  if (!merged) throw new Error("A changed bound can be merged");
  writeOnly(merged.files, folders().outDir);
  const other = join(folder, "generated/types/object-meta.ts");
  const before = readFileSync(other, "utf8");
  writeFileSync(other, `${before}// mine\n`);
  merged.remember();
  expect(lastRun()).toBeUndefined();
  writeFileSync(other, before);
  expect(lastRun()).toBeDefined();
});

test("--no-cache leaves nothing behind, and so does a folder without packages", async () => {
  rmSync(join(folder, "node_modules/.cache"), { recursive: true });
  await run("generate", "--no-cache");
  expect(existsSync(join(folder, "node_modules/.cache"))).toBe(false);
  rmSync(join(folder, "node_modules"), { recursive: true });
  await run("generate");
  expect(existsSync(join(folder, "node_modules"))).toBe(false);
});

describe("after an edit of what refers otherwise than to files, generates what a whole run does", () => {
  const line = (references: object, more = {}) =>
    JSON.stringify({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "Line",
      description: "A serial line.",
      type: "object",
      properties: references,
      additionalProperties: false,
      ...more,
    });
  const speed = { $id: "https://example.com/speed", title: "Speed", properties: { limit: { type: "integer" } } };
  const byPlace = { highest: { $ref: "speed.schema.json#/properties/limit" } };
  const byId = { speed: { $ref: "https://example.com/speed" } };
  const put = (name: string, text: string) => {
    mkdirSync(join(folder, "schema/edge"), { recursive: true });
    writeFileSync(join(folder, "schema/edge", `${name}.schema.json`), text);
  };
  const generated = () => readdirSync(join(folder, "generated"), { recursive: true, encoding: "utf8" }).sort();

  test.each([
    ["a place is referred to", line({}), line(byPlace), line({}, speed)],
    ["a place is not referred to any more", line(byPlace), line({}), line({}, speed)],
    ["a schema is referred to by its $id", line({}), line(byId), line({}, speed)],
  ])("%s", async (_, before, after, other) => {
    put("speed", other);
    put("line", before);
    await run("generate");
    put("line", after);
    expect(await run("generate")).not.toContain("error");
    const files = generated();
    rmSync(join(folder, "generated"), { recursive: true });
    await run("generate", "--no-cache");
    expect(files).toEqual(generated());
  });

  test("an $id moves to another schema", async () => {
    put("speed", line({}, speed));
    put("line", line(byId));
    await run("generate");
    put("speed", line({}, { ...speed, $id: "https://example.com/velocity" }));
    expect(await run("generate")).toContain("there is https://example.com/velocity");
    put("speed", line({}, speed));
    put("other", line({}, { ...speed, title: "Other" }));
    expect(await run("generate")).toContain("duplicate-id");
  });
});
