import type { Readable } from "node:stream";
import type { CommandIo } from "../command-io.js";
import type { Device, DeviceContext } from "./device.js";
import type { FeedReport } from "./feed.js";
import { Fleet } from "./fleet.js";
import { type Health, healthOf } from "./health.js";
import { describe, type Log } from "./log.js";
import { ManifestFiles } from "./manifest-files.js";
import { Metrics } from "./metrics.js";
import { logProblems } from "./problem-log.js";
import { StatusFolder } from "./status-folder.js";
import { feedFromStdin } from "./stdin-feed.js";
import { PathWatch } from "./watch.js";

/** Where a daemon reads. */
export interface DaemonInput {
  /** Files and folders of manifests. */
  readonly paths: readonly string[];
  /** A stream of statuses that say whose they are, or the folder of sockets and files. */
  readonly statuses: Readable | string;
  readonly io: CommandIo;
}

/** Every device of some manifests, on its broker: reads manifests and statuses, and follows their changes. */
export class Daemon {
  readonly metrics: Metrics;
  readonly #input: DaemonInput;
  readonly #log: Log;
  readonly #files: ManifestFiles;
  readonly #fleet: Fleet;
  readonly #folder: StatusFolder | undefined;
  /** By `namespace/name`, and by UID. */
  readonly #routes = new Map<string, Device>();
  readonly #watch: PathWatch;
  #applying: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #ready = false;

  constructor(input: DaemonInput, context: DeviceContext) {
    this.#input = input;
    this.#log = context.log;
    const paths = () => [...input.paths, ...context.references.folders];
    this.#watch = new PathWatch(paths, () => {
      void this.#apply();
    });
    this.#files = new ManifestFiles(input.paths, input.io);
    this.#fleet = new Fleet(context, {
      started: (device) => this.#onStarted(device),
      stopping: (device) => this.#onStopping(device),
      stopped: (device) => {
        this.metrics.retire(device);
      },
    });
    this.metrics = new Metrics({ devices: () => this.#fleet.devices, problems: () => this.#fleet.problems });
    if (typeof input.statuses === "string") {
      this.#folder = new StatusFolder(input.statuses, this.#log, (source, device) => this.#reportFor(source, device));
    }
  }

  get health(): Health {
    return healthOf(this.#fleet.devices, this.#fleet.problems);
  }

  /** Whether every device of the manifests was started, though it may not be connected. */
  get isReady(): boolean {
    return this.#ready;
  }

  /** Starts all devices, and begins to follow changes. */
  async start(): Promise<void> {
    await this.#watch.look();
    await this.#apply();
    this.#ready = true;
    const { total } = this.health.devices;
    this.#log.info({ devices: total }, "running");
    if (typeof this.#input.statuses !== "string") void this.#readStdin(this.#input.statuses);
  }

  /** Takes no more statuses, delivers what it has as far as each device's `disconnectQuiesce` allows, and disconnects. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#watch.end();
    await this.#folder?.end();
    await this.#applying;
    await this.#fleet.stop();
  }

  /** One run at a time; a change during one is followed by another. */
  #apply(): Promise<void> {
    this.#again = true;
    this.#applying ??= this.#applyAll();
    return this.#applying;
  }

  async #applyAll(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const before = this.#fleet.problems;
      try {
        await this.#fleet.apply(await this.#files.read());
      } catch (error) {
        this.#log.error(describe(error), "the manifests could not be applied");
      }
      // The folders of values that are referred to now; what changed there since they were read is read again.
      if (await this.#watch.look()) this.#again = true;
      logProblems(this.#log, before, this.#fleet.problems);
    }
    this.#applying = undefined;
  }

  async #onStarted(device: Device): Promise<void> {
    for (const route of [device.name, device.uid]) this.#routes.set(route, device);
    await this.#folder?.open(device.name, (json) => device.queue.put(json));
    this.#log.info({ device: device.name }, "started");
  }

  async #onStopping(device: Device): Promise<void> {
    for (const route of [device.name, device.uid]) this.#routes.delete(route);
    await this.#folder?.close(device.name);
    this.#log.info({ device: device.name }, "stopping");
  }

  async #readStdin(stdin: Readable): Promise<void> {
    const route = (name: string, json: string) => this.#routes.get(name)?.queue.put(json);
    try {
      await feedFromStdin(stdin, route, this.#reportFor("stdin"));
      this.#log.info("stdin has ended; the devices stay connected");
    } catch (error) {
      if (!this.#stopped) this.#log.error(describe(error), "stdin cannot be read");
    }
  }

  #reportFor(source: "stdin" | "socket" | "file", device?: string): FeedReport {
    return {
      taken: () => {
        this.metrics.taken(source);
      },
      refused: (reason, line, message) => {
        this.metrics.refused(source, reason);
        this.#log.error({ ...(device !== undefined && { device }), source, line, code: reason }, message);
      },
    };
  }
}
