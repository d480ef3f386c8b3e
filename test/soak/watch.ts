import { setTimeout as wait } from "node:timers/promises";
import type { ScriptProcess } from "../cli/spawn-script.js";

/** What the daemon was like at a moment. */
export interface Sample {
  /** Since the first look. */
  readonly seconds: number;
  readonly rssMb: number;
  /** Of the time since the last sample. */
  readonly eventLoopP99Ms: number;
  readonly connected: number;
  readonly waiting: number;
}

/** How often to look at the daemon. */
const LOOK_MS = 2_000;

/** Looks at `/metrics` of a daemon again and again. */
export class Watch {
  readonly samples: Sample[] = [];
  readonly #address: string;
  readonly #begun = performance.now();
  readonly #ending = new AbortController();

  constructor(address: string) {
    this.#address = address;
  }

  /** Looks until the daemon is as wanted. */
  async until(wanted: (sample: Sample) => boolean): Promise<void> {
    while (!wanted(await this.#look())) await wait(20);
  }

  /** Keeps a sample of every two seconds until it is stopped. */
  async start(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      await wait(LOOK_MS, undefined, { signal }).catch(() => undefined);
      this.samples.push(await this.#look());
    }
  }

  stop(): void {
    this.#ending.abort();
  }

  async #look(): Promise<Sample> {
    const text = await (await fetch(`http://${this.#address}/metrics`)).text();
    const value = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
    return {
      seconds: (performance.now() - this.#begun) / 1000,
      rssMb: value(/^process_resident_memory_bytes (\S+)/m) / 2 ** 20,
      eventLoopP99Ms: value(/^nodejs_eventloop_lag_p99_seconds (\S+)/m) * 1000,
      connected: value(/^octopus_mqtt_devices\{[^}]*state="connected"\} (\S+)/m),
      waiting: value(/^octopus_mqtt_outbox_messages\{[^}]*\} (\S+)/m),
    };
  }
}

/** Where a daemon on port 0 serves its metrics, as its log says. */
export async function addressOf(daemon: ScriptProcess): Promise<string> {
  await daemon.printed("stderr", '"address":"');
  return /"address":"([^"]+)"/.exec(daemon.text("stderr"))?.[1] ?? "";
}
