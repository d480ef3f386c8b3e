import { getLibFiles, ts as oldest } from "typescript-5";
import newest from "typescript";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { repositoryRoot } from "../../repository/imports.js";

type Compiler = typeof newest;

/** The compilers that generated code is promised to pass: the oldest TypeScript 5, and the newest with an interface for programs. */
export const COMPILERS: readonly (readonly [name: string, compiler: Compiler])[] = [
  [oldest.version, oldest as unknown as Compiler],
  [newest.version, newest],
];

/** Every flag that makes the compiler stricter; those that a version does not know it passes over. */
export const STRICT: newest.CompilerOptions = {
  target: newest.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: [],
  declaration: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noFallthroughCasesInSwitch: true,
  allowUnreachableCode: false,
  allowUnusedLabels: false,
  isolatedDeclarations: true,
  verbatimModuleSyntax: true,
};

/** Where a version of TypeScript keeps its own declarations, in the compilers' eyes. */
const LIB = "/lib";

const libraries = new Map(getLibFiles().map(({ fileName, text }) => [fileName, text]));

/** What a compiler reads of an installed package, by the paths that it has for them. */
export function packageTexts(name: string): Map<string, string> {
  const folder = join(repositoryRoot, "node_modules", name);
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const read = paths.filter((path) => /\.d\.c?ts$|(?:^|[/\\])package\.json$/.test(path));
  return new Map(
    read.map((path) => [
      posix.join("/node_modules", name, path.split(sep).join("/")),
      readFileSync(join(folder, path), "utf8"),
    ]),
  );
}

/** Compiles files (absolute paths) of memory as one program; what it says, and what it emits by path. */
export function compile(
  compiler: Compiler,
  files: ReadonlyMap<string, string>,
  options: newest.CompilerOptions,
): { readonly errors: string; readonly emitted: ReadonlyMap<string, string> } {
  const isOldest = compiler.version !== newest.version;
  const libraryText = (name: string) =>
    isOldest
      ? libraries.get(name)
      : newest.sys.readFile(posix.join(posix.dirname(newest.sys.getExecutingFilePath()), name));
  const read = (path: string) => (path.startsWith(LIB) ? libraryText(posix.basename(path)) : files.get(path));
  const emitted = new Map<string, string>();
  const host: newest.CompilerHost = {
    fileExists: (path) => read(path) !== undefined,
    readFile: read,
    directoryExists: (folder) => [...files.keys()].some((path) => path.startsWith(`${folder}/`.replace("//", "/"))),
    getDirectories: () => [],
    getSourceFile: (path, language) => {
      const text = read(path);
      return text === undefined ? undefined : compiler.createSourceFile(path, text, language);
    },
    getDefaultLibFileName: () => `${LIB}/lib.d.ts`,
    getDefaultLibLocation: () => LIB,
    writeFile: (path, text) => void emitted.set(path, text),
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  const roots = [...files.keys()].filter((path) => path.endsWith(".ts") && !path.startsWith("/node_modules/"));
  const program = compiler.createProgram(roots, options, host);
  const found = compiler.getPreEmitDiagnostics(program);
  if (!options.noEmit) program.emit();
  return { errors: compiler.formatDiagnostics(found, host), emitted };
}
