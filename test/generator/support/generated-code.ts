import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { repositoryRoot } from "../../repository/imports.js";
import type { OutputFile } from "../../../generator/model/model.js";

const STRICT = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2023.d.ts"],
  types: [],
  noEmit: true,
  declaration: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  isolatedDeclarations: true,
} satisfies ts.CompilerOptions;

/** What the strictest TypeScript says about output files, one `path:line message` each; nothing is written to disk. */
export function typeErrors(files: readonly OutputFile[]): string[] {
  const texts = new Map([...files.map(({ path, content }) => [`/output/${path}`, content] as const)]);
  texts.set("/output/package.json", '{ "type": "module" }');
  const program = ts.createProgram({
    rootNames: files.map(({ path }) => `/output/${path}`),
    options: STRICT,
    host: inMemoryHost(texts),
  });
  return ts.getPreEmitDiagnostics(program).map(describe);
}

function inMemoryHost(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const disk = ts.createCompilerHost(STRICT);
  return {
    ...disk,
    getCurrentDirectory: () => "/output",
    fileExists: (path) => texts.has(path) || disk.fileExists(path),
    readFile: (path) => texts.get(path) ?? disk.readFile(path),
    directoryExists: (path) =>
      [...texts.keys()].some((file) => file.startsWith(`${path}/`)) || ts.sys.directoryExists(path),
    getSourceFile: (path, options) => {
      const text = texts.get(path);
      return text === undefined ? library(disk, path, options) : ts.createSourceFile(path, text, options);
    },
  };
}

const libraries = new Map<string, ts.SourceFile | undefined>();

/** TypeScript's own declarations, parsed once for all programs. */
function library(disk: ts.CompilerHost, path: string, options: Parameters<ts.CompilerHost["getSourceFile"]>[1]) {
  if (!libraries.has(path)) libraries.set(path, disk.getSourceFile(path, options));
  return libraries.get(path);
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (!file) return message;
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1} ${message}`;
}

/** Runs output files: what the module at `path` exports; the packages of the repository are there. They lie in a temporary folder only while they are loaded. */
export async function importOutput<T>(files: readonly OutputFile[], path: string): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "octopus-mqtt-output-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    symlinkSync(join(repositoryRoot, "node_modules"), join(folder, "node_modules"));
    for (const file of files.filter((candidate) => candidate.path.endsWith(".ts"))) writeModule(folder, file);
    const url = pathToFileURL(join(folder, path.replace(/\.ts$/, ".js"))).href;
    return (await import(/* @vite-ignore */ url)) as T;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeModule(folder: string, { path, content }: OutputFile): void {
  const target = join(folder, path.replace(/\.ts$/, ".js"));
  mkdirSync(dirname(target), { recursive: true });
  const compilerOptions = { target: STRICT.target, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  writeFileSync(target, ts.transpileModule(content, { compilerOptions }).outputText);
}
