import type { Command } from "commander";
import type { CliIo } from "../cli.js";
import { hasErrors, type Fix } from "../diagnostics.js";
import type { Job, Plan } from "../jobs/job.js";
import { requireSchemas } from "../jobs/plan-jobs.js";
import type { FixedSources } from "../lint/fix-sources.js";
import { suppressFindings } from "../jobs/suppress-findings.js";
import { allDiagnostics, allTexts, nameOf, printForOthers, printJobs } from "../jobs/report-jobs.js";
import { addFormatOptions, formatOf } from "../report/format.js";
import { count, diagnosticsJson, printDiagnostics } from "../run-report.js";
import { unsuppressed } from "../suppress.js";
import { EXIT_FINDINGS, EXIT_OK } from "./exit-codes.js";
import { addFolderOptions, addSettingsOptions, withPlan, type JobOptions } from "./job-options.js";

interface LintOptions extends JobOptions {
  readonly fix?: boolean;
}

const LINT_HELP = `
Finds what generate would find, without the output. --fix mends what has one sure remedy: a misspelt keyword, value,
property or $ref that is near just one that is meant, a missing $schema, "deprecated" at an alias. It keeps comments and
formatting, and makes no fix that would be an error of another kind. What is left is reported as without it.`;

/** Adds `lint` to the command line. */
export function addLintCommand(program: Command, io: CliIo, finish: (code: number) => void): void {
  const lint = program
    .command("lint")
    .description("Report what is wrong with the schemas, and mend what has one sure remedy.")
    .option("--fix", "change the schemas where there is one sure remedy")
    .addHelpText("after", LINT_HELP)
    .action(async (folder: string | undefined, options: LintOptions, command: Command) => {
      finish(await withPlan(folder, options, command, io, (plan) => runLint(plan, options, io)));
    });
  addFormatOptions(addSettingsOptions(addFolderOptions(lint)));
}

interface LintedJob extends FixedSources {
  readonly job: Job;
  readonly outcome: FixedSources["linted"];
}

async function runLint(plan: Plan, options: LintOptions, io: CliIo): Promise<number> {
  requireSchemas(plan);
  const done: LintedJob[] = [];
  for (const job of plan.jobs) {
    const result = options.fix ? await fixed(job) : await linted(job);
    done.push({ job, ...result, outcome: await suppressFindings(result.linted, job) });
  }
  const diagnostics = allDiagnostics(done);
  const format = formatOf(options);
  if (format === "json")
    printJobs(done, io, ({ outcome, fixed }) => ({
      ...diagnosticsJson(outcome.diagnostics),
      ...(options.fix && { fixed }),
    }));
  else if (format !== "text") await printForOthers(format, diagnostics, done, io);
  else {
    for (const each of done) printFixed(each, io);
    printDiagnostics(diagnostics, allTexts(done), io, "");
    for (const { job, outcome } of done)
      if (unsuppressed(outcome.diagnostics).length === 0)
        io.out(`linted${nameOf(job)}: ${count(outcome.sources, "schema")}, no findings\n`);
  }
  return hasErrors(diagnostics) ? EXIT_FINDINGS : EXIT_OK;
}

async function linted(job: Job): Promise<FixedSources> {
  const { lintSources } = await import("../lint/lint-sources.js");
  return { fixed: [], linted: await lintSources(job) };
}

async function fixed(job: Job): Promise<FixedSources> {
  const { fixSources } = await import("../lint/fix-sources.js");
  return fixSources(job);
}

function printFixed({ fixed }: LintedJob, io: CliIo): void {
  for (const { file, line, column, code, fix } of fixed)
    io.out(`${file}:${line}:${column} fixed ${code}: ${whatWasDone(fix)}\n`);
}

function whatWasDone(fix: Fix): string {
  return fix.kind === "add" ? `added "${fix.name}": ${JSON.stringify(fix.value)}` : `"${fix.from}" is now "${fix.to}"`;
}
