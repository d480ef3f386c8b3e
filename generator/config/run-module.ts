import { join, resolve } from "node:path";
import { OWN_FOLDER, RUNS_SOURCES } from "../own-folder.js";
import { aboutConfig, ConfigError } from "./config-error.js";

/** This package, wherever it runs from: its sources in the repository, or built. */
const OWN_INDEX = join(OWN_FOLDER, RUNS_SOURCES ? "index.ts" : "index.js");

/**
 * What a module exports by default, TypeScript or JavaScript, read anew each time. It needs no build and no type check.
 *
 * jiti rather than Node's own TypeScript, which Node 20 has not: without dependencies, 20 ms to load, and 4 ms for a
 * module that it knows from its cache in node_modules/.cache (100 ms for a new one). It takes this package to be the one
 * that runs, so that `defineConfig` is found under `npx`, too.
 */
export async function runModule(path: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(import.meta.url, { moduleCache: false, alias: { "octopus-mqtt-codegen": OWN_INDEX } });
  try {
    return await jiti.import(resolve(path), { default: true });
  } catch (error) {
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new ConfigError([aboutConfig(path, "config-unreadable", `it cannot be run: ${reason}`)]);
  }
}
