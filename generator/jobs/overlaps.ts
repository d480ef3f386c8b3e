import { relative, isAbsolute, sep, resolve } from "node:path";
import { ConfigError } from "../config/config-error.js";
import type { ReadConfig } from "../config/read-config.js";
import { pointerTo } from "../input/json-pointer.js";
import type { Job } from "./job.js";

/**
 * Throws ConfigError `config-overlap` where a job's output folder is that of another job, or lies in it: each run removes
 * from its folder what it does not generate, so they would remove each other's files.
 */
export async function refuseOverlaps(jobs: readonly Job[], { path, text }: ReadConfig): Promise<void> {
  const pairs = jobs.flatMap((job, index) =>
    jobs.flatMap((other, at) => (at !== index && isWithin(job, other, at < index) ? [{ job, other }] : [])),
  );
  if (pairs.length === 0) return;
  const { configFinding } = await import("../config/check-config.js");
  const found = pairs.map(({ job: { name = "", folders }, other }) => {
    const pointer = pointerTo("", "jobs", name, "out");
    return configFinding({ path, text }, pointer, "config-overlap", overlap(name, folders.outDir, other.name ?? ""));
  });
  throw new ConfigError(found, new Map([[path, text]]));
}

/** Of two jobs with the same folder only the later one is told. */
function isWithin(job: Job, other: Job, isLater: boolean): boolean {
  const way = relative(resolve(other.folders.outDir), resolve(job.folders.outDir));
  if (way === "") return isLater;
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function overlap(name: string, outDir: string, other: string): string {
  return (
    `jobs.${name}.out: ${outDir} is the output folder of the job ${other}, or lies in it, and each job removes from its ` +
    `folder what it does not generate; give it a folder of its own`
  );
}
