import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { PRINT_WIDTH } from "../../../generator/print/format.js";
import { layOut } from "../../../generator/print/layout.js";
import { repositoryRoot } from "../../repository/imports.js";

const byPrettier = (code: string) => format(code, { parser: "typescript", printWidth: PRINT_WIDTH });
const generated = join(repositoryRoot, "generated");
const inFolder = (folder: string) =>
  readdirSync(join(generated, folder))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);
const read = (path: string) => readFileSync(join(generated, path), "utf8");

/** What a layout may not change: everything but white space, commas before a closing bracket, and needless brackets. */
const tokensOf = (code: string) => code.replace(/\s+|,(?=\s*[)\]}])|[()]/g, "");

describe("the layout", () => {
  test.each([...inFolder("types"), ...inFolder("defaults"), ...inFolder("validators")])(
    "of %s is prettier's",
    async (path) => {
      expect(read(path)).toBe(await byPrettier(read(path)));
    },
  );

  test.each(inFolder("validators/checks"))("of %s stays as it is, and says what prettier's says", async (path) => {
    const [comment = "", ...others] = read(path).split(/(?<=\n)/);
    const code = others.join("");
    expect(comment + (layOut(code, PRINT_WIDTH) ?? "")).toBe(read(path));
    expect(tokensOf(code)).toBe(tokensOf(await byPrettier(code)));
  });

  test("of all our own output needs no other printer", () => {
    for (const folder of ["types", "defaults", "validators", "validators/checks"])
      for (const path of inFolder(folder)) expect(layOut(read(path), PRINT_WIDTH), path).toBeDefined();
  });

  test.each([
    [`const a = 'x';`, `const a = "x";`],
    [String.raw`const a = "say \"hi\"";`, `const a = 'say "hi"';`],
    [String.raw`const a = "it's \"so\"";`, String.raw`const a = 'it\'s "so"';`],
    [String.raw`const a = "it's \"so";`, String.raw`const a = "it's \"so";`],
    [String.raw`const a = "\\\"\n\"";`, String.raw`const a = '\\"\n"';`],
  ])("has prettier's quotes for %s", async (code, wanted) => {
    expect(layOut(`${code}\n`, PRINT_WIDTH)).toBe(`${wanted}\n`);
    expect(await byPrettier(code)).toBe(`${wanted}\n`);
  });

  test.each([
    ["a type within which a bound is an index", `type A = ${"Readonly<".repeat(12)}B["a"]${'>["a"]'.repeat(12)};\n`],
    ["a condition that cannot be broken", `if (!(${"a".repeat(120)} === "a")) b();\n`],
    ["a keyword that binds less than a negation", "if (!(a in b)) c(1e-7, -1, 1 - 2);\n"],
  ])("adds no token to %s", (_, code) => {
    expect(tokensOf(layOut(code, PRINT_WIDTH) ?? "")).toBe(tokensOf(code));
    expect(layOut(code, PRINT_WIDTH)).not.toMatch(/!a in|1e -|,\s*[\])]/);
  });

  test.each([
    ["a template string", "const a = `x`;\n"],
    ["a regular expression", "const a = /x/;\n"],
    ["a missing semicolon", "const a = 1\nconst b = 2;\n"],
    ["brackets that do not match", "const a = [1);\n"],
  ])("is left to prettier for %s", (_, code) => {
    expect(layOut(code, PRINT_WIDTH)).toBeUndefined();
  });
});
