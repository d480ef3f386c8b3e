import { resolve, sep } from "node:path";
import type { Generation } from "../generate.js";
import type { OutputFile } from "../model/model.js";
import { generatorFiles, versions } from "./generator-version.js";
import { outsideMarks, packagesAround } from "./outside.js";
import { readRecord, writeRecord, type RunFolders, type RunOutcome, type RunRecord } from "./record.js";
import { hashOf, markOf, sameContents, takeSnapshot, type Snapshot } from "./snapshot.js";

/**
 * What proves that a file has not changed: that the file system says of it what it said (`times`: size, inode and
 * times, as in git's index), or its bytes alone.
 */
export type Proof = "times" | "bytes";

/** What a run begins with, looked at before anything is read, so that a change during the run is one for the next. */
export interface RunStart extends Pick<RunRecord, "version" | "generator" | "schemas"> {
  readonly folders: RunFolders;
  /** The record of an earlier run, if generator, settings, the output folder and what lies outside are as it says. */
  readonly known: RunRecord | undefined;
  /** What an earlier run says of files, for those of which the file system says the same. */
  readonly trusted: RunRecord | undefined;
}

/**
 * Looks at the sources, at the output and at the generator itself. Loads nothing but `node:`.
 *
 * @param settings plain data: what else decides about the output
 * @param config the hash of the configuration that the run follows; a change of it is one of the input
 */
export function startRun(folders: RunFolders, settings: object, proof: Proof, config = ""): RunStart {
  const record = readRecord(folders);
  const trusted = proof === "times" ? record : undefined;
  const now = {
    // Findings name files as the user wrote the folder.
    version: JSON.stringify([versions(), folders.schemaDir, settings, config]),
    generator: generatorFiles(trusted?.generator),
    schemas: takeSnapshot(folders.schemaDir, { known: trusted?.schemas }),
  };
  const isSame =
    record?.version === now.version &&
    sameContents(now.generator, record.generator) &&
    isOutsideSame(folders, record, proof);
  const output = isSame ? outputOf(folders, trusted?.output) : {};
  const known = isSame && sameContents(output, record.output) ? { ...record, output } : undefined;
  return { folders, trusted, known, ...now };
}

/** The last run, if doing it again would change nothing: the sources are those that it read, too. */
export function lastRunIfUpToDate({ folders, known, generator, schemas }: RunStart): RunRecord | undefined {
  if (!known || !sameContents(schemas, known.schemas)) return undefined;
  if (hasFresh({ ...known, generator, schemas })) writeRecord(folders, { ...known, generator, schemas });
  return known;
}

/** Remembers a run after which the output folder is what the sources generate. */
export function rememberRun(start: RunStart, generation: Generation): void {
  const { files, texts, diagnostics, sources, crdSizes = [], facts = [] } = generation;
  const scopes: Record<string, string[]> = {};
  for (const { path, scope } of files) if (scope !== undefined) (scopes[scope] ??= []).push(path);
  const paths = files.map(({ path }) => path);
  const outcome = { files: paths, sources, warnings: diagnostics, crdSizes, facts, scopes };
  rememberOutcome(start, { outcome, written: files, texts });
}

/** What a run did, as far as its record goes. */
export interface Done {
  readonly outcome: RunOutcome;
  /** Output files with the content that they should have. */
  readonly written: readonly OutputFile[];
  /** Of the sources that were read, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The output folder before the run, which has only written files anew; absent: all of it is looked at again. */
  readonly before?: Snapshot;
}

/**
 * Writes the record of a run. Does not if anyone has changed the output folder, or a source outside the schema folder,
 * in the meantime.
 */
export function rememberOutcome(start: RunStart, { outcome, written, texts, before }: Done): RunRecord | undefined {
  const { folders, trusted, version, generator, schemas } = start;
  const read = [...texts].map(([path, text]) => [resolve(path), text] as const);
  const outsideTexts = read.filter(([path]) => !path.startsWith(resolve(folders.schemaDir) + sep));
  const known = Object.keys(start.known?.outside ?? {});
  const outside = outsideMarks([...known, ...outsideTexts.map(([path]) => path)], trusted?.outside);
  const output = before ? marksAfter(before, written, folders) : outputOf(folders, trusted?.output);
  const isAsRead = outsideTexts.every(([path, text]) => outside[path]?.hash === hashOf(text));
  const isAsWritten = written.every(({ path, content }) => output[path]?.hash === hashOf(content));
  if (!isAsRead || !isAsWritten) return undefined;
  const packages = Object.keys(outside).length === 0 ? "" : packagesAround(folders.schemaDir);
  const record = { ...outcome, version, generator, schemas, outside, packages, output };
  writeRecord(folders, record);
  return record;
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

/** A file that someone else changes meanwhile keeps the mark of before, by which the next run will see the change. */
function marksAfter(before: Snapshot, written: readonly OutputFile[], { outDir }: RunFolders): Snapshot {
  const marks = written.map(({ path }) => [path, markOf(`${outDir}/${path}`, undefined)] as const);
  return { ...before, ...Object.fromEntries(marks) };
}

function hasFresh({ generator, schemas, output }: RunRecord): boolean {
  return [generator, schemas, output].some((snapshot) => Object.values(snapshot).some(({ fresh }) => fresh));
}
