import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { formatDiagnostic } from "../generator/diagnostics.js";
import { generate, type Generation } from "../generator/generate.js";
import { repositoryRoot } from "./repository/imports.js";

const outputFolder = join(repositoryRoot, "generated");
let generation: Generation;

beforeAll(async () => {
  generation = await generate({ schemaDir: join(repositoryRoot, "schema"), output: { publish: true } });
});

function committedFiles(): Map<string, string> {
  const entries = readdirSync(outputFolder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(outputFolder, path).split(sep).join("/"), readFileSync(path, "utf8")]));
}

describe("generated/", () => {
  test("the sources have no errors and no warnings", () => {
    expect(generation.diagnostics.map(formatDiagnostic)).toEqual([]);
  });

  test("is to the byte what the sources generate: run `npm run generate` when it is not", () => {
    const generated = new Map(generation.files.map(({ path, content }) => [path, content]));
    expect([...committedFiles().keys()].sort()).toEqual([...generated.keys()].sort());
    for (const [path, content] of committedFiles()) expect(content, path).toBe(generated.get(path));
  });

  test("a second run in the same process gives the same bytes", async () => {
    const again = await generate({ schemaDir: join(repositoryRoot, "schema"), output: { publish: true } });
    expect(again.files).toEqual(generation.files);
  });

  test("compiles under every strict flag, as its users' projects have them", () => {
    const roots = generation.files
      .filter(({ path }) => path.endsWith(".ts"))
      .map(({ path }) => join(outputFolder, path));
    const program = ts.createProgram(roots, {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      noImplicitReturns: true,
      noPropertyAccessFromIndexSignature: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noFallthroughCasesInSwitch: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      isolatedDeclarations: true,
      declaration: true,
      skipLibCheck: false,
    });
    const host = {
      getCanonicalFileName: (name: string) => name,
      getCurrentDirectory: () => repositoryRoot,
      getNewLine: () => "\n",
    };
    expect(ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host)).toBe("");
  });

  test("needs no package and no require at run time", () => {
    for (const { path, content } of generation.files.filter((file) => file.path.endsWith(".ts"))) {
      expect(content, path).not.toMatch(/\brequire\(/);
      for (const [, specifier] of content.matchAll(/^(?:import|export) .* from "([^"]+)"/gm))
        expect(specifier, path).toMatch(/^\./);
    }
  });
});
