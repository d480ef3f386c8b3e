import type { Command } from "commander";
import type { CliIo } from "../cli.js";
import { ConfigError, UsageError } from "../config/config-error.js";
import type { Plan } from "../jobs/job.js";
import { planJobs } from "../jobs/plan-jobs.js";
import { generateJobs } from "../jobs/run-jobs.js";
import { reportTogether, type GeneratedJob } from "../jobs/report-jobs.js";
import { addOutputFlags, withOutput, type OutputFlags } from "../output-flags.js";
import { Changes } from "../watch/changes.js";
import { warmUp } from "../watch/warm-up.js";
import { watchedPaths } from "../watch/watched-paths.js";
import { EXIT_OK } from "./exit-codes.js";
import { addCacheOption, addFolderOptions, addSettingsOptions, printConfigError, withPlan } from "./job-options.js";
import type { JobOptions } from "./job-options.js";

const WATCH_HELP = `
A burst of changes is one run. Errors are shown, and the output stays as it was until they are mended. Sources that a
$ref leads to outside of the folder count, and so do templates and the configuration, but not the modules that it
imports. Ends on Ctrl-C.`;

/** Adds `watch` to the command line. */
export function addWatchCommand(program: Command, io: CliIo, finish: (code: number) => void): void {
  const watch = program
    .command("watch")
    .description("Generate, and again whenever a schema or the configuration changes.")
    .addHelpText("after", WATCH_HELP)
    .action(async (folder: string | undefined, flags: Omit<JobOptions, "output"> & OutputFlags, command: Command) => {
      const options = withOutput(flags);
      const run = (plan: Plan) =>
        runWatch(plan, () => planJobs(folder, options), { folder: folder ?? ".", options, io });
      finish(await withPlan(folder, options, command, io, run));
    });
  addOutputFlags(addCacheOption(addSettingsOptions(addFolderOptions(watch))));
}

interface WatchContext {
  readonly folder: string;
  readonly options: JobOptions;
  readonly io: CliIo;
}

async function runWatch(first: Plan, replan: () => Promise<Plan>, context: WatchContext): Promise<number> {
  const { folder, io } = context;
  const stop = new AbortController();
  const changes = new Changes(stop.signal);
  io.onStop?.(() => {
    stop.abort();
  });
  let last = first;
  let isRepeated = false;
  do {
    // Watched before they are read, so that a change during the run is one for the next.
    await changes.watch(watchedPaths(last, folder));
    const plan = await planOrTell(replan, context);
    last = plan ?? last;
    await changes.watch(watchedPaths(last, folder));
    const done = plan ? await generateJobs(plan.jobs) : [];
    if (plan && !(isRepeated && hasChangedNothing(done))) reportTogether(done, timeNow(), io);
    // A run finds sources outside of the folders, which may have changed before they were watched.
    isRepeated = await changes.watch(watchedPaths(last, folder));
    await warmUp();
  } while (isRepeated || (await changes.next()));
  await changes.close();
  return EXIT_OK;
}

/** The plan anew; undefined when the configuration cannot be used just now, which is told. */
async function planOrTell(replan: () => Promise<Plan>, { options, io }: WatchContext): Promise<Plan | undefined> {
  try {
    return await replan();
  } catch (error) {
    if (error instanceof ConfigError) await printConfigError(error, options, io);
    else if (error instanceof UsageError) io.err(`error: ${error.message}\n`);
    else throw error;
    return undefined;
  }
}

function hasChangedNothing(done: readonly GeneratedJob[]): boolean {
  return done.every(({ report }) => report?.written.length === 0 && report.removed.length === 0);
}

function timeNow(): string {
  return new Date().toTimeString().slice(0, "hh:mm:ss".length);
}
