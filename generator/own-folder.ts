import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file by which the folder is known. */
const LANDMARK = join("config", "schema", "codegen-config.schema.json");

/** Whether the TypeScript sources run, as in tests, and not what is built of them. */
export const RUNS_SOURCES = import.meta.url.endsWith(".ts");

/**
 * The absolute path of the generator's own folder: `generator/` in the repository, `dist/generator/` in the package,
 * where this module is a part of some other file. Throws where there is none, since then the installation is broken.
 */
export const OWN_FOLDER = ownFolder();

/** The path of the JSON Schema of configurations, `octopus-mqtt-codegen/config.schema.json`. */
export const CONFIG_SCHEMA = join(OWN_FOLDER, LANDMARK);

function ownFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  if (RUNS_SOURCES) return here;
  for (let folder = here; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, LANDMARK))) return folder;
  }
  throw new Error(`The generator's own file ${LANDMARK} is missing; install octopus-mqtt-codegen again`);
}
