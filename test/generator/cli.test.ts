import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "./command-line.js";
import { folderWith, schema } from "./source-folder.js";

const project = (keywords: object = { type: "string", maxLength: 9 }) =>
  folderWith({ "schema/words/word.schema.json": schema("Word", keywords) });

test("generates, finds all up to date, and says what it did", async () => {
  const folder = await project();
  const first = await run("generate", folder);
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out).toMatch(/^generated: (\d+) files from 1 schema \(\1 written, 0 unchanged, 0 removed\)\n$/);
  expect(await readFile(join(folder, "generated/types/word.ts"), "utf8")).toContain("export type Word = string");

  const again = await run("generate", folder);
  expect(again.out).toMatch(/^generated: (\d+) files from 1 schema \(0 written, \1 unchanged, 0 removed\)\n$/);
  const checked = await run("check", folder);
  expect(checked).toMatchObject({ code: 0, err: "" });
  expect(checked.out).toMatch(/^checked: \d+ files in .*generated, all up to date\n$/);
});

test("check prints a diff and fails when the output is out of date", async () => {
  const folder = await project();
  await run("generate", folder);
  const path = join(folder, "generated/types/word.ts");
  await writeFile(path, `${await readFile(path, "utf8")}// edited\n`);
  await rm(join(folder, "generated/index.ts"));
  const { code, out, err } = await run("check", folder);
  expect(code).toBe(1);
  expect(out).toContain("-// edited\n");
  expect(err).toMatch(/^stale-output: .* is out of date \(1 stale, 1 missing\); run generate/);
});

test("an error is shown with its line and a caret, and nothing is written", async () => {
  const folder = await project({ type: "string", maxlength: 9 });
  const { code, out, err } = await run("generate", folder);
  expect(code).toBe(1);
  expect(out).toBe("");
  expect(err.replaceAll(`${folder}/`, "")).toBe(
    [
      `schema/words/word.schema.json:6:3 error unknown-keyword: the keyword "maxlength" is not one that may stand here; did you mean "maxLength"?`,
      `  6 |   "maxlength": 9`,
      `    |   ^^^^^^^^^^^`,
      `1 error, 0 warnings; nothing was written`,
      ``,
    ].join("\n"),
  );
  await expect(readFile(join(folder, "generated/index.ts"))).rejects.toThrow("ENOENT");
});

test("warnings are printed and do no harm", async () => {
  const folder = await project({ type: "string" });
  const { code, out, err } = await run("generate", folder);
  expect(code).toBe(0);
  expect(out).toMatch(/^generated: /);
  expect(err).toMatch(/warning unbounded: [^]*0 errors, 1 warning\n$/);
});

test("--json prints one object for programs", async () => {
  const folder = await project();
  const generated = JSON.parse((await run("generate", folder, "--json")).out) as { written: string[] };
  expect(generated).toMatchObject({ diagnostics: [], unchanged: [], removed: [] });
  expect(generated.written).toContain("types/word.ts");
  await rm(join(folder, "generated/index.ts"));
  const { code, out } = await run("check", folder, "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ diagnostics: [], differences: [{ path: "index.ts", kind: "missing" }] });
});

test("--schema and --out replace the folders", async () => {
  const folder = await project();
  const elsewhere = join(folder, "src/api");
  const { code } = await run("generate", "--schema", join(folder, "schema"), "--out", elsewhere);
  expect(code).toBe(0);
  expect(await readFile(join(elsewhere, "types/word.ts"), "utf8")).toContain("export type Word");
});

/** A project with one CRD, whose spec has a description of so many words. */
const crdProject = (words: number) =>
  folderWith({
    "schema/thing.crd.json": JSON.stringify({
      group: "example.dev",
      scope: "Namespaced",
      names: { kind: "Thing", plural: "things" },
      versions: [{ name: "v1", served: true, storage: true, schema: { $ref: "thing.schema.json" } }],
    }),
    "schema/thing.schema.json": schema("Thing", {
      type: "object",
      properties: {
        apiVersion: { type: "string", maxLength: 99, examples: ["example.dev/v1"] },
        kind: { type: "string", maxLength: 99, examples: ["Thing"] },
        metadata: { type: "object", additionalProperties: true },
        spec: { type: "object", additionalProperties: true, description: "word ".repeat(words).trim() },
      },
      additionalProperties: false,
    }),
  });

test("the report says how large each CRD is, and --max-description makes it smaller, 0 smallest", async () => {
  const folder = await crdProject(100);
  const sizeOf = async (...argv: string[]) => {
    const { code, out } = await run("generate", folder, ...argv);
    expect(code).toBe(0);
    return Number(/^CRD sizes in bytes: things\.example\.dev ([\d,]+)$/m.exec(out)?.[1]?.replace(",", ""));
  };
  const [whole, cut, none] = [
    await sizeOf(),
    await sizeOf("--max-description", "50"),
    await sizeOf("--max-description", "0"),
  ];
  expect(whole - cut).toBeGreaterThan(400);
  expect(cut).toBeGreaterThan(none);
  expect(await run("check", folder, "--max-description", "0")).toMatchObject({ code: 0 });
  expect(await run("check", folder)).toMatchObject({ code: 1 });
  const { out } = await run("check", folder, "--max-description", "0", "--json");
  expect(JSON.parse(out)).toMatchObject({ crdSizes: [{ name: "things.example.dev", bytes: none }] });
  expect(await run("generate", folder, "--max-description", "-1")).toMatchObject({ code: 2 });
});

test("what an emitter cannot express is shown as a finding", async () => {
  const folder = await project({
    type: "object",
    required: ["name"],
    properties: { name: { type: "string", maxLength: 9, pattern: "^q{7}$" } },
    additionalProperties: false,
  });
  const { code, out, err } = await run("generate", folder);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatch(
    /schema\.json:\d+:\d+ error invalid-example: \.name is a text whose pattern[^]*\n *\d+ \| *"name": \{/,
  );
});

test("--emit-model prints the model and writes nothing", async () => {
  const folder = await project();
  const { code, out } = await run("generate", folder, "--emit-model");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    types: [{ name: "Word", shape: { kind: "string", maxLength: 9 } }],
    crds: [],
  });
  await expect(readFile(join(folder, "generated/index.ts"))).rejects.toThrow("ENOENT");
});

test("wrong usage ends with 2 and says what is possible", async () => {
  const folder = await folderWith({});
  expect(await run("generate", folder)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/there is no folder.*`init` makes a first one/) as string,
  });
  expect(await run("generat")).toMatchObject({
    code: 2,
    err: expect.stringContaining("(Did you mean generate?)") as string,
  });
  expect(await run("check", "--oops")).toMatchObject({
    code: 2,
    err: expect.stringContaining("unknown option") as string,
  });
  expect((await run()).code).toBe(2);
});

test("a folder that cannot be written to is told, without a stack", async () => {
  const folder = await project();
  await writeFile(join(folder, "taken"), "");
  const { code, err } = await run("generate", folder, "--out", join(folder, "taken/generated"));
  expect(err).toMatch(/^error: ENOTDIR: .*taken\/generated.*; check the permissions of that path and the space there/);
  expect([code, err.trim().split("\n").length]).toEqual([2, 1]);
});

test("help and version go to standard output and end with 0", async () => {
  const verbs = ["init", "generate", "check", "watch", "lint", "clean", "explain"];
  for (const argv of [["--help"], ...verbs.map((verb) => [verb, "--help"])]) {
    const { code, out, err } = await run(...argv);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Usage: octopus-mqtt-codegen/);
  }
  expect(await run("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
});
