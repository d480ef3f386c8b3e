import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { performance } from "node:perf_hooks";

/** What one process cost. */
export interface Cost {
  /** From its start to its end. */
  readonly milliseconds: number;
  /** Of all its threads; does not depend on what else the machine does. */
  readonly processorMilliseconds: number;
  /** The most memory that it held (resident set). */
  readonly mebibytes: number;
}

const REPORT_COST = fileURLToPath(new URL("report-cost.mjs", import.meta.url));

/** Runs a JavaScript file in a process of its own and measures it. Rejects with what it printed when it fails. */
export function measure(script: string, argv: readonly string[]): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ["--import", REPORT_COST, script, ...argv], {
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    const [, stdout, stderr, report] = child.stdio;
    let printed = "";
    let reported = "";
    for (const stream of [stdout, stderr]) stream?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    report?.on("data", (chunk: Buffer) => (reported += chunk.toString()));
    // The process is over at `exit`; what it printed has arrived at `close`.
    let milliseconds = 0;
    child.once("exit", () => (milliseconds = performance.now() - start));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve({ milliseconds, ...(JSON.parse(reported) as Omit<Cost, "milliseconds">) });
      else reject(new Error(`${[script, ...argv].join(" ")} ended with ${code}:\n${printed}`));
    });
  });
}

/** The middle of some numbers, the least and the greatest. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The spread of at least one number. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return { median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, min: at(0), max: at(sorted.length - 1) };
}
