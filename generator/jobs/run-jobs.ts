import type { Difference } from "../check.js";
import { hasErrors } from "../diagnostics.js";
import { lastRunIfUpToDate, rememberRun, startRun } from "../incremental/last-run.js";
import { outcomeOf, outcomeOfRecord } from "../run-report.js";
import type { OnPhase } from "../progress.js";
import type { Job } from "./job.js";
import type { CheckedJob, GeneratedJob } from "./report-jobs.js";
import { planRun } from "./run-plan.js";
import { suppressFindings } from "./suppress-findings.js";
import { hasFailed, prepareJob, type PreparedJob } from "./prepare-job.js";

/** Does what `generate` does: first all jobs are prepared, then, unless one of them has an error, all of them write. */
export async function generateJobs(jobs: readonly Job[], onPhase?: OnPhase): Promise<GeneratedJob[]> {
  const prepared: PreparedJob[] = [];
  for (const job of jobs) prepared.push(await prepareJob(job, onPhase));
  const mayWrite = !prepared.some(hasFailed);
  onPhase?.("writing the files");
  const done: GeneratedJob[] = [];
  for (const { job, outcome, refusal, apply } of prepared) {
    const report = mayWrite ? await apply() : refusal;
    done.push({ job, outcome: await suppressFindings(outcome, job), ...(report && { report }) });
  }
  return done;
}

/** Does what `check` does with one job. The cache is believed only byte by byte. */
export async function checkJob(job: Job, onPhase?: OnPhase): Promise<CheckedJob> {
  const { folders } = job;
  const { options, settings } = await planRun(job, onPhase);
  const start = job.cache ? startRun(folders, settings, "bytes", job.config) : undefined;
  const last = start && lastRunIfUpToDate(start);
  if (last) return { job, outcome: await suppressFindings(outcomeOfRecord(last), job), differences: [] };
  const [{ generate }, { check }] = await Promise.all([import("../generate.js"), import("../check.js")]);
  const generation = await generate(options);
  const failed = hasErrors(generation.diagnostics);
  const differences: readonly Difference[] = failed ? [] : await check(generation.files, folders.outDir);
  if (start && !failed && differences.length === 0) rememberRun(start, generation);
  return { job, outcome: await suppressFindings(outcomeOf(generation), job), differences };
}
