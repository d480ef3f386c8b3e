import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";

/** How long to wait for further changes before one is told: an editor or `kubectl` makes several at once. */
const SETTLE_MS = 100;

/** How often to look without having been told: some file systems tell nothing. */
const LOOK_ANYWAY_MS = 30_000;

interface Watched {
  readonly inode: number;
  readonly watcher: FSWatcher;
}

/**
 * Calls `onChange` when something in one of the folders may have changed, or in the folder of one of the files, or where
 * one is missing in the folder in which it would appear. Calls also when nothing has changed.
 */
export class PathWatch {
  readonly #paths: () => readonly string[];
  readonly #onChange: () => void;
  readonly #watched = new Map<string, Watched>();
  #looking: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  #ended = false;

  /** `paths` are asked for at each {@link look}. */
  constructor(paths: () => readonly string[], onChange: () => void) {
    this.#paths = paths;
    this.#onChange = onChange;
  }

  /**
   * Watches the folders that are there now; call it when there may be others. One that was exchanged is another one, of
   * which an old watcher tells nothing. Says whether any is watched that was not before: what changed there until now was
   * not told.
   */
  async look(): Promise<boolean> {
    const folders = new Map(await Promise.all([...new Set(this.#paths())].map((path) => nearestFolder(path))));
    if (this.#ended) return false;
    this.#looking ??= setInterval(() => {
      void this.look();
      this.#onChange();
    }, LOOK_ANYWAY_MS);
    for (const [folder, { inode, watcher }] of this.#watched) {
      if (folders.get(folder) === inode) continue;
      watcher.close();
      this.#watched.delete(folder);
    }
    const more = [...folders].filter(([folder]) => !this.#watched.has(folder));
    for (const [folder, inode] of more) this.#watch(folder, inode);
    return more.some(([folder]) => this.#watched.has(folder));
  }

  /** Nothing is told any more. */
  end(): void {
    this.#ended = true;
    clearInterval(this.#looking);
    clearTimeout(this.#settling);
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  #watch(folder: string, inode: number): void {
    try {
      const watcher = watch(folder, () => {
        this.#settling ??= setTimeout(() => {
          this.#settling = undefined;
          this.#onChange();
        }, SETTLE_MS);
      });
      // Such as a folder that was removed; looked for again later.
      this.#watched.set(folder, { inode, watcher: watcher.on("error", () => undefined) });
    } catch {
      // It is gone again, or may not be watched: looking now and then is left.
    }
  }
}

/** The folder that `path` is, or that holds it, or the nearest one above in which what is missing would appear. */
async function nearestFolder(path: string): Promise<[folder: string, inode: number]> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return [path, found.ino];
  } catch {
    // Not there, or not to be read.
  }
  const above = dirname(path);
  return above === path ? [path, 0] : nearestFolder(above);
}
