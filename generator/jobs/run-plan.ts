import type { GenerateOptions } from "../generate.js";
import { needsWholeRun, outputInputs } from "../output/run-settings.js";
import type { OnPhase } from "../progress.js";
import type { Job } from "./job.js";

/** A job as it will be done, and what a later run compares to tell whether it would do the same. */
export interface RunPlan {
  readonly options: GenerateOptions;
  /** Plain data. */
  readonly settings: object;
  /** Whether doing a part of it again is not enough. */
  readonly isWhole: boolean;
}

/** With the name of the job, where it has one. */
function phaseOf({ name }: Job, onPhase: OnPhase | undefined): OnPhase | undefined {
  return (
    onPhase &&
    ((doing, size) => {
      onPhase(name === undefined ? doing : `${name}: ${doing}`, size);
    })
  );
}

/** Finds out what decides about the output of a job. Loads no more than its options need. */
export async function planRun(job: Job, onPhase?: OnPhase): Promise<RunPlan> {
  const { folders, settings, output = {}, ownEmitters = [], inputs: files } = job;
  const { output: resolved, inputs } = await outputInputs(output, folders, files);
  const names = ownEmitters.map(({ name }) => name);
  return {
    options: { ...folders, ...settings, output: resolved, ownEmitters, onPhase: phaseOf(job, onPhase) },
    settings: { ...settings, ...inputs, ...(names.length > 0 && { emitters: names }) },
    isWhole: names.length > 0 || needsWholeRun(resolved),
  };
}
