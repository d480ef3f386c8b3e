import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { check } from "../../../generator/check.js";
import { main } from "../../../generator/cli.js";
import { formatDiagnostic } from "../../../generator/diagnostics.js";
import { generate } from "../../../generator/generate.js";
import { typeScriptBanner, type NamedEmitter } from "../../../generator/index.js";
import type { OutputOptions } from "../../../generator/output-options.js";
import { reportGenerated } from "../../../generator/jobs/report-jobs.js";
import { generateJobs } from "../../../generator/jobs/run-jobs.js";
import { write } from "../../../generator/write.js";
import { repositoryRoot } from "../../repository/imports.js";
import { folderWith } from "../source-folder.js";
import { compile, STRICT } from "./compilers.js";
import { filesWith, SOURCES } from "./sources.js";

async function run(...argv: string[]): Promise<{ code: number; text: string }> {
  let text = "";
  const print = (more: string) => void (text += more);
  const code = await main(argv, { out: print, err: print, colour: false });
  return { code, text };
}

const importsOf = (text: string) => [...text.matchAll(/from "(\.[^"]*)"/g)].map(([, specifier]) => specifier);

describe("the import extension", () => {
  const bundler = { module: "esnext", moduleResolution: "bundler" };

  test.each<[string, object, string]>([
    ["node16 wants .js", { module: "node16" }, "../types/fan.js"],
    ["nodenext wants .js", { module: "NodeNext", moduleResolution: "NodeNext" }, "../types/fan.js"],
    ["bundler wants none", bundler, "../types/fan"],
    ["bundler with TypeScript's own", { ...bundler, allowImportingTsExtensions: true }, "../types/fan.ts"],
    ["rewritten ones", { module: "nodenext", rewriteRelativeImportExtensions: true }, "../types/fan.ts"],
  ])("is what the nearest tsconfig.json says: %s", async (_, compilerOptions, expected) => {
    const base = JSON.stringify({ compilerOptions });
    const folder = await folderWith({
      ...SOURCES,
      "base.json": base,
      "tsconfig.json": `{ "extends": "./base.json" } // own`,
    });
    expect((await run("generate", folder)).code).toBe(0);
    const text = await readFile(join(folder, "generated/defaults/fan.ts"), "utf8");
    expect(importsOf(text)).toContain(expected);
    expect((await run("check", folder)).code).toBe(0);
  });

  test("is what the flag says, whatever tsconfig.json does", async () => {
    const folder = await folderWith({ ...SOURCES, "tsconfig.json": JSON.stringify({ compilerOptions: bundler }) });
    await run("generate", folder, "--import-extension", ".js");
    const text = await readFile(join(folder, "generated/defaults/fan.ts"), "utf8");
    expect(importsOf(text)).toContain("../types/fan.js");
  });
});

test("CommonJS modules load and check", async () => {
  const folder = await folderWith({ "package.json": "{}" });
  const files = new Map([["/package.json", "{}"]]);
  for (const [path, text] of await filesWith({ module: "commonjs", enums: "enum" })) files.set(`/${path}`, text);
  const flags = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const { errors, emitted } = compile(ts, files, { ...STRICT, ...flags, outDir: "/" });
  expect(errors).toBe("");
  for (const [path, text] of emitted) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const loaded = createRequire(join(folder, "x.js"))("./index.js") as {
    readonly FanGear: Readonly<Record<string, string>>;
    parseFan(value: unknown): unknown;
    isFan(value: unknown): boolean;
  };
  expect(loaded.parseFan({ name: "a" })).toEqual({ name: "a", gear: "slow", level: 0, motor: { power: "low" } });
  expect(loaded.isFan({ name: "a", gear: loaded.FanGear.Value_very_2d_fast })).toBe(true);
  expect(loaded.isFan({ name: "a", gear: "none" })).toBe(false);
});

describe("the banner", () => {
  const banner = `/*\n${" * A long licence.\n".repeat(20)} */`;

  test("stands first, and generated files are still known as such", async () => {
    const folder = await folderWith({ ...SOURCES, licence: banner });
    const withBanner = () => run("generate", folder, "--banner", join(folder, "licence"));
    await withBanner();
    expect((await readFile(join(folder, "generated/index.ts"), "utf8")).startsWith(banner)).toBe(true);
    expect((await withBanner()).text).toContain(" (0 written, ");
    expect((await run("generate", folder)).code).toBe(0);
    expect(await readFile(join(folder, "generated/index.ts"), "utf8")).not.toContain("licence");
  });

  test.each(["const x = 1;", "/* open", "plain words"])("that is no comment is refused: %s", async (text) => {
    const folder = await folderWith(SOURCES);
    const { diagnostics, files } = await generate({ schemaDir: join(folder, "schema"), output: { banner: text } });
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      "bad-output-option",
    ]);
    expect(files).toEqual([]);
  });
});

test.each<OutputOptions>([
  { publish: true, enums: "enum" },
  { publish: true, module: "commonjs" },
])("what other packages could not import is not published: %o", async (output) => {
  const folder = await folderWith(SOURCES);
  const { diagnostics } = await generate({ schemaDir: join(folder, "schema"), output });
  expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toContain("bad-output-option output option publish");
});

test("a name style that makes two files one is a conflict", async () => {
  const word = (title: string) =>
    JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", title, type: "boolean" });
  const folder = await folderWith({ "schema/a-b.schema.json": word("A"), "schema/aB.schema.json": word("B") });
  const { diagnostics } = await generate({ schemaDir: join(folder, "schema"), output: { fileNames: "camelCase" } });
  expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toContain("output-conflict types/ab.ts");
});

describe("the formatter", () => {
  test("is the project's prettier with its configuration, and the output is stable", async () => {
    const folder = await folderWith({ ...SOURCES, "package.json": "{}", ".prettierrc": `{ "semi": false }` });
    await cp(join(repositoryRoot, "node_modules/prettier"), join(folder, "node_modules/prettier"), { recursive: true });
    await run("generate", folder, "--formatter", "prettier");
    const index = join(folder, "generated/index.ts");
    expect(await readFile(index, "utf8")).toMatch(/index.js"\n/);
    expect((await run("generate", folder, "--formatter", "prettier")).text).toContain(" (0 written");
    expect((await run("check", folder, "--formatter", "prettier")).code).toBe(0);
    await writeFile(join(folder, ".prettierrc"), `{ "singleQuote": true }`);
    await run("generate", folder, "--formatter", "prettier");
    expect(await readFile(index, "utf8")).toContain("index.js';");
  });

  test("that is not installed is an error with the remedy", async () => {
    const folder = await folderWith(SOURCES);
    const { code, text } = await run("generate", folder, "--formatter", "prettier");
    expect(code).toBe(1);
    expect(text).toContain("error bad-output-option: prettier is not installed");
  });
});

describe("templates of the user's", () => {
  test("decide about later runs, too", async () => {
    const folder = await folderWith({
      ...SOURCES,
      "package.json": "{}",
      "node_modules/x": "",
      "t/index.hbs": "export {}; // one",
    });
    const flags = ["--templates", join(folder, "t")];
    await run("generate", folder, ...flags);
    expect((await run("generate", folder, ...flags)).text).toContain(" (0 written");
    await writeFile(join(folder, "t/index.hbs"), "export {}; // two");
    await run("generate", folder, ...flags);
    expect(await readFile(join(folder, "generated/index.ts"), "utf8")).toContain("// two");
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["a name that none of ours has", { "t/indx.hbs": "" }, 'did you mean "index.hbs"?'],
    ["a field that there is not", { "t/index.hbs": "{{nothing}}" }, "Template index.hbs"],
    ["a mistake", { "t/index.hbs": "{{#each}" }, "Template index.hbs"],
  ])("are refused with %s", async (_, templates, expected) => {
    const folder = await folderWith({ ...SOURCES, ...templates });
    const { code, text } = await run("generate", folder, "--templates", join(folder, "t"));
    expect(code).toBe(1);
    expect(text).toContain("error bad-template: ");
    expect(text).toContain(expected);
  });
});

describe("emitters of the user's", () => {
  const emitter = (name: string, path: string, content = `${typeScriptBanner([])}export {};\n`): NamedEmitter => ({
    name,
    emit: () => [{ path, content }],
  });

  async function outcome(ownEmitters: readonly NamedEmitter[], output: OutputOptions = {}) {
    const folder = await folderWith(SOURCES);
    return { folder, ...(await generate({ schemaDir: join(folder, "schema"), ownEmitters, output })) };
  }

  test("are written, checked and removed as ours", async () => {
    const own = emitter("own", "own/x.ts", `${typeScriptBanner([])}export * from "../index.js";\n`);
    const { folder, files } = await outcome([own], { importExtension: ".ts" });
    const outDir = posix.join(folder, "generated");
    await write(files, outDir);
    expect(await readFile(join(outDir, "own/x.ts"), "utf8")).toContain('from "../index.ts"');
    await writeFile(join(outDir, "own/x.ts"), `${typeScriptBanner([])}edited\n`);
    expect((await check(files, outDir)).map(({ path, kind }) => `${kind} ${path}`)).toEqual(["stale own/x.ts"]);
    const report = await write(
      files.filter(({ path }) => path !== "own/x.ts"),
      outDir,
    );
    expect(report.removed).toEqual(["own/x.ts"]);
  });

  test("run again when one of their modules has changed", async () => {
    const folder = await folderWith({ ...SOURCES, "package.json": "{}", "node_modules/x": "", "emitter.ts": "one" });
    const module = join(folder, "emitter.ts");
    const folders = { schemaDir: join(folder, "schema"), outDir: join(folder, "generated") };
    let text = "";
    const print = (more: string) => void (text += more);
    const runOnce = async () => {
      const emitted = `${typeScriptBanner([])}// ${await readFile(module, "utf8")}\n`;
      text = "";
      const io = { out: print, err: print, colour: false };
      const ownEmitters = [emitter("own", "own.ts", emitted)];
      await reportGenerated(
        await generateJobs([{ folders, settings: {}, cache: true, ownEmitters, inputs: [module] }]),
        "text",
        io,
      );
      return text;
    };
    await runOnce();
    expect(await runOnce()).toContain(" (0 written");
    await writeFile(module, "two");
    expect(await runOnce()).toContain(" (1 written");
  });

  test.each<[string, readonly NamedEmitter[], string]>([
    [
      "two that write one file",
      [emitter("one", "a.ts"), emitter("two", "A.ts")],
      'a.ts error output-conflict: "one" and "two" both write',
    ],
    ["one that writes a file of ours", [emitter("one", "index.ts")], 'the generator itself and "one" both write'],
    [
      "a path that leads out",
      [emitter("one", "../a.ts")],
      'bad-output-file: the file of the emitter "one" is no path below',
    ],
    ["no banner", [emitter("one", "a.ts", "export {};")], 'the file of the emitter "one" begins without'],
    [
      "an exception",
      [
        {
          name: "one",
          emit: () => {
            throw new Error("no");
          },
        },
      ],
      "emitter one error bad-output-file: it threw Error: no",
    ],
  ])("are told of by name: %s", async (_, own, expected) => {
    const { files, diagnostics } = await outcome(own);
    expect(files).toEqual([]);
    expect(diagnostics.map(formatDiagnostic).join("\n")).toContain(expected);
  });
});
