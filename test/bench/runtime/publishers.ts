import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figures, Load } from "./load.js";
import type { Peers } from "./peers.js";
import { figuresOf, type Command } from "./processes.js";

/** Scripts of the folder clients with the arguments that follow the load. */
const SCRIPTS: Readonly<Record<string, readonly [script: string, ...argv: string[]]>> = {
  "octopus awaited": ["octopus.mjs", "awaited"],
  "octopus callbacks": ["octopus.mjs", "callbacks"],
  "octopus awaited, File": ["octopus.mjs", "awaited"],
  "mqtt.js callbacks": ["mqtt-js.mjs", "callbacks"],
  "mqtt.js publishAsync": ["mqtt-js.mjs", "awaited"],
  "async-mqtt": ["async-mqtt.mjs"],
  socket: ["socket.mjs"],
  "octopus burst": ["octopus.mjs", "burst"],
  "mqtt.js burst": ["mqtt-js.mjs", "burst"],
  "octopus devices": ["devices.mjs", "octopus"],
  "mqtt.js devices": ["devices.mjs", "mqtt.js"],
  "octopus start": ["start.mjs", "octopus"],
  "mqtt.js start": ["start.mjs", "mqtt.js"],
  "node start": ["start.mjs", "nothing"],
  "octopus import": ["import.mjs", "octopus-mqtt"],
  "mqtt.js import": ["import.mjs", "mqtt"],
  "octopus topic": ["topic.mjs", "octopus"],
  "regex topic": ["topic.mjs", "regex"],
  "octopus receive": ["receive.mjs", "octopus"],
  "mqtt.js receive": ["receive.mjs", "mqtt.js"],
};

/** With the collector at hand, to see what memory is in use. */
function scriptCommand(script: string, ...argv: string[]): Command {
  return [process.execPath, "--expose-gc", fileURLToPath(new URL(`clients/${script}`, import.meta.url)), ...argv];
}

/** Runs publishers and what else is measured, each in a process of its own. `folder` is for their stores. */
export class Publishers {
  readonly #peers: Peers;
  readonly #folder: string;

  constructor(peers: Peers, folder: string) {
    this.#peers = peers;
    this.#folder = folder;
  }

  /** Whether it can run on this machine. */
  has(name: string): boolean {
    return name in SCRIPTS || this.#peers.commands.has(name);
  }

  /** What one run of a publisher costs. */
  async run(name: string, load: Load): Promise<Figures> {
    if (!name.endsWith(", File")) return figuresOf(this.#command(name, load));
    const store = await mkdtemp(join(this.#folder, "store-"));
    try {
      return await figuresOf(this.#command(name, { ...load, store }));
    } finally {
      await rm(store, { recursive: true, force: true });
    }
  }

  #command(name: string, load: Load): Command {
    const text = JSON.stringify(load);
    const peer = this.#peers.commands.get(name);
    if (peer) return [...peer, text];
    const [script, ...argv] = SCRIPTS[name] ?? unknown(name);
    return scriptCommand(script, text, ...argv);
  }
}

function unknown(name: string): never {
  throw new Error(`there is no publisher "${name}"`);
}
