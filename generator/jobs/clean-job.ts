import { existsSync } from "node:fs";
import { readdir, rm, rmdir } from "node:fs/promises";
import { recordPath } from "../incremental/record.js";
import { compareOutput } from "../output-folder.js";
import { removeFiles } from "../write.js";
import type { Job } from "./job.js";

/** What `clean` did with a job, or would do. */
export interface CleanedJob {
  readonly job: Job;
  /** Paths of generated files below the output folder. */
  readonly removed: readonly string[];
}

/**
 * Removes what the generator wrote: the files of the output folder that carry its banner, the folders that are then empty,
 * and what it remembers of its last run. Nothing else.
 *
 * @param dryRun only say what would be removed
 */
export async function cleanJob(job: Job, dryRun: boolean): Promise<CleanedJob> {
  const { outDir } = job.folders;
  const { surplus } = await compareOutput([], outDir);
  const removed = surplus.map(({ path }) => path);
  if (dryRun) return { job, removed };
  const record = recordPath(job.folders);
  if (record !== undefined) await rm(record, { force: true });
  await removeFiles(removed, outDir);
  if (removed.length > 0 && existsSync(outDir) && (await readdir(outDir)).length === 0) await rmdir(outDir);
  return { job, removed };
}
