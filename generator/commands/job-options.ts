import { InvalidArgumentError, type Command } from "commander";
import type { CliIo } from "../cli.js";
import { ConfigError, UsageError } from "../config/config-error.js";
import type { Plan } from "../jobs/job.js";
import { planJobs, type JobFlags } from "../jobs/plan-jobs.js";
import { KUBERNETES_HELP, kubernetesMinor } from "../kubernetes-version.js";
import { formatOf, type FormatFlags } from "../report/format.js";
import { printDiagnostics, printJson } from "../run-report.js";
import { EXIT_USAGE } from "./exit-codes.js";

/** The options of a command that works on jobs. */
export interface JobOptions extends JobFlags, FormatFlags {}

/** Adds what says which jobs, and which folders. */
export function addFolderOptions(command: Command): Command {
  return command
    .argument("[folder]", "the folder that holds octopus-mqtt.config.*, or schema/ and generated/ (default: .)")
    .option("--config <file>", "read this configuration (default: FOLDER/octopus-mqtt.config.*, if there is one)")
    .option("--job <name>", "only this job of the configuration; may be repeated", oneMore)
    .option("--schema <dir>", "read the schemas from this folder (default: FOLDER/schema)")
    .option("--out <dir>", "the output folder (default: FOLDER/generated)");
}

/** Adds what decides about the output besides. */
export function addSettingsOptions(command: Command): Command {
  return command
    .option(
      "--max-description <n>",
      "longest description in a CRD, in characters; 0: none (default: no limit)",
      wholeNumber,
    )
    .option("--kubernetes <version>", KUBERNETES_HELP, kubernetesMinor);
}

/** Adds `--no-cache`. */
export function addCacheOption(command: Command): Command {
  return command.option("--no-cache", "do all the work anew, and do not remember it in node_modules/.cache");
}

/** Adds `--json`. */
export function addJsonOption(command: Command): Command {
  return command.option("--json", "print one JSON object for programs instead of text");
}

function oneMore(name: string, names: readonly string[] = []): readonly string[] {
  return [...names, name];
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number of characters, 0 or more.");
  return Number(text);
}

/** Plans the jobs and runs them; the exit code is that of the run, or that of wrong usage, which is told. */
export async function withPlan(
  folder: string | undefined,
  options: JobOptions,
  command: Command,
  io: CliIo,
  run: (plan: Plan) => Promise<number> | number,
): Promise<number> {
  try {
    return await run(await planJobs(folder, options));
  } catch (error) {
    if (error instanceof UsageError) command.error(`error: ${error.message}`);
    if (!(error instanceof ConfigError)) throw error;
    await printConfigError(error, options, io);
    return EXIT_USAGE;
  }
}

/** Tells what is wrong with a configuration. */
export async function printConfigError(
  { diagnostics, texts }: ConfigError,
  flags: FormatFlags,
  io: CliIo,
): Promise<void> {
  const format = formatOf(flags);
  if (format === "json") printJson(io, { diagnostics });
  else if (format === "text") printDiagnostics(diagnostics, texts, io);
  else {
    const { printFindings } = await import("../report/print-findings.js");
    await printFindings(format, diagnostics, { texts, rules: "generate" }, io);
  }
}
