import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { type DeviceManifest, parseMQTTOptions, type ResolvedMQTTOptions, StatusPublisher } from "octopus-mqtt";
import { Latch } from "../latch.js";
import { overrideOptions } from "../open-link.js";
import type { Permits } from "../permits.js";
import { describe, type Log, sdkLogger } from "./log.js";
import type { DeviceReferences, ReferenceFolder } from "./reference-folder.js";
import { Tally } from "./tally.js";
import { StatusQueue, type StatusQueueSettings } from "./status-queue.js";

/** What all devices of a daemon share. */
export interface DeviceContext {
  readonly log: Log;
  readonly queue: Pick<StatusQueueSettings, "dedupe" | "minIntervalMs">;
  /** How many devices may be connecting for the first time at once. */
  readonly connecting: Permits;
  readonly references: ReferenceFolder;
}

/** What is wrong with a device. */
export interface DeviceProblem {
  readonly code: string;
  readonly message: string;
}

/** How many statuses of a device may be without the broker's acknowledgement, unless `messageChannelDepth` is less. */
const MOST_UNDER_WAY = 100;

/** The pauses between attempts to connect for the first time, in milliseconds: doubling, and up to half shorter by chance. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** How long to wait before a store that failed is tried again. */
const STORE_PAUSE_MS = 1_000;

/**
 * One DeviceLink on its broker: it connects until it succeeds, and publishes what it is given. `waitTimeout` has no meaning
 * here: each status is waited for as long as it takes, and its source with it.
 */
export class Device {
  readonly uid: string;
  /** `namespace/name` of the DeviceLink. */
  readonly name: string;
  /** What happened, by broker; the last one is the present. */
  readonly tallies: Tally[];
  readonly queue: StatusQueue;
  readonly #context: DeviceContext;
  readonly #log: Log;
  readonly #publisher: StatusPublisher;
  readonly #references: DeviceReferences;
  #options: ResolvedMQTTOptions;
  readonly #stopping = new AbortController();
  /** Open while the client takes messages, though they may wait for a connection there. */
  readonly #usable = new Latch();
  /** Open while there is a connection. */
  readonly #connected = new Latch();
  #problem: DeviceProblem | undefined;
  /** Why the last version of the manifest does not count yet. */
  #reloadProblem: DeviceProblem | undefined;
  /** Counts versions of the manifest. */
  #version = 0;
  /** The code of the last status if that was given up: each kind of trouble is logged once. */
  #trouble: string | undefined;

  private constructor(
    device: DeviceManifest,
    publisher: StatusPublisher,
    references: DeviceReferences,
    context: DeviceContext,
  ) {
    this.uid = device.link.uid;
    this.name = `${device.link.namespace}/${device.link.name}`;
    this.#context = context;
    this.#log = context.log.child({ device: this.name });
    this.#publisher = publisher;
    this.#references = references;
    this.#options = parseMQTTOptions(device.options);
    const limit = Math.max(Math.min(MOST_UNDER_WAY, this.#options.client.messageChannelDepth), 1);
    // What is coalesced waits where newer ones can take its place.
    const gate = context.queue.minIntervalMs > 0 ? this.#connected : this.#usable;
    this.tallies = [new Tally(this.#options.client.server)];
    this.queue = new StatusQueue(
      { ...context.queue, limit },
      {
        ready: () => gate.whenOpen(),
        publish: (json) => this.#publish(json),
        discarded: (reason) => {
          this.tally.discarded[reason] += 1;
        },
      },
    );
    publisher.client.on("connected", () => {
      this.#onConnected();
    });
    publisher.client.on("lost", ({ reason }) => {
      this.#onLost(reason);
    });
  }

  /** Makes the device of a manifest that was checked, and begins to connect it. Throws what `StatusPublisher.create` throws. */
  static async start(manifest: unknown, context: DeviceContext): Promise<Device> {
    const { manifest: adapted, device } = adapt(manifest);
    const log = context.log.child({ device: `${device.link.namespace}/${device.link.name}` });
    const references = context.references.of(device);
    const publisher = await StatusPublisher.create(adapted, {
      references,
      logger: sdkLogger(log),
      reconnectJitter: 0.5,
    });
    const started = new Device(device, publisher, references, context);
    void started.#connect();
    return started;
  }

  get client(): StatusPublisher["client"] {
    return this.#publisher.client;
  }

  /** With the present broker. */
  get tally(): Tally {
    const tally = this.tallies.at(-1);
    if (!tally) throw new Error("there is always one");
    return tally;
  }

  /** Why it is not connected, or does not publish; undefined while all is well. */
  get problem(): DeviceProblem | undefined {
    return this.#reloadProblem ?? this.#problem;
  }

  /** Whether {@link reload} can do with this manifest: it is of the same name, and has the same store. */
  canBecome(manifest: unknown): boolean {
    const { device } = adapt(manifest);
    const { client } = parseMQTTOptions(device.options);
    const name = `${device.link.namespace}/${device.link.name}`;
    return name === this.name && isDeepStrictEqual(client.store, this.#options.client.store);
  }

  /** Goes on with another version of its manifest, as soon as that succeeds; until then everything is as it was. */
  reload(manifest: unknown): void {
    this.#version += 1;
    void this.#reload(manifest, this.#version);
  }

  /** Whether a value that its manifest refers to is another one since it was read, such as a Secret that was rotated. */
  referencesHaveChanged(): Promise<boolean> {
    return this.#references.haveChanged();
  }

  /** Publishes what it has, as far as `disconnectQuiesce` allows, and disconnects. Never rejects. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#usable.open();
    this.#connected.open();
    await this.queue.flush();
    this.tally.end(this.client.statistics.store);
    await this.#publisher.disconnect();
    await this.queue.whenIdle();
    const lost = this.tally.failed.get("client-closed");
    if (lost !== undefined) this.#log.warn({ statuses: lost }, "stopped before all statuses were delivered");
  }

  async #connect(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#stopping.signal.aborted && !(await this.#tryToConnect(pauseMs))) {
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /** Says whether it succeeded; if not, it pauses. */
  async #tryToConnect(pauseMs: number): Promise<boolean> {
    try {
      await this.#context.connecting.run(() => this.#publisher.connect());
      return true;
    } catch (error) {
      if (this.#stopping.signal.aborted) return false;
      this.#problem = describe(error);
      const againInMs = shortened(pauseMs);
      this.#log.warn({ ...this.#problem, againInMs }, "cannot connect");
      await this.#pause(againInMs);
      return false;
    }
  }

  async #reload(manifest: unknown, version: number): Promise<void> {
    const { manifest: adapted, device } = adapt(manifest);
    const isObsolete = () => version !== this.#version || this.#stopping.signal.aborted;
    for (let pauseMs = FIRST_PAUSE_MS; !isObsolete(); pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.#context.connecting.run(() => this.#publisher.reconfigure(adapted));
        this.#adopt(parseMQTTOptions(device.options));
        return;
      } catch (error) {
        if (isObsolete()) return;
        this.#reloadProblem = describe(error);
        const againInMs = shortened(pauseMs);
        this.#log.warn(
          { ...this.#reloadProblem, againInMs },
          "cannot go on with the new manifest; the old client stays",
        );
        await this.#pause(againInMs);
      }
    }
  }

  #adopt(options: ResolvedMQTTOptions): void {
    const { server } = options.client;
    const { store } = this.client.statistics;
    if (server !== this.tally.server) {
      this.tally.end(store);
      this.tallies.push(new Tally(server, store));
    }
    this.#options = options;
    this.#reloadProblem = undefined;
    this.#log.info("reconfigured");
  }

  #onConnected(): void {
    this.#problem = undefined;
    this.#usable.open();
    this.#connected.open();
  }

  #onLost(reason: Error): void {
    if (this.#stopping.signal.aborted) return;
    this.tally.lost(reason);
    this.#connected.shut();
    if (this.#options.client.autoReconnect) return;
    this.#usable.shut();
    this.#problem = { code: "connection-lost", message: "the connection was lost, and `autoReconnect` is off" };
  }

  /** Publishes one status; what can be mended is tried until it is. */
  async #publish(json: string): Promise<void> {
    this.tally.published += 1;
    const place = this.tally.published;
    for (;;) {
      try {
        await this.#publisher.publish(json);
        this.tally.acknowledged += 1;
        this.#trouble = undefined;
        return;
      } catch (error) {
        const again = !this.#stopping.signal.aborted && (await this.#mended(describe(error).code, place));
        if (again) continue;
        this.#giveUp(error);
        return;
      }
    }
  }

  /** Waits until trying again makes sense; false if it never will. */
  async #mended(code: string, place: number): Promise<boolean> {
    if (code === "not-connected") await this.#usable.whenOpen();
    // No message may wait for a connection (`messageChannelDepth: 0`).
    else if (code === "publish-failed") await this.#connected.whenOpen();
    else if (code !== "store-failed") return false;
    else {
      await this.#pause(STORE_PAUSE_MS);
      // A newer status must not be followed by an older one.
      return place === this.tally.published;
    }
    return true;
  }

  #giveUp(error: unknown): void {
    const { code, message } = describe(error);
    this.tally.gaveUp(code);
    this.queue.forgetLast();
    if (code !== this.#trouble && code !== "client-closed")
      this.#log.error({ code, detail: message }, "a status was not delivered");
    this.#trouble = code;
  }

  /** Ends early when the device is stopped. */
  async #pause(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }
}

/** Up to half shorter by chance, so that devices do not come all at once. */
function shortened(pauseMs: number): number {
  return Math.round(pauseMs * (1 - Math.random() / 2));
}

/** The manifest as the daemon runs it. */
function adapt(manifest: unknown): ReturnType<typeof overrideOptions> {
  return overrideOptions(manifest, { client: { waitTimeout: "0" } });
}
