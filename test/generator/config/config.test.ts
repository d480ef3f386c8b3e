import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../command-line.js";
import { folderWith, schema } from "../source-folder.js";

const WORD = schema("Word", { type: "string", maxLength: 9 });
const YAML = `jobs: { words: { schema: words, out: out } }\n`;

/** Each way to write the same configuration. */
const WAYS: Readonly<Record<string, string>> = {
  "octopus-mqtt.config.json": `{ "jobs": { "words": { "schema": "words", "out": "out" } } }`,
  "octopus-mqtt.config.yaml": YAML,
  "octopus-mqtt.config.yml": YAML,
  "octopus-mqtt.config.js": `module.exports = { jobs: { words: { schema: "words", out: "out" } } };`,
  "octopus-mqtt.config.mjs": `
    import { defineConfig } from "octopus-mqtt-codegen";
    export default defineConfig({ jobs: { words: { schema: "words", out: "out" } } });`,
  "octopus-mqtt.config.ts": `
    import { defineConfig, type CodegenConfig } from "octopus-mqtt-codegen";
    import { folder } from "./folder";
    enum Out { Folder = "out" }
    const jobs: CodegenConfig["jobs"] = { words: { schema: folder as string, out: Out.Folder } };
    export default defineConfig({ jobs });`,
};

describe("a configuration", () => {
  test.each(Object.entries(WAYS))("may be %s; its paths are relative to it", async (name, text) => {
    const folder = await folderWith({
      [name]: text,
      "folder.ts": `export const folder: string = "words";`,
      "words/word.schema.json": WORD,
    });
    const expected = /^generated words: (\d+) files from 1 schema \(\1 written, 0 unchanged, 0 removed\)\n$/;
    expect(await run("generate", folder)).toEqual({ code: 0, err: "", out: expect.stringMatching(expected) as string });
    expect(await readFile(join(folder, "out/types/word.ts"), "utf8")).toContain("export type Word");
    expect(await run("check", "--config", join(folder, name))).toMatchObject({ code: 0 });
  });

  test("is remembered, and read anew once it has changed", async () => {
    const name = "octopus-mqtt.config.yaml";
    const folder = await folderWith({
      [name]: YAML,
      "words/word.schema.json": WORD,
      "package.json": "{}",
      "node_modules/.keep": "",
    });
    await run("generate", folder);
    expect((await run("generate", folder)).out).toContain("(0 written,");
    await writeFile(join(folder, name), "jobs: { words: { schema: words, out: other } }\n");
    expect((await run("generate", folder)).out).toContain(" 0 unchanged,");
    expect(await readFile(join(folder, "other/types/word.ts"), "utf8")).toContain("Word");
    await writeFile(join(folder, name), "jobs: { words: { schema: words, outt: other } }\n");
    expect(await run("generate", folder)).toMatchObject({ code: 2 });
  });

  test("loses against flags", async () => {
    const folder = await folderWith({ "octopus-mqtt.config.yaml": YAML, "words/word.schema.json": WORD });
    await run("generate", folder, "--out", join(folder, "elsewhere"));
    expect(await readFile(join(folder, "elsewhere/types/word.ts"), "utf8")).toContain("Word");
    await expect(readFile(join(folder, "out/types/word.ts"))).rejects.toThrow("ENOENT");
  });
});

/** What a run says of a configuration, without the folder's name; it ends with 2 and writes nothing. */
async function faultsOf(name: string, text: string): Promise<string> {
  const folder = await folderWith({ [name]: text, "schema/word.schema.json": WORD });
  const { code, out, err } = await run("generate", folder);
  expect([code, out]).toEqual([2, ""]);
  await expect(readFile(join(folder, "generated/index.ts"))).rejects.toThrow("ENOENT");
  return err.replaceAll(`${folder}/`, "");
}

describe("what is wrong with a configuration is said", () => {
  test("with line and column in YAML", async () => {
    const text = `jobs:\n  one:\n    kubernets: "1.30"\n    kubernetes: 1.30\n    maxDescription: -1\n  t/wo: {}\n`;
    expect(await faultsOf("octopus-mqtt.config.yaml", text)).toBe(
      [
        `octopus-mqtt.config.yaml:3:5 error config-unknown-key: jobs.one: "kubernets" is unknown; did you mean "kubernetes"?`,
        `  3 |     kubernets: "1.30"`,
        `    |     ^^^^^^^^^`,
        `octopus-mqtt.config.yaml:4:17 error config-invalid: jobs.one.kubernetes: found 1.3, expected "1.25", "1.26", "1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33", "1.34", "1.35", "1.36" or "1.37"; write the version in quotes, since 1.30 is the number 1.3`,
        `  4 |     kubernetes: 1.30`,
        `    |                 ^^^^`,
        `octopus-mqtt.config.yaml:5:21 error config-invalid: jobs.one.maxDescription: -1 is too small: the least value is 0`,
        `  5 |     maxDescription: -1`,
        `    |                     ^^`,
        `octopus-mqtt.config.yaml:6:3 error config-invalid: jobs: "t/wo" cannot name a job; use letters, digits, ".", "_" and "-", beginning with a letter or digit`,
        `  6 |   t/wo: {}`,
        `    |   ^`,
        `4 errors, 0 warnings; nothing was written`,
        ``,
      ].join("\n"),
    );
  });

  test.each([
    ["octopus-mqtt.config.json", `{ "jobs": { "a": {}, } }`, /^\S+json:1:20 error syntax-error: found ","/],
    ["octopus-mqtt.config.json", `{ "job": {} }`, /^\S+json:1:1 error config-invalid: there are no jobs; write \{/],
    ["octopus-mqtt.config.yaml", `jobs: [`, /^\S+yaml:1:8 error syntax-error: /],
    [
      "octopus-mqtt.config.ts",
      `export default { jobs: { edge: { outt: "a" } } };`,
      /^\S+ts error config-unknown-key: jobs\.edge: "outt" is unknown; did you mean "out"\?\n1 error/,
    ],
    [
      "octopus-mqtt.config.mjs",
      `throw new Error("no such thing");`,
      /^\S+mjs error config-unreadable: .*no such thing/,
    ],
    ["octopus-mqtt.config.ts", `export default {`, /^\S+ts error config-unreadable: it cannot be run: /],
    ["octopus-mqtt.config.mjs", `export default () => ({});`, /error config-invalid: found a function; export /],
    [
      "octopus-mqtt.config.ts",
      `export default undefined;`,
      /error config-invalid: (?:found nothing|there are no jobs)/,
    ],
    ["octopus-mqtt.config.mjs", `export default 7;`, /^\S+mjs error config-invalid: found 7, expected an object/],
    [
      "octopus-mqtt.config.yaml",
      `jobs: { a: { out: x }, b: { out: x }, c: { out: x/y } }`,
      /^\S+yaml:1:34 error config-overlap: jobs\.b\.out: x is the output folder of the job a[^]*jobs\.c\.out: x\/y/,
    ],
  ])("%s: %s", async (name, text, expected) => {
    expect(await faultsOf(name, text)).toMatch(expected);
  });

  test("where there are two of them, or none", async () => {
    const folder = await folderWith({ "octopus-mqtt.config.yaml": YAML, "octopus-mqtt.config.ts": "" });
    const both = await run("generate", folder);
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining("config-ambiguous: there is also ") as string });
    const none = await run("generate", "--config", join(folder, "other.yaml"));
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining("cannot be read (ENOENT)") as string });
  });
});
