import { existsSync } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../command-line.js";
import { folderWith, schema } from "../source-folder.js";

const word = (title: string, keywords: object = { type: "string", maxLength: 9 }) => schema(title, keywords);

/** A project of two jobs. */
const project = (files: Readonly<Record<string, string>> = {}) =>
  folderWith({
    "octopus-mqtt.config.json": JSON.stringify({
      jobs: { edge: { schema: "edge", out: "out/edge" }, cloud: { schema: "cloud", out: "out/cloud" } },
    }),
    "edge/word.schema.json": word("Word"),
    "cloud/text.schema.json": word("Text"),
    "package.json": "{}",
    "node_modules/.keep": "",
    ...files,
  });

describe("several jobs", () => {
  test("are all generated and checked, each with a line of its own", async () => {
    const folder = await project();
    const { code, out } = await run("generate", folder);
    expect([code, out.replace(/\d+ files/g, "N files").replace(/\d+ written/g, "N written")]).toEqual([
      0,
      "generated edge: N files from 1 schema (N written, 0 unchanged, 0 removed)\n" +
        "generated cloud: N files from 1 schema (N written, 0 unchanged, 0 removed)\n",
    ]);
    const { mtimeMs } = await stat(join(folder, "out/edge/types/word.ts"));
    await writeFile(join(folder, "cloud/text.schema.json"), word("Text", { type: "string", maxLength: 8 }));
    const checked = await run("check", folder);
    expect(checked).toMatchObject({ code: 1, err: expect.stringContaining("out/cloud is out of date") as string });
    expect(checked.out).toMatch(/^checked edge: \d+ files in .*edge, all up to date$/m);
    expect((await run("generate", folder)).out).toMatch(/edge: .*\(0 written[^]*cloud: .*\([1-9]\d* written/);
    expect((await stat(join(folder, "out/edge/types/word.ts"))).mtimeMs).toBe(mtimeMs);
  });

  test("are chosen with --job", async () => {
    const folder = await project();
    expect(await run("generate", folder, "--job", "cloud")).toMatchObject({ code: 0 });
    expect([existsSync(join(folder, "out/cloud")), existsSync(join(folder, "out/edge"))]).toEqual([true, false]);
    expect(await run("generate", folder, "--job", "cloud", "--job", "edge")).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, "out/edge"))).toBe(true);
  });

  test.each([
    ["a source has an error", { "cloud/text.schema.json": word("Text", { type: "strin" }) }],
    ["a file of the user's is in the way", { "out/cloud/index.ts": "mine\n" }],
  ])("write nothing when in one of them %s", async (_, files) => {
    const folder = await project(files);
    const { code, out, err } = await run("generate", folder);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/1 error, 0 warnings; nothing was written\n$/);
    expect(existsSync(join(folder, "out/edge"))).toBe(false);
    const { jobs } = JSON.parse((await run("generate", folder, "--json")).out) as { jobs: Record<string, object> };
    expect(Object.keys(jobs)).toEqual(["edge", "cloud"]);
    expect(jobs.edge).toEqual({ diagnostics: [], crdSizes: [] });
    expect(jobs.cloud).toMatchObject({ diagnostics: [{ severity: "error" }] });
  });

  test("are an object each in --json; of one job it is the object alone", async () => {
    const folder = await project();
    const all = JSON.parse((await run("generate", folder, "--json")).out) as object;
    expect(all).toMatchObject({ jobs: { edge: { diagnostics: [], removed: [] }, cloud: { unchanged: [] } } });
    const one = JSON.parse((await run("check", folder, "--json", "--job", "edge")).out) as object;
    expect(one).toEqual({ diagnostics: [], crdSizes: [], differences: [] });
  });

  test("tell once what they share", async () => {
    const folder = await project({
      "octopus-mqtt.config.json": `{ "jobs": { "a": { "out": "a" }, "b": { "out": "b", "kubernetes": "1.30" } } }`,
      "schema/word.schema.json": word("Word", { type: "string" }),
    });
    expect((await run("generate", folder)).err).toMatch(
      /^[^\n]*unbounded: [^\n]*\n[^\n]*\n[^\n]*\n0 errors, 1 warning\n$/,
    );
  });
});

describe("wrong usage is told, and ends with 2", () => {
  test.each([
    [["--job", "edg"], `has no job "edg"; did you mean "edge"?`],
    [["--job", "other"], `has no job "other"; it has edge, cloud`],
    [["--out", "x"], "--schema and --out are about one job; name it with --job (edge, cloud)"],
    [["--emit-model"], "--emit-model is about one job; name it with --job (edge, cloud)"],
    [["--config", "x.json"], "--config names a file, so the folder"],
  ])("%j", async (argv, expected) => {
    const folder = await project();
    const { code, err } = await run("generate", folder, ...argv);
    expect(code).toBe(2);
    expect(err).toContain(expected);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  test("an output folder that --out makes that of another job", async () => {
    const folder = await project();
    const { code, err } = await run("generate", folder, "--job", "edge", "--out", join(folder, "out/cloud"));
    expect([code, err]).toEqual([2, expect.stringContaining("config-overlap: ")]);
  });

  test("--job without a configuration", async () => {
    const folder = await folderWith({ "schema/word.schema.json": word("Word") });
    const { code, err } = await run("generate", folder, "--job", "edge");
    expect([code, err]).toEqual([2, expect.stringContaining("names jobs of a configuration")]);
  });
});
