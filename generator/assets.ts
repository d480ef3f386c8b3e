import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folders that the generator reads besides the user's sources. */
const ASSET_FOLDERS = { templates: "templates", meta: join("schema", "meta") } as const;

/** How far above this module the folders may lie: `generator/` in the repository, `dist/generator/` in the package. */
const MAX_LEVELS = 4;

/**
 * The absolute path of a file below `templates/` or `schema/meta/`, wherever this module runs from.
 *
 * The nearest folder above this module that holds the asset wins: the repository's root when the TypeScript sources
 * run, the package's folder (or `dist/`) once it is built and installed. Throws when no folder holds it, since then
 * the installation is broken.
 */
export function assetPath(folder: keyof typeof ASSET_FOLDERS, ...segments: readonly string[]): string {
  const wanted = join(ASSET_FOLDERS[folder], ...segments);
  const found = foldersAbove(dirname(fileURLToPath(import.meta.url))).find((above) => existsSync(join(above, wanted)));
  if (found === undefined) {
    throw new Error(`The generator's own file ${wanted} is missing; install octopus-mqtt-codegen again`);
  }
  return join(found, wanted);
}

function foldersAbove(start: string): string[] {
  const folders = [start];
  for (let level = 1; level < MAX_LEVELS; level++) folders.push(dirname(folders[level - 1] ?? start));
  return folders;
}
