import { resolve } from "node:path";
import type { CrdSize } from "../crd-sizes.js";
import type { Diagnostic } from "../diagnostics.js";
import type { SourceFacts } from "../source-facts.js";
import { cachePath, readCached, writeCached } from "./cache-file.js";
import { hashOf, type FileMark, type Snapshot } from "./snapshot.js";

/** What one successful run read and what then stood in the output folder. */
export interface RunRecord extends RunOutcome {
  /** What decides about the output besides the sources and the generator's files (`versions`, settings). */
  readonly version: string;
  /** The generator's own files. */
  readonly generator: Snapshot;
  readonly schemas: Snapshot;
  /** Sources outside the schema folder, by absolute path. */
  readonly outside: Readonly<Record<string, FileMark>>;
  /** Which packages references could lead into. */
  readonly packages: string;
  /** The output folder, with the user's own files in it. */
  readonly output: Snapshot;
}

/** What a run found, to be told again. */
export interface RunOutcome {
  /** Paths of the generated files below the output folder. */
  readonly files: readonly string[];
  /** How many source files were read. */
  readonly sources: number;
  readonly warnings: readonly Diagnostic[];
  readonly crdSizes: readonly CrdSize[];
  readonly facts: readonly SourceFacts[];
  /** Paths of the files of each scope. */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
}

/** The folders of a run, as the user wrote them; each pair has a record of its own. */
export interface RunFolders {
  readonly schemaDir: string;
  readonly outDir: string;
}

/** The record of the last run; undefined when there is none, or what there is cannot be a whole record. */
export function readRecord(folders: RunFolders): RunRecord | undefined {
  return readCached(recordPath(folders)) as RunRecord | undefined;
}

/** Keeps the record of a run for the next one. */
export function writeRecord(folders: RunFolders, record: RunRecord): void {
  writeCached(recordPath(folders), record);
}

/** Where the record of these folders is, if there may be one. */
export function recordPath({ schemaDir, outDir }: RunFolders): string | undefined {
  const name = hashOf(`${resolve(schemaDir)}\n${resolve(outDir)}`).slice(0, 16);
  return cachePath(resolve(outDir, ".."), `${name}.json`);
}
