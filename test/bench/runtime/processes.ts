import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import type { Figures } from "./load.js";

/** How long one process may take. A run takes a second or two. */
const DEADLINE_MS = 120_000;

/** A command and its arguments. */
export type Command = readonly [file: string, ...argv: string[]];

const running = new Set<ChildProcess>();
let isOver = false;

/** What a publisher's command begins with. */
let onItsOwn: readonly string[] = [];

/**
 * Gives each publisher a processor that nothing else of the benchmark runs on, as far as the machine lets it: this process,
 * and so the receivers, go to the first one, publishers to the second. Returns what was done, in words.
 */
export function separateProcessors(): string {
  const first = ["--all-tasks", "--pid", "--cpu-list", "0", String(process.pid)];
  if (availableParallelism() < 2 || spawnSync("taskset", first).status !== 0) {
    return "Receivers and publishers share the processors: there is one only, or no taskset.";
  }
  onItsOwn = ["taskset", "--cpu-list", "1"];
  return "Receivers run on the first processor, publishers on the second.";
}

/** Ends what is still running, and lets nothing start any more. */
export function killAll(): void {
  isOver = true;
  for (const child of running) child.kill("SIGKILL");
}

/** Starts a process that {@link killAll} ends. It is over when its output is complete. */
export function start([file, ...argv]: Command): ChildProcess {
  if (isOver) throw new Error("the benchmark was ended");
  const child = spawn(file, argv, { stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/**
 * Runs a process to its end and gives what it reports in its last line, as JSON, and the milliseconds from its start to
 * that line as `untilReport`. Rejects with what it printed when it fails or takes longer than two minutes.
 */
export function figuresOf(command: Command): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const [file, ...argv] = [...onItsOwn, ...command];
    const child = start([file ?? "", ...argv]);
    const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
    let [printed, complaints, untilReport] = ["", "", 0];
    child.stdout?.on("data", (chunk: Buffer) => {
      untilReport = performance.now() - begin;
      printed += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve({ ...parseReport(printed), untilReport });
      else reject(new Error(`${command.join(" ")} ended with ${signal ?? code}:\n${printed}${complaints}`));
    });
  });
}

function parseReport(printed: string): Figures {
  return JSON.parse(printed.trim().split("\n").at(-1) ?? "") as Figures;
}
