import { resolve, sep } from "node:path";
import type { EmitSettings, OutputFile } from "../model/model.js";
import { generatorFiles, versions } from "./generator-version.js";
import { outsideMarks, packagesAround } from "./outside.js";
import { readRecord, writeRecord, type RunFolders, type RunOutcome, type RunRecord } from "./record.js";
import { hashOf, sameContents, takeSnapshot, type Snapshot } from "./snapshot.js";

/**
 * What proves that a file has not changed: that the file system says of it what it said (`times`: size, inode and
 * times, as in git's index), or its bytes alone.
 */
export type Proof = "times" | "bytes";

/** What a run begins with, looked at before anything is read, so that a change during the run is one for the next. */
export interface RunStart extends Pick<RunRecord, "version" | "generator" | "schemas"> {
  readonly folders: RunFolders;
  /** The record of an earlier run, whatever has changed since. */
  readonly known: RunRecord | undefined;
}

/** Looks at the sources and at the generator itself. Loads nothing but `node:`. */
export function startRun(folders: RunFolders, settings: EmitSettings, proof: Proof): RunStart {
  const known = readRecord(folders);
  const trusted = proof === "times" ? known : undefined;
  return {
    folders,
    known,
    // Findings name files as the user wrote the folder.
    version: JSON.stringify([versions(), folders.schemaDir, settings]),
    generator: generatorFiles(trusted?.generator),
    schemas: takeSnapshot(folders.schemaDir, { known: trusted?.schemas }),
  };
}

/**
 * The last run, if doing it again would change nothing: the same generator and settings, the same bytes in the schema
 * folder and in what was read outside it, and in the output folder what that run left there.
 */
export function lastRunIfUpToDate(start: RunStart, proof: Proof): RunRecord | undefined {
  const { folders, known, version, generator, schemas } = start;
  if (known?.version !== version || !sameContents(generator, known.generator)) return undefined;
  if (!sameContents(schemas, known.schemas) || !isOutsideSame(folders, known, proof)) return undefined;
  const output = outputOf(folders, proof === "times" ? known.output : undefined);
  if (!sameContents(output, known.output)) return undefined;
  if (hasFresh(known)) writeRecord(folders, { ...known, generator, schemas, output });
  return known;
}

/**
 * Remembers a run after which the output folder is what the sources generate. Does not if anyone has changed that
 * folder, or a source outside the schema folder, in the meantime.
 *
 * @param texts of the sources, by path
 */
export function rememberRun(
  { folders, known, version, generator, schemas }: RunStart,
  files: readonly OutputFile[],
  texts: ReadonlyMap<string, string>,
  outcome: Omit<RunOutcome, "files">,
): void {
  const inside = resolve(folders.schemaDir) + sep;
  const read = [...texts].map(([path, text]) => [resolve(path), text] as const);
  const outsideTexts = read.filter(([path]) => !path.startsWith(inside));
  const outside = outsideMarks(
    outsideTexts.map(([path]) => path),
    known?.outside,
  );
  const output = outputOf(folders, known?.output);
  const isAsRead = outsideTexts.every(([path, text]) => outside[path]?.hash === hashOf(text));
  const isAsWritten = files.every(({ path, content }) => output[path]?.hash === hashOf(content));
  if (!isAsRead || !isAsWritten) return;
  const packages = outsideTexts.length === 0 ? "" : packagesAround(folders.schemaDir);
  const paths = files.map(({ path }) => path);
  writeRecord(folders, { ...outcome, version, generator, schemas, outside, packages, output, files: paths });
}

/** Where a reference leads outside the folder is for the loader to say: who asks for bytes does not take our word. */
function isOutsideSame({ schemaDir }: RunFolders, { outside, packages }: RunRecord, proof: Proof): boolean {
  const paths = Object.keys(outside);
  if (paths.length === 0) return true;
  return (
    proof === "times" && sameContents(outsideMarks(paths, outside), outside) && packagesAround(schemaDir) === packages
  );
}

function outputOf({ outDir }: RunFolders, known: Snapshot | undefined): Snapshot {
  return takeSnapshot(outDir, { known, without: ["node_modules", ".git"] });
}

function hasFresh({ generator, schemas, output }: RunRecord): boolean {
  return [generator, schemas, output].some((snapshot) => Object.values(snapshot).some(({ fresh }) => fresh));
}
