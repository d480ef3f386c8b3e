import { type FSWatcher, watch } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FeedReport } from "./feed.js";
import { FileFeed } from "./file-feed.js";
import { describe, type Log } from "./log.js";
import { SocketFeed } from "./socket-feed.js";

/** How often to look into files without having been told of a change: some file systems tell nothing. */
const LOOK_ANYWAY_MS = 5_000;

/** What names a folder or file of its own: no separators, no `..`, nothing hidden. Kubernetes' names are such. */
const FILE_NAME = /^[A-Za-z0-9][-A-Za-z0-9_.]*$/;

interface Feeds {
  readonly file: FileFeed;
  readonly socket: SocketFeed | undefined;
}

/**
 * The folder through which programs hand over statuses: of each device `NAMESPACE/NAME.sock`, to which they connect, and
 * `NAMESPACE/NAME.jsonl`, to which they append.
 */
export class StatusFolder {
  readonly #root: string;
  readonly #log: Log;
  readonly #reportFor: (source: "socket" | "file", device: string) => FeedReport;
  /** By the path of the file. */
  readonly #feeds = new Map<string, Feeds>();
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #looking: NodeJS.Timeout;

  constructor(root: string, log: Log, reportFor: (source: "socket" | "file", device: string) => FeedReport) {
    this.#root = root;
    this.#log = log;
    this.#reportFor = reportFor;
    this.#looking = setInterval(() => {
      for (const { file } of this.#feeds.values()) file.look();
    }, LOOK_ANYWAY_MS);
  }

  /** Begins to take the statuses of a device, `namespace/name`. What cannot be opened is logged. */
  async open(device: string, put: (json: string) => Promise<void>): Promise<void> {
    const base = this.#baseOf(device);
    if (base === undefined) return;
    const file = new FileFeed(`${base}.jsonl`, put, this.#reportFor("file", device));
    const feeds = { file, socket: await this.#openSocket(device, `${base}.sock`, put) };
    this.#feeds.set(`${base}.jsonl`, feeds);
    this.#watch(dirname(base));
    file.look();
  }

  /** Takes no more statuses of a device. */
  async close(device: string): Promise<void> {
    const path = `${this.#baseOf(device) ?? ""}.jsonl`;
    const feeds = this.#feeds.get(path);
    this.#feeds.delete(path);
    if (feeds) await endOf(feeds);
  }

  /** Takes no more statuses of any device. */
  async end(): Promise<void> {
    clearInterval(this.#looking);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
    const feeds = [...this.#feeds.values()];
    this.#feeds.clear();
    await Promise.all(feeds.map(endOf));
  }

  #baseOf(device: string): string | undefined {
    const parts = device.split("/");
    if (parts.every((part) => FILE_NAME.test(part))) return join(this.#root, ...parts);
    this.#log.error({ device, code: "unusable-name" }, "namespace and name make no path, so it gets no statuses");
    return undefined;
  }

  async #openSocket(device: string, path: string, put: (json: string) => Promise<void>) {
    try {
      await mkdir(dirname(path), { recursive: true });
      return await SocketFeed.open(path, put, this.#reportFor("socket", device));
    } catch (error) {
      this.#log.error({ device, path, ...describe(error) }, "cannot listen at its socket");
      return undefined;
    }
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder)) return;
    const forget = (): void => {
      this.#watchers.get(folder)?.close();
      this.#watchers.delete(folder);
    };
    try {
      const watcher = watch(folder, (_, name) => {
        if (name !== null) this.#feeds.get(join(folder, basename(name)))?.file.look();
      });
      this.#watchers.set(folder, watcher.on("error", forget));
    } catch (error) {
      this.#log.warn({ path: folder, ...describe(error) }, "cannot watch the folder; looking every few seconds");
    }
  }
}

async function endOf({ file, socket }: Feeds): Promise<void> {
  await Promise.all([file.close(), socket?.close()]);
}
