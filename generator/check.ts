import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff";
import type { OutputFile } from "./model/model.js";
import { compareOutput } from "./output-folder.js";

/** One output file that is not what the sources generate. */
export interface Difference {
  /** Below the output folder. */
  readonly path: string;
  /** stale: other content; missing: not on disk; surplus: generated earlier and no longer; foreign: not generated. */
  readonly kind: "stale" | "missing" | "surplus" | "foreign";
  /** Unified diff from the file on disk to what the sources generate. */
  readonly diff: string;
}

/**
 * Compares an output folder with what belongs there and changes nothing; [] when it is up to date. Files of the user's
 * are no difference unless an output file belongs in their place.
 */
export async function check(files: readonly OutputFile[], outDir: string): Promise<Difference[]> {
  const { stale, missing, surplus, foreign } = await compareOutput(files, outDir);
  const generated = new Map(files.map(({ path, content }) => [path, content]));
  const differences = [
    ...stale.map(({ file, onDisk }) => difference("stale", file.path, onDisk, file.content)),
    ...missing.map(({ path, content }) => difference("missing", path, undefined, content)),
    ...surplus.map(({ path, content }) => difference("surplus", path, content, undefined)),
    ...foreign.map(({ path, content }) => difference("foreign", path, content, generated.get(path))),
  ];
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function difference(
  kind: Difference["kind"],
  path: string,
  onDisk: string | undefined,
  generated: string | undefined,
): Difference {
  const from = onDisk === undefined ? "/dev/null" : `on disk/${path}`;
  const to = generated === undefined ? "/dev/null" : `generated/${path}`;
  return { path, kind, diff: formatPatch(structuredPatch(from, to, onDisk ?? "", generated ?? ""), FILE_HEADERS_ONLY) };
}
