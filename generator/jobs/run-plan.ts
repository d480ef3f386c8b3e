import type { GenerateOptions } from "../generate.js";
import { needsWholeRun, outputInputs } from "../output/run-settings.js";
import type { Job } from "./job.js";

/** A job as it will be done, and what a later run compares to tell whether it would do the same. */
export interface RunPlan {
  readonly options: GenerateOptions;
  /** Plain data. */
  readonly settings: object;
  /** Whether doing a part of it again is not enough. */
  readonly isWhole: boolean;
}

/** Finds out what decides about the output of a job. Loads no more than its options need. */
export async function planRun({
  folders,
  settings,
  output = {},
  ownEmitters = [],
  inputs: files,
}: Job): Promise<RunPlan> {
  const { output: resolved, inputs } = await outputInputs(output, folders, files);
  const names = ownEmitters.map(({ name }) => name);
  return {
    options: { ...folders, ...settings, output: resolved, ownEmitters },
    settings: { ...settings, ...inputs, ...(names.length > 0 && { emitters: names }) },
    isWhole: names.length > 0 || needsWholeRun(resolved),
  };
}
