import { join } from "node:path";
import type { Command } from "commander";
import type { CliIo } from "../cli.js";
import type { CleanedJob } from "../jobs/clean-job.js";
import type { Plan } from "../jobs/job.js";
import { nameOf, printJobs } from "../jobs/report-jobs.js";
import { count } from "../run-report.js";
import { EXIT_OK } from "./exit-codes.js";
import { addFolderOptions, addJsonOption, withPlan, type JobOptions } from "./job-options.js";

interface CleanOptions extends JobOptions {
  readonly dryRun?: boolean;
}

const CLEAN_HELP = `
Removes the files that begin with the generator's banner, the folders that are then empty, and what is remembered of the
last run in node_modules/.cache. Files without the banner stay, and so do the folders that hold them.`;

/** Adds `clean` to the command line. */
export function addCleanCommand(program: Command, io: CliIo, finish: (code: number) => void): void {
  const clean = program
    .command("clean")
    .description("Remove the generated files from the output folder, and no others.")
    .option("--dry-run", "only say what would be removed")
    .addHelpText("after", CLEAN_HELP)
    .action(async (folder: string | undefined, options: CleanOptions, command: Command) => {
      finish(await withPlan(folder, options, command, io, (plan) => runClean(plan, options, io)));
    });
  addJsonOption(addFolderOptions(clean));
}

async function runClean({ jobs }: Plan, { dryRun = false, json }: CleanOptions, io: CliIo): Promise<number> {
  const { cleanJob } = await import("../jobs/clean-job.js");
  const cleaned: CleanedJob[] = [];
  for (const job of jobs) cleaned.push(await cleanJob(job, dryRun));
  if (json) printJobs(cleaned, io, ({ removed }) => ({ dryRun, removed }));
  else for (const each of cleaned) printCleaned(each, dryRun, io);
  return EXIT_OK;
}

function printCleaned({ job, removed }: CleanedJob, dryRun: boolean, io: CliIo): void {
  const { outDir } = job.folders;
  if (dryRun) for (const path of removed) io.out(`would remove ${join(outDir, path)}\n`);
  io.out(`${dryRun ? "would clean" : "cleaned"}${nameOf(job)}: ${count(removed.length, "file")} of ${outDir}\n`);
}
