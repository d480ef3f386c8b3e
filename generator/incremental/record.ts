import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { CrdSize } from "../crd-sizes.js";
import type { Diagnostic } from "../diagnostics.js";
import type { SourceFacts } from "../source-facts.js";
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

/** Where the tools of a project keep what they may lose: `node_modules/.cache` of the nearest package. */
const CACHE_FOLDER = "node_modules/.cache/octopus-mqtt-codegen";

/** The record of the last run; undefined when there is none, or what there is cannot be a whole record. */
export function readRecord(folders: RunFolders): RunRecord | undefined {
  const path = recordPath(folders);
  if (path === undefined || !existsSync(path)) return undefined;
  try {
    const text = readFileSync(path, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return text.slice(0, end) === hashOf(body) ? (JSON.parse(body) as RunRecord) : undefined;
  } catch {
    // Unreadable or half written: a run without a record makes the same output.
    return undefined;
  }
}

/** Keeps the record of a run for the next one. Nothing depends on it, so a folder that cannot be written is no error. */
export function writeRecord(folders: RunFolders, record: RunRecord): void {
  const path = recordPath(folders);
  if (path === undefined) return;
  const body = JSON.stringify(record);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, `${hashOf(body)}\n${body}`);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A read-only installation runs without records.
  }
}

/** Undefined outside projects that have packages installed: no run shall leave a folder where none is expected. */
function recordPath({ schemaDir, outDir }: RunFolders): string | undefined {
  for (let folder = resolve(outDir, ".."); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "node_modules")))
      return join(folder, CACHE_FOLDER, `${hashOf(`${resolve(schemaDir)}\n${resolve(outDir)}`).slice(0, 16)}.json`);
    if (folder === dirname(folder)) return undefined;
  }
}
