import { execFile } from "node:child_process";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Command } from "./processes.js";

const execute = promisify(execFile);
/** The first build of the Go client on a machine downloads its module. */
const BUILD_LIMIT_MS = 300_000;

const sourceOf = (name: string): string => fileURLToPath(new URL(`clients/${name}`, import.meta.url));

/** Clients in other languages by their names, and why others cannot run here. */
export interface Peers {
  readonly commands: ReadonlyMap<string, Command>;
  readonly leftOut: ReadonlyMap<string, string>;
}

/** How each is made ready in a folder; rejects where what it needs is missing. */
const RECIPES: Readonly<Record<string, (folder: string) => Promise<Command>>> = {
  "Go paho": async (folder) => {
    const sources = join(folder, "go");
    await cp(sourceOf("go"), sources, { recursive: true });
    const binary = join(folder, "go-paho");
    await execute("go", ["build", "-buildvcs=false", "-o", binary, "."], { cwd: sources, timeout: BUILD_LIMIT_MS });
    return [binary];
  },
  libmosquitto: async (folder) => {
    const binary = join(folder, "libmosquitto");
    await execute("cc", ["-O2", "-o", binary, sourceOf("libmosquitto.c"), "-lmosquitto"], { timeout: BUILD_LIMIT_MS });
    return [binary];
  },
  "Python paho": async () => {
    // Debian's, whatever other Pythons there are.
    const python = "/usr/bin/python3";
    await execute(python, ["-c", "import paho.mqtt.client"], { timeout: BUILD_LIMIT_MS });
    return [python, sourceOf("python-paho.py")];
  },
};

/** Their names. */
export const PEERS = Object.keys(RECIPES);

/** Makes the peers ready; what cannot be built is left out. */
export async function preparePeers(folder: string): Promise<Peers> {
  const commands = new Map<string, Command>();
  const leftOut = new Map<string, string>();
  for (const [name, prepare] of Object.entries(RECIPES)) {
    try {
      commands.set(name, await prepare(folder));
    } catch (error) {
      leftOut.set(name, firstLines(error));
    }
  }
  return { commands, leftOut };
}

function firstLines(error: unknown): string {
  const { stderr = "", message } = error as Error & { stderr?: string };
  return [message, ...stderr.split("\n")].slice(0, 3).join(" ").trim();
}
