import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { join } from "node:path";

/** A file as it was: what the file system says of it, and the hash of its bytes. */
export interface FileMark {
  readonly size: number;
  readonly inode: number;
  /** Times of the last change of the content and of anything about the file, in milliseconds; the second cannot be set. */
  readonly modified: number;
  readonly changed: number;
  /** True when the file was so fresh that a later change could have left the same times. */
  readonly fresh: boolean;
  readonly hash: string;
}

/** The files of a folder by their paths below it, with `/`. */
export type Snapshot = Readonly<Record<string, FileMark>>;

/** Longest time in which two changes of a file may leave the same times: file systems count in ticks of the kernel. */
const TICK = 50;

/** How a snapshot is taken. */
export interface SnapshotOptions {
  /** What an earlier snapshot says; its files are not read again when the file system says the same of them. */
  readonly known?: Snapshot | undefined;
  /** Begins the paths in the result and in `known`. */
  readonly prefix?: string;
  /** Names of folders to leave out. */
  readonly without?: readonly string[];
  /** Files to leave out, by their paths below the folder. */
  readonly skip?: RegExp;
}

/**
 * The files of a folder; empty when there is none. A file of which the file system says what it said in `known` is not
 * read again: as in git's index, size, times and inode together tell every change but one within a tick. Where it says the
 * same of all, the result is `known` itself.
 */
export function takeSnapshot(
  folder: string,
  { known, prefix = "", without = [], skip }: SnapshotOptions = {},
): Snapshot {
  const paths = filesBelow(folder, "", new Set(without)).filter((path) => !skip?.test(path));
  const marks = paths.map((path) => markOf(`${folder}/${path}`, known?.[prefix + path]));
  const isKnown = known && marks.every((mark, index) => mark === known[prefix + (paths[index] ?? "")]);
  if (isKnown && Object.keys(known).length === paths.length) return known;
  return Object.fromEntries(marks.map((mark, index) => [prefix + (paths[index] ?? ""), mark]));
}

/** The mark of one file. Throws where there is none. */
export function markOf(file: string, known: FileMark | undefined): FileMark {
  const now = Date.now();
  const stats = lstatSync(file);
  if (known && !known.fresh && isSame(known, stats)) return known;
  const { size, ino: inode, mtimeMs: modified, ctimeMs: changed } = stats;
  return { size, inode, modified, changed, fresh: changed > now - TICK, hash: hashOf(readFileSync(file)) };
}

/** True when both hold the same files with the same bytes. */
export function sameContents(a: Snapshot, b: Snapshot): boolean {
  if (a === b) return true;
  const paths = Object.keys(a);
  return paths.length === Object.keys(b).length && paths.every((path) => a[path]?.hash === b[path]?.hash);
}

/** A short name for some bytes, the same on every machine. */
export function hashOf(bytes: string | Buffer): string {
  return createHash("sha256").update(bytes).digest("base64url");
}

function isSame({ size, inode, modified, changed }: FileMark, stats: Stats): boolean {
  return size === stats.size && inode === stats.ino && modified === stats.mtimeMs && changed === stats.ctimeMs;
}

function filesBelow(folder: string, prefix: string, without: ReadonlySet<string>): string[] {
  let entries;
  try {
    entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    if (entry.isFile()) return [prefix + entry.name];
    if (!entry.isDirectory() || without.has(entry.name)) return [];
    return filesBelow(folder, `${prefix}${entry.name}/`, without);
  });
}
