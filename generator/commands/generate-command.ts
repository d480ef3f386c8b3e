import type { Command } from "commander";
import type { CliIo } from "../cli.js";
import { UsageError } from "../config/config-error.js";
import type { Plan } from "../jobs/job.js";
import { requireSchemas } from "../jobs/plan-jobs.js";
import { checkJob, generateJobs } from "../jobs/run-jobs.js";
import { reportChecked, reportGenerated, type CheckedJob } from "../jobs/report-jobs.js";
import { addOutputFlags, withOutput, type OutputFlags } from "../output-flags.js";
import { withProgress } from "../progress.js";
import { addFormatOptions, formatOf } from "../report/format.js";
import { printDiagnostics, printJson } from "../run-report.js";
import { EXIT_FINDINGS, EXIT_OK } from "./exit-codes.js";
import { addCacheOption, addFolderOptions, addSettingsOptions, withPlan } from "./job-options.js";
import type { JobOptions } from "./job-options.js";

interface GenerateOptions extends JobOptions, Omit<OutputFlags, "output"> {
  readonly emitModel?: boolean;
}

const GENERATE_HELP = `
Nothing is written while a schema has an error, in any job. Files without the generator's banner are never touched.

Examples:
  octopus-mqtt-codegen generate                 all jobs of octopus-mqtt.config.*; without one, schema/ -> generated/
  octopus-mqtt-codegen generate --job edge      one of them
  octopus-mqtt-codegen generate packages/edge   packages/edge/octopus-mqtt.config.*, or its schema/ -> generated/
  octopus-mqtt-codegen generate --out src/api   schema/ -> src/api/`;

const CHECK_HELP = `
Changes nothing. In a build it catches output that was edited by hand or not generated again.`;

/** Adds `generate` and `check` to the command line. */
export function addGenerateCommands(program: Command, io: CliIo, finish: (code: number) => void): void {
  const generate = program
    .command("generate")
    .description("Write the output folder: files that changed, and no others.")
    .option("--emit-model", "print the intermediate representation as JSON and write nothing")
    .addHelpText("after", GENERATE_HELP)
    .action(async (folder: string | undefined, options: GenerateOptions, command: Command) => {
      finish(await withPlan(folder, withOutput(options), command, io, (plan) => runGenerate(plan, options, io)));
    });
  const check = program
    .command("check")
    .description("Compare the output folder with what the sources generate; print a unified diff.")
    .addHelpText("after", CHECK_HELP)
    .action(async (folder: string | undefined, options: GenerateOptions, command: Command) => {
      finish(await withPlan(folder, withOutput(options), command, io, (plan) => runCheck(plan, options, io)));
    });
  for (const command of [generate, check])
    addOutputFlags(addCacheOption(addFormatOptions(addSettingsOptions(addFolderOptions(command)))));
}

async function runGenerate(plan: Plan, options: GenerateOptions, io: CliIo): Promise<number> {
  requireSchemas(plan);
  if (options.emitModel) return runEmitModel(plan, options, io);
  const format = formatOf(options);
  const done = await withProgress(io, format, (onPhase) => generateJobs(plan.jobs, onPhase));
  return reportGenerated(done, format, io);
}

async function runCheck(plan: Plan, options: JobOptions, io: CliIo): Promise<number> {
  requireSchemas(plan);
  const format = formatOf(options);
  const checked = await withProgress(io, format, async (onPhase) => {
    const all: CheckedJob[] = [];
    for (const job of plan.jobs) all.push(await checkJob(job, onPhase));
    return all;
  });
  return reportChecked(checked, format, io);
}

/** `generate --emit-model`: prints the model and writes nothing. */
async function runEmitModel({ jobs }: Plan, options: JobOptions, io: CliIo): Promise<number> {
  const [job, ...others] = jobs;
  if (!job || others.length > 0)
    throw new UsageError(
      `--emit-model is about one job; name it with --job (${jobs.map(({ name }) => name).join(", ")})`,
    );
  const { buildSources } = await import("../generate.js");
  const built = await buildSources(job.folders.schemaDir, job.settings);
  if (!built.model && formatOf(options) === "json") printJson(io, { diagnostics: built.diagnostics });
  else printDiagnostics(built.diagnostics, built.texts, io);
  if (built.model) printJson(io, built.model);
  return built.model ? EXIT_OK : EXIT_FINDINGS;
}
