import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";

/** How long to wait for further changes before one is told: an editor or `kubectl` makes several at once. */
const SETTLE_MS = 100;

/** How often to look without having been told: some file systems tell nothing. */
const LOOK_ANYWAY_MS = 30_000;

/**
 * Calls `onChange` when something in one of the folders may have changed, or in the folder of one of the files. Calls also
 * when nothing has. Resolves when it watches, with what ends it.
 */
export async function watchPaths(paths: readonly string[], onChange: () => void): Promise<() => void> {
  const watch = new FolderWatch(onChange);
  await watch.look(paths);
  const looking = setInterval(() => {
    void watch.look(paths);
    onChange();
  }, LOOK_ANYWAY_MS);
  return () => {
    clearInterval(looking);
    watch.end();
  };
}

class FolderWatch {
  readonly #onChange: () => void;
  #watchers: FSWatcher[] = [];
  #settling: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Watches the folders that are there now: one that was exchanged is another one, of which an old watcher tells nothing. */
  async look(paths: readonly string[]): Promise<void> {
    const folders = await foldersOf(paths);
    this.#forget();
    if (!this.#ended) this.#watchers = [...folders].flatMap((folder) => this.#watch(folder));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#settling);
    this.#forget();
  }

  #watch(folder: string): FSWatcher[] {
    try {
      const watcher = watch(folder, () => {
        this.#settling ??= setTimeout(() => {
          this.#settling = undefined;
          this.#onChange();
        }, SETTLE_MS);
      });
      // Such as a folder that was removed; looked for again later.
      return [watcher.on("error", () => undefined)];
    } catch {
      return [];
    }
  }

  #forget(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }
}

async function foldersOf(paths: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(await Promise.all(paths.map(folderOf)));
}

async function folderOf(path: string): Promise<string> {
  try {
    return (await stat(path)).isDirectory() ? path : dirname(path);
  } catch {
    return dirname(path);
  }
}
