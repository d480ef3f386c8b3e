import { setTimeout as wait } from "node:timers/promises";
import { resolve } from "node:path";
import type { FSWatcher } from "chokidar";
import { isInput, mayHold, rootsOf, type WatchedPaths } from "./watched-paths.js";

/** How long nothing must have changed before a run: an editor or a checkout makes many changes at once. */
const SETTLE_MS = 100;

/** Longest time that changes which do not end hold up a run. */
const MAX_SETTLE_MS = 2_000;

/**
 * Changes of the input, of which a burst is one.
 *
 * chokidar rather than `node:fs` alone: it looks into folders within folders on every system, into those that are made
 * later, and takes a file that was saved by renaming for one change. It has one small dependency and runs on Node 20.19.
 * (`octopus-mqtt run` watches single folders of few files, where `fs.watch` does.)
 */
export class Changes {
  #watcher: FSWatcher | undefined;
  #watched = "";
  #last = 0;
  #isDirty = false;
  readonly #stop: AbortSignal;
  #wake: () => void = () => undefined;

  /** @param stop ends the watch */
  constructor(stop: AbortSignal) {
    this.#stop = stop;
    stop.addEventListener("abort", () => {
      this.#wake();
    });
  }

  /** Watches these paths from now on. Resolves when no change can be missed any more; true when some are new. */
  async watch(paths: WatchedPaths): Promise<boolean> {
    const roots = rootsOf(paths);
    const watched = JSON.stringify([paths, roots]);
    if (watched === this.#watched) return false;
    this.#watched = watched;
    const { watch } = await import("chokidar");
    const before = this.#watcher;
    const watcher = watch(roots, { ignored: (path) => !mayHold(paths, resolve(path)), ignoreInitial: true });
    this.#watcher = watcher;
    watcher.on("all", (_, path) => {
      if (isInput(paths, resolve(path))) this.#note();
    });
    // Such as a folder that may no longer be read: the run says so, and the watch goes on.
    watcher.on("error", () => {
      this.#note();
    });
    await new Promise<void>((ready) => watcher.once("ready", ready));
    await before?.close();
    return true;
  }

  /** True when something has changed since the last call, and then nothing for a moment; false, at once, on `stop`. */
  async next(): Promise<boolean> {
    const stop = this.#stop;
    if (!this.#isDirty && !stop.aborted) await new Promise<void>((wake) => (this.#wake = wake));
    const begin = Date.now();
    while (!stop.aborted && Date.now() - this.#last < SETTLE_MS && Date.now() - begin < MAX_SETTLE_MS)
      await wait(SETTLE_MS);
    this.#isDirty = false;
    return !stop.aborted;
  }

  async close(): Promise<void> {
    await this.#watcher?.close();
  }

  #note(): void {
    this.#last = Date.now();
    this.#isDirty = true;
    this.#wake();
  }
}
