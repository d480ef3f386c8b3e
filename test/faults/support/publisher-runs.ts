import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { PublisherTask } from "./publisher-process.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const bundle = join(root, "node_modules", ".cache", "octopus-mqtt", "publisher-process.mjs");

/** Makes one file of the publisher, which then starts in a tenth of the time. */
export async function bundlePublisher(): Promise<void> {
  const unfinished = `${bundle}.${process.pid}`;
  await build({
    entryPoints: [join(root, "test/faults/support/publisher-process.ts")],
    outfile: unfinished,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  // In one step, since another test file may be starting a publisher just now.
  await rename(unfinished, bundle);
}

/** A publisher in a process of its own. */
export interface PublisherRun {
  readonly child: ChildProcess;
  /** Resolves when it has connected, rejects with what it wrote if it ends before. */
  readonly connected: Promise<void>;
  /** The same when its first message has been accepted. */
  readonly accepted: Promise<void>;
  /** Resolves when it has ended: what it wrote to stderr, and whether it came to its end by itself. */
  readonly ended: Promise<{ readonly errors: string; readonly isDone: boolean }>;
}

/** Starts a publisher. */
export function startPublisher(task: PublisherTask, env: NodeJS.ProcessEnv = {}): PublisherRun {
  const child = spawn(process.execPath, [bundle, JSON.stringify(task)], { env: { ...process.env, ...env } });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  const printed = (word: string) => {
    const seen = new Promise<void>((resolve, reject) => {
      child.stdout.on("data", () => {
        if (said.out.includes(word)) resolve();
      });
      child.once("close", () => {
        reject(new Error(`the publisher ended before it was ${word}: ${said.err}`));
      });
    });
    // Whoever waits for the end only, is told there.
    seen.catch(() => undefined);
    return seen;
  };
  const ended = once(child, "close").then(() => ({ errors: said.err, isDone: said.out.includes("done") }));
  return { child, connected: printed("connected"), accepted: printed("accepted"), ended };
}

/** What publishers said of their messages. */
export interface Journal {
  readonly accepted: readonly number[];
  readonly failed: readonly string[];
}

/** Reads the journal of publishers that have ended. A line that a kill cut short counts as not said. */
export async function readJournal(path: string): Promise<Journal> {
  const lines = (await readFile(path, "utf8")).split("\n").slice(0, -1);
  const accepted = lines.filter((line) => line.startsWith("accepted ")).map((line) => Number(line.split(" ")[1]));
  return { accepted, failed: lines.filter((line) => line.startsWith("failed ")) };
}
