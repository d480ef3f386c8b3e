import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { performance } from "node:perf_hooks";

/** What one process cost. */
export interface Cost {
  /** From its start to its end, or for what `measureChanges` says. */
  readonly milliseconds: number;
  /** Of all its threads; does not depend on what else the machine does. */
  readonly processorMilliseconds: number;
  /** The most memory that it held (resident set). */
  readonly mebibytes: number;
}

const REPORT_COST = fileURLToPath(new URL("report-cost.mjs", import.meta.url));

/** Runs a JavaScript file in a process of its own and measures it. Rejects with what it printed when it fails. */
export function measure(script: string, argv: readonly string[]): Promise<Cost> {
  return start(script, argv).cost;
}

/**
 * Starts a process that watches, and makes changes one after the other, each as soon as the process has said that it is
 * done with what was before. The milliseconds are those from the last change to the end of its run.
 */
export async function measureChanges(
  script: string,
  argv: readonly string[],
  changes: readonly (() => void)[],
): Promise<Cost> {
  const { child, said, cost } = start(script, argv);
  let milliseconds = 0;
  await said(1);
  for (const [index, change] of changes.entries()) {
    const begin = performance.now();
    change();
    await said(index + 2);
    milliseconds = performance.now() - begin;
  }
  child.kill("SIGINT");
  return { ...(await cost), milliseconds };
}

function start(script: string, argv: readonly string[]) {
  const begin = performance.now();
  const child = spawn(process.execPath, ["--import", REPORT_COST, script, ...argv], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const [, , , report] = child.stdio;
  let printed = "";
  let reported = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      child.emit("said");
    });
  report?.on("data", (chunk: Buffer) => (reported += chunk.toString()));
  const cost = new Promise<Cost>((resolve, reject) => {
    // The process is over at `exit`; what it printed has arrived at `close`.
    let milliseconds = 0;
    child.once("exit", () => (milliseconds = performance.now() - begin));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve({ milliseconds, ...(JSON.parse(reported) as Omit<Cost, "milliseconds">) });
      else reject(new Error(`${[script, ...argv].join(" ")} ended with ${code}:\n${printed}`));
    });
  });
  /** Resolves once so many runs are reported. */
  const said = async (runs: number): Promise<void> => {
    while (printed.split("generated: ").length <= runs) await Promise.race([once(child, "said"), cost]);
  };
  return { child, said, cost };
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
