import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as prettierModule from "prettier";
import type { OutputFile } from "../model/model.js";

/** Prettier is not installed where the output folder's project would look for it. */
export class PrettierMissing extends Error {
  override readonly name = "PrettierMissing";
}

type Prettier = typeof prettierModule;

/** Helm's templates look like YAML and are none. */
const NOT_PLAIN = /^charts\/[^/]+\/templates\//;

/**
 * The files in the layout of prettier, that of the output folder's project with its configuration. Files that prettier
 * does not know stay as they are. Throws `PrettierMissing`, and prettier's own errors.
 */
export async function formatWithPrettier(files: readonly OutputFile[], outDir: string): Promise<OutputFile[]> {
  const prettier = await loadPrettier(outDir);
  // A process that generates again and again would keep the configuration of its first run.
  await prettier.clearConfigCache();
  const formatted: OutputFile[] = [];
  for (const file of files) formatted.push(await formatOne(prettier, file, resolve(outDir, file.path)));
  return formatted;
}

async function formatOne(prettier: Prettier, file: OutputFile, filepath: string): Promise<OutputFile> {
  if (NOT_PLAIN.test(file.path)) return file;
  const { inferredParser } = await prettier.getFileInfo(filepath, { resolveConfig: false });
  if (inferredParser === null) return file;
  const config = await prettier.resolveConfig(filepath, { editorconfig: true });
  const content = await prettier.format(file.content, { ...config, filepath, endOfLine: "lf" });
  return { ...file, content };
}

async function loadPrettier(outDir: string): Promise<Prettier> {
  const path = prettierPath(outDir);
  if (path === undefined) throw new PrettierMissing();
  const loaded = (await import(pathToFileURL(path).href)) as Prettier & { readonly default?: Prettier };
  return loaded.default ?? loaded;
}

function prettierPath(outDir: string): string | undefined {
  try {
    return createRequire(join(resolve(outDir), "index.js")).resolve("prettier");
  } catch {
    return undefined;
  }
}

/** Files that decide about prettier's output, whether they are there or not: a run looks at them before it loads anything. */
export function prettierInputs(outDir: string): string[] {
  const own = prettierPath(outDir);
  const files = own === undefined ? [] : [join(dirname(own), "package.json")];
  for (let folder = resolve(outDir); ; folder = dirname(folder)) {
    files.push(...CONFIGURATIONS.map((name) => join(folder, name)));
    if (folder === dirname(folder)) return files.filter((file) => existsSync(file));
  }
}

const CONFIGURATIONS = [
  ...[
    ".prettierrc",
    ...["json", "yaml", "yml", "json5", "js", "ts", "mjs", "mts", "cjs", "cts", "toml"].map(
      (end) => `.prettierrc.${end}`,
    ),
  ],
  ...["js", "ts", "mjs", "mts", "cjs", "cts"].map((end) => `prettier.config.${end}`),
  ...["package.json", "package.yaml", ".editorconfig"],
];
