import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { OWN_FOLDER } from "./own-folder.js";

/** Folders that the generator reads besides the user's sources; they lie beside its own folder. */
const ASSET_FOLDERS = { templates: "templates", meta: join("schema", "meta") } as const;

/**
 * The absolute path of a file below `templates/` or `schema/meta/`, wherever the generator runs from. Throws where there
 * is none, since then the installation is broken.
 */
export function assetPath(folder: keyof typeof ASSET_FOLDERS, ...segments: readonly string[]): string {
  const wanted = join(ASSET_FOLDERS[folder], ...segments);
  const found = join(dirname(OWN_FOLDER), wanted);
  if (existsSync(found)) return found;
  throw new Error(`The generator's own file ${wanted} is missing; install octopus-mqtt-codegen again`);
}
