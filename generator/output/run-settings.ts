import { existsSync, readFileSync, statSync } from "node:fs";
import { hashOf, takeSnapshot } from "../incremental/snapshot.js";
import type { RunFolders } from "../incremental/record.js";
import type { OutputOptions } from "../output-options.js";
import { resolveOutput, type ResolvedOutput } from "./resolve-output.js";
import { prettierInputs } from "./user-prettier.js";

/** What decides about the files of a run besides sources, generator and folders; plain data, the same for the same output. */
export interface OutputInputs {
  /** The options that differ from their defaults. */
  readonly output?: OutputOptions;
  /** Hashes of files that options lead to, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The output options of a run, and what a later run has to compare. Loads no more than the options need. */
export async function outputInputs(
  options: OutputOptions,
  { outDir }: RunFolders,
  more: readonly string[] = [],
): Promise<{ readonly output: ResolvedOutput; readonly inputs: OutputInputs }> {
  const [output, usual] = await Promise.all([
    resolveOutput(options, outDir),
    resolveOutput({ importExtension: ".js" }, undefined),
  ]);
  const differing = Object.entries(output).filter(([name, value]) => value !== usual[name as keyof ResolvedOutput]);
  const paths = [...more, ...(output.formatter === "prettier" ? prettierInputs(outDir) : [])];
  const hashes = paths.filter((path) => existsSync(path)).map((path) => [path, hashOf(readFileSync(path))] as const);
  const files = { ...Object.fromEntries(hashes), ...templateHashes(output.templates) };
  return {
    output,
    inputs: {
      ...(differing.length > 0 && { output: Object.fromEntries(differing) }),
      ...(Object.keys(files).length > 0 && { files }),
    },
  };
}

function templateHashes(folder: string): Record<string, string> {
  if (folder === "" || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return {};
  const marks = Object.entries(takeSnapshot(folder));
  return Object.fromEntries(marks.map(([path, { hash }]) => [`${folder}/${path}`, hash]));
}

/** Whether only a whole run can make these files: they say something about all types. */
export function needsWholeRun({ enums, publish }: ResolvedOutput): boolean {
  return enums !== "union" || publish;
}
