import { hasErrors } from "../diagnostics.js";
import { lastRunIfUpToDate, rememberRun, startRun, type RunStart } from "../incremental/last-run.js";
import { mergePart, planPart, type PartialRun } from "../incremental/partial-run.js";
import { outcomeOf, outcomeOfRecord, writtenOnly, type Outcome } from "../run-report.js";
import type { OnPhase } from "../progress.js";
import type { WriteReport } from "../write.js";
import type { Job } from "./job.js";
import { planRun, type RunPlan } from "./run-plan.js";

/** A job of which everything is known but whether the others are sound. Nothing is written yet. */
export interface PreparedJob {
  readonly job: Job;
  readonly outcome: Outcome;
  /** The report of a run that may not write, since files of the user's stand in the way. */
  readonly refusal?: WriteReport;
  /** Writes what has changed. Only to be called when no job has errors. */
  readonly apply: () => Promise<WriteReport>;
}

/** True when the job must not write anything, nor those beside it. */
export function hasFailed({ outcome, refusal }: PreparedJob): boolean {
  return hasErrors(outcome.diagnostics) || refusal !== undefined;
}

/** Finds out what `generate` has to write. Libraries are loaded only when there is work. */
export async function prepareJob(job: Job, onPhase?: OnPhase): Promise<PreparedJob> {
  const plan = await planRun(job, onPhase);
  const start = job.cache ? startRun(job.folders, plan.settings, "times", job.config) : undefined;
  const last = start && lastRunIfUpToDate(start);
  if (last) return { job, outcome: outcomeOfRecord(last), apply: () => Promise.resolve(writtenOnly(last, [])) };
  const part = start && !plan.isWhole ? await preparePart(start, plan) : undefined;
  if (part) return { job, outcome: outcomeOfRecord(part.outcome), apply: () => writePart(part, job) };
  return prepareWhole(job, plan, start);
}

async function prepareWhole(job: Job, { options }: RunPlan, start: RunStart | undefined): Promise<PreparedJob> {
  const [{ generate }, { prepareWrite }] = await Promise.all([import("../generate.js"), import("../write.js")]);
  const generation = await generate(options);
  const outcome = outcomeOf(generation);
  if (hasErrors(generation.diagnostics)) return { job, outcome, apply: nothingToApply };
  const { refusal, apply } = await prepareWrite(generation.files, job.folders.outDir);
  if (refusal) return { job, outcome, refusal, apply: nothingToApply };
  const applyAndRemember = async () => {
    const report = await apply();
    if (start) rememberRun(start, generation);
    return report;
  };
  return { job, outcome, apply: applyAndRemember };
}

function nothingToApply(): never {
  throw new Error("A job with errors writes nothing");
}

/** Does again only what changed sources decide about; undefined where that is not enough, or not less. */
async function preparePart(start: RunStart, { options }: RunPlan): Promise<PartialRun | undefined> {
  const part = planPart(start);
  if (!part) return undefined;
  const { generate } = await import("../generate.js");
  return mergePart(start, part, await generate({ ...options, part }));
}

async function writePart({ files, outcome, remember }: PartialRun, { folders }: Job): Promise<WriteReport> {
  const { writeOnly } = await import("../write.js");
  writeOnly(files, folders.outDir);
  remember();
  return writtenOnly(outcome, files);
}
