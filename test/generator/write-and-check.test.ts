import { readFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../generator/check.js";
import { generate } from "../../generator/generate.js";
import type { OutputFile } from "../../generator/model/model.js";
import { typeScriptBanner } from "../../generator/print/banner.js";
import { write } from "../../generator/write.js";
import { folderWith, schema } from "./source-folder.js";

const output = (path: string, body: string): OutputFile => ({ path, content: typeScriptBanner([]) + body });
const a = output("a.ts", "export const a = 1;\n");
const b = output("deep/er/b.ts", "export const b = 1;\n");

describe("write", () => {
  test("writes what changed and leaves the rest untouched", async () => {
    const folder = await folderWith({});
    expect(await write([a, b], folder)).toMatchObject({ written: ["a.ts", "deep/er/b.ts"], unchanged: [] });
    await utimes(join(folder, "a.ts"), 1, 1);

    const changed = output("deep/er/b.ts", "export const b = 2;\n");
    expect(await write([a, changed], folder)).toMatchObject({ written: ["deep/er/b.ts"], unchanged: ["a.ts"] });
    expect((await stat(join(folder, "a.ts"))).mtimeMs).toBe(1000);
    expect(await readFile(join(folder, "deep/er/b.ts"), "utf8")).toBe(changed.content);
  });

  test("removes what an earlier run generated, with folders that become empty, and nothing else", async () => {
    const folder = await folderWith({ "hand.ts": "export {};\n", "deep/notes.md": "mine\n" });
    await write([a, b], folder);
    expect(await write([a], folder)).toMatchObject({ removed: ["deep/er/b.ts"] });
    await expect(stat(join(folder, "deep/er"))).rejects.toThrow("ENOENT");
    expect(await readFile(join(folder, "hand.ts"), "utf8")).toBe("export {};\n");
    expect(await readFile(join(folder, "deep/notes.md"), "utf8")).toBe("mine\n");
  });

  test("removes a folder with files at two depths", async () => {
    const folder = await folderWith({});
    const upper = output("deep/c.ts", "export const c = 1;\n");
    await write([a, b, upper], folder);
    expect(await write([a], folder)).toMatchObject({ removed: ["deep/c.ts", "deep/er/b.ts"] });
    await expect(stat(join(folder, "deep"))).rejects.toThrow("ENOENT");
  });

  test("refuses to overwrite a file that was not generated, and then writes nothing", async () => {
    const folder = await folderWith({ "a.ts": "export const mine = true;\n" });
    const { written, diagnostics } = await write([a, b], folder);
    expect(written).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "foreign-file", file: join(folder, "a.ts") }]);
    expect(await readFile(join(folder, "a.ts"), "utf8")).toBe("export const mine = true;\n");
    await expect(stat(join(folder, "deep"))).rejects.toThrow("ENOENT");
  });
});

describe("check", () => {
  test("finds nothing when all is up to date, whatever line ends the checkout has", async () => {
    const folder = await folderWith({ "a.ts": a.content.replaceAll("\n", "\r\n"), "hand.ts": "mine\n" });
    expect(await check([a], folder)).toEqual([]);
  });

  test("prints a unified diff for each file that differs, and changes nothing", async () => {
    const stale = output("a.ts", "export const a = 0;\n");
    const surplus = output("old.ts", "export {};\n");
    const folder = await folderWith({
      [stale.path]: stale.content,
      [surplus.path]: surplus.content,
      "own.ts": "mine\n",
    });
    const differences = await check([a, b, output("own.ts", "export {};\n")], folder);
    expect(differences.map(({ path, kind }) => [path, kind])).toEqual([
      ["a.ts", "stale"],
      ["deep/er/b.ts", "missing"],
      ["old.ts", "surplus"],
      ["own.ts", "foreign"],
    ]);
    expect(differences[0]?.diff).toContain("-export const a = 0;\n+export const a = 1;\n");
    expect(differences[1]?.diff).toMatch(/^--- \/dev\/null\n\+\+\+ generated\/deep\/er\/b\.ts\n/);
    expect(differences[2]?.diff).toMatch(/^--- on disk\/old\.ts\n\+\+\+ \/dev\/null\n/);
    expect(await readFile(join(folder, "a.ts"), "utf8")).toBe(stale.content);
  });
});

describe("generate", () => {
  const emit =
    (...files: OutputFile[]) =>
    () =>
      Promise.resolve([() => files]);

  test("two emitters that claim one path are refused, also where only the case differs", async () => {
    const folder = await folderWith({ "schema/a.schema.json": schema("A", { type: "boolean" }) });
    const emitters = emit(a, output("A.ts", "export {};\n"));
    const { files, diagnostics } = await generate({ schemaDir: join(folder, "schema"), emitters });
    expect(files).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "output-conflict", severity: "error", file: "a.ts" }]);
  });

  test("a file without a banner is a fault of its emitter", async () => {
    const folder = await folderWith({ "schema/a.schema.json": schema("A", { type: "boolean" }) });
    const emitters = emit({ path: "x.ts", content: "export {};\n" });
    await expect(generate({ schemaDir: join(folder, "schema"), emitters })).rejects.toThrow("x.ts left out the banner");
  });

  test("errors in the sources leave no files, and no emitter is loaded", async () => {
    const folder = await folderWith({ "schema/a.schema.json": schema("A", { type: "bolean" }) });
    const emitters = () => Promise.reject(new Error("loaded"));
    const { files, diagnostics } = await generate({ schemaDir: join(folder, "schema"), emitters });
    expect(files).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "dialect-violation", line: 5, column: 11 }]);
  });
});
