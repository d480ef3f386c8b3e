import type { Diagnostic } from "../diagnostics.js";
import { formatDiagnostic, hasErrors } from "../diagnostics.js";
import { ConfigError, UsageError } from "../config/config-error.js";
import { unsuppressed } from "../suppress.js";
import { planJobs } from "../jobs/plan-jobs.js";
import type { Plan } from "../jobs/job.js";
import { watchedPaths, type WatchedPaths } from "../watch/watched-paths.js";
import { BuildError } from "./build-error.js";
import type { PluginOptions } from "./options.js";

/** What a run of the plugin came to. */
export interface PluginRun {
  /** Why the build cannot go on; then nothing was written. */
  readonly error?: Error;
  /** Findings that let it go on, a text each. */
  readonly warnings: readonly string[];
  /** What a later run would read, as far as it is known; what the configuration says is not while that has errors. */
  readonly watched: WatchedPaths;
  /** Whether output files were written or removed. */
  readonly hasWritten: boolean;
}

const NOTHING = { warnings: [], hasWritten: false } as const;

/** Generates, or compares, as the options say. Rejects only for faults of the generator itself. */
export async function runPlugin(options: PluginOptions): Promise<PluginRun> {
  const { config, jobs: job } = options;
  try {
    const plan = await planJobs(undefined, { ...(config !== undefined && { config }), ...(job && { job }) });
    const done = options.check === true ? await checkAll(plan) : await generateAll(plan);
    // After the run, which finds sources outside of the folders.
    return { ...done, watched: watchedPaths(plan, ".") };
  } catch (error) {
    const configs = config === undefined ? {} : { configPath: config };
    const watched = watchedPaths({ jobs: [], ...configs }, ".");
    if (error instanceof UsageError) return { ...NOTHING, watched, error };
    if (error instanceof ConfigError)
      return { ...NOTHING, watched, error: new BuildError(error.diagnostics, error.texts) };
    throw error;
  }
}

type Outcome = Omit<PluginRun, "watched">;

async function generateAll({ jobs }: Plan): Promise<Outcome> {
  const [{ generateJobs }, { allDiagnostics, allTexts }] = await load();
  const done = await generateJobs(jobs);
  const hasWritten = done.some(({ report }) => (report?.written.length ?? 0) + (report?.removed.length ?? 0) > 0);
  return outcomeOf(allDiagnostics(done), allTexts(done), hasWritten);
}

async function checkAll({ jobs }: Plan): Promise<Outcome> {
  const [{ checkJob }, { allDiagnostics, allTexts }] = await load();
  const checked = [];
  for (const job of jobs) checked.push(await checkJob(job));
  const stale = checked.flatMap(({ job, differences }) =>
    differences.length === 0 ? [] : [staleOutput(job.folders.outDir, differences.length)],
  );
  return outcomeOf([...allDiagnostics(checked), ...stale], allTexts(checked), false);
}

function load() {
  return Promise.all([import("../jobs/run-jobs.js"), import("../jobs/report-jobs.js")]);
}

function outcomeOf(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  hasWritten: boolean,
): Outcome {
  const errors = diagnostics.filter((each) => hasErrors([each]));
  const warnings = unsuppressed(diagnostics).filter((each) => !errors.includes(each));
  return {
    warnings: warnings.map(formatDiagnostic),
    hasWritten,
    ...(errors.length > 0 && { error: new BuildError(errors, texts) }),
  };
}

function staleOutput(outDir: string, files: number): Diagnostic {
  const message = `${files} files in ${outDir} are not what the sources generate; run generate and commit what it writes`;
  return { code: "stale-output", severity: "error", file: outDir, pointer: "", line: 0, column: 0, message };
}
