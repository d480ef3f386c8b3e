import { inputPaths } from "./input-paths.js";
import type { PluginRun } from "./run.js";

/** What esbuild takes as the answer to `onResolve`; without a path the next one is asked. */
export interface EntryPointResult {
  errors?: { text: string }[];
  warnings: { text: string }[];
  watchFiles: string[];
  watchDirs: string[];
}

/**
 * Says what a run came to and what to watch, at an entry point: esbuild takes no paths to watch at the start of a build,
 * and watches nothing after an error there.
 */
export function onEntryPoint({ error, warnings, watched }: PluginRun): EntryPointResult {
  const { files, folders } = inputPaths(watched);
  return {
    ...(error && { errors: [{ text: error.message }] }),
    warnings: warnings.map((text) => ({ text })),
    watchFiles: [...files],
    watchDirs: [...folders],
  };
}
