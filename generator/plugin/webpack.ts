import type { InputPaths } from "./input-paths.js";
import type { PluginRun } from "./run.js";

/** What is asked of a compilation of webpack. */
export interface Compilation {
  readonly errors: Error[];
  readonly warnings: Error[];
  readonly fileDependencies: { add(path: string): unknown };
  readonly contextDependencies: { add(path: string): unknown };
}

/** Says what a run came to and what to watch. An error that is thrown instead would end webpack's watching. */
export function tellCompilation(
  { errors, warnings, fileDependencies, contextDependencies }: Compilation,
  run: PluginRun,
  { files, folders }: InputPaths,
): void {
  for (const path of files) fileDependencies.add(path);
  for (const path of folders) contextDependencies.add(path);
  warnings.push(...run.warnings.map((text) => new Error(text)));
  if (run.error) errors.push(run.error);
}
