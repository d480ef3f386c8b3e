import { join } from "node:path";
import { styleText } from "node:util";
import type { Difference } from "../check.js";
import type { CliIo } from "../cli.js";
import { EXIT_FINDINGS, EXIT_OK } from "../commands/exit-codes.js";
import { withCommas } from "../diagnostic-text.js";
import { formatDiagnostic, hasErrors, type Diagnostic } from "../diagnostics.js";
import type { ReportFormat } from "../report/format.js";
import { count, diagnosticsJson, printDiagnostics, printJson, type Outcome } from "../run-report.js";
import type { WriteReport } from "../write.js";
import type { Job } from "./job.js";

/** What `generate` did with a job; without a report it wrote nothing, since this or another job has errors. */
export interface GeneratedJob {
  readonly job: Job;
  readonly outcome: Outcome;
  readonly report?: WriteReport;
}

/** What `check` found of a job. */
export interface CheckedJob {
  readonly job: Job;
  readonly outcome: Outcome;
  readonly differences: readonly Difference[];
}

/** Tells what `generate` did, and returns the exit code. */
export async function reportGenerated(done: readonly GeneratedJob[], format: ReportFormat, io: CliIo): Promise<number> {
  const diagnostics = allDiagnostics(done);
  const failed = hasErrors(diagnostics);
  if (format === "json")
    printJobs(done, io, ({ outcome, report }) => ({
      ...diagnosticsJson([...outcome.diagnostics, ...(report?.diagnostics ?? [])]),
      crdSizes: outcome.crdSizes,
      ...(report && withoutDiagnostics(report)),
    }));
  else if (format !== "text") await printForOthers(format, diagnostics, done, io);
  else {
    printDiagnostics(diagnostics, allTexts(done), io);
    for (const { job, outcome, report } of failed ? [] : done)
      if (report) io.out(`generated${nameOf(job)}: ${summary(outcome, report)}\n${sizeReport(outcome)}`);
  }
  return failed ? EXIT_FINDINGS : EXIT_OK;
}

/** Tells in one line what several jobs have done at a time of the day, after what they have found. */
export function reportTogether(done: readonly GeneratedJob[], time: string, io: CliIo): void {
  const diagnostics = allDiagnostics(done);
  printDiagnostics(diagnostics, allTexts(done), io);
  if (hasErrors(diagnostics)) return;
  const total = (of: (each: GeneratedJob) => number) => done.reduce((sum, each) => sum + of(each), 0);
  const paths = (list: "written" | "unchanged" | "removed") => total(({ report }) => report?.[list].length ?? 0);
  const files = total(({ outcome }) => outcome.files);
  const sources = total(({ outcome }) => outcome.sources);
  const changes = `${paths("written")} written, ${paths("unchanged")} unchanged, ${paths("removed")} removed`;
  const jobs = done.length > 1 ? ` in ${count(done.length, "job")}` : "";
  io.out(`${time} generated: ${count(files, "file")} from ${count(sources, "schema")}${jobs} (${changes})\n`);
}

/** All findings of some jobs; what two jobs with the same sources find twice is told once. */
export function allDiagnostics(
  done: readonly { outcome: Pick<Outcome, "diagnostics">; report?: WriteReport }[],
): readonly Diagnostic[] {
  const all = done.flatMap(({ outcome, report }) => [...outcome.diagnostics, ...(report?.diagnostics ?? [])]);
  return [...new Map(all.map((each) => [formatDiagnostic(each), each])).values()];
}

/** The texts that findings of some jobs are shown in. */
export function allTexts(done: readonly { outcome: Pick<Outcome, "texts"> }[]): ReadonlyMap<string, string> {
  return new Map(done.flatMap(({ outcome }) => [...outcome.texts]));
}

/** Of one job its object alone; of several an object with each by its name. */
export function printJobs<Done extends { readonly job: Job }>(
  done: readonly Done[],
  io: CliIo,
  objectOf: (each: Done) => object,
): void {
  const [first] = done;
  if (first && done.length === 1) printJson(io, objectOf(first));
  else printJson(io, { jobs: Object.fromEntries(done.map((each) => [each.job.name ?? "", objectOf(each)])) });
}

/** Tells what `check` found, and returns the exit code. */
export async function reportChecked(checked: readonly CheckedJob[], format: ReportFormat, io: CliIo): Promise<number> {
  const diagnostics = allDiagnostics(checked);
  if (format === "json")
    printJobs(checked, io, ({ outcome, differences }) => ({
      ...diagnosticsJson(outcome.diagnostics),
      crdSizes: outcome.crdSizes,
      differences,
    }));
  else if (format !== "text")
    await printForOthers(format, [...diagnostics, ...checked.flatMap(staleFindings)], checked, io);
  else {
    printDiagnostics(diagnostics, allTexts(checked), io);
    for (const each of checked) printDifferences(each, io);
  }
  const isStale = checked.some(({ differences }) => differences.length > 0);
  return isStale || hasErrors(diagnostics) ? EXIT_FINDINGS : EXIT_OK;
}

/** Tells the findings of some jobs in a format of others. */
export async function printForOthers(
  format: "github" | "sarif",
  findings: readonly Diagnostic[],
  done: Parameters<typeof allTexts>[0],
  io: CliIo,
): Promise<void> {
  const { printFindings } = await import("../report/print-findings.js");
  await printFindings(format, findings, { texts: allTexts(done), rules: "generate" }, io);
}

const STALE: Readonly<Record<Difference["kind"], string>> = {
  stale: "is not what the sources generate; run generate and commit what it writes",
  missing: "is missing; run generate and commit what it writes",
  surplus: "is no longer generated; run generate, which removes it, and commit that",
  foreign: "stands where an output file belongs, but was not generated; move it away",
};

function staleFindings({ job, differences }: CheckedJob): Diagnostic[] {
  return differences.map(
    ({ kind, path }) =>
      ({
        ...{ code: "stale-output", severity: "error", pointer: "", line: 0, column: 0 },
        file: join(job.folders.outDir, path),
        message: `the file ${STALE[kind]}`,
      }) as const,
  );
}

function printDifferences({ job, outcome, differences }: CheckedJob, io: CliIo): void {
  const { outDir } = job.folders;
  for (const difference of differences) io.out(`${colourDiff(difference.diff, io)}\n`);
  if (hasErrors(outcome.diagnostics)) return;
  if (differences.length === 0) {
    io.out(`checked${nameOf(job)}: ${count(outcome.files, "file")} in ${outDir}, all up to date\n`);
    return;
  }
  const kinds = (["stale", "missing", "surplus", "foreign"] as const).flatMap((kind) => {
    const found = differences.filter((difference) => difference.kind === kind).length;
    return found === 0 ? [] : [`${found} ${kind}`];
  });
  io.err(`stale-output: ${outDir} is out of date (${kinds.join(", ")}); run generate and commit what it writes\n`);
}

/** The name of a job, with a space before it, where it has one. */
export function nameOf({ name }: Job): string {
  return name === undefined ? "" : ` ${name}`;
}

function summary({ files, sources }: Outcome, { written, unchanged, removed }: WriteReport): string {
  const changes = `${written.length} written, ${unchanged.length} unchanged, ${removed.length} removed`;
  return `${count(files, "file")} from ${count(sources, "schema")} (${changes})`;
}

/** One line: how large each CRD is. */
function sizeReport({ crdSizes = [] }: Outcome): string {
  if (crdSizes.length === 0) return "";
  const sizes = crdSizes.map(({ name, bytes }) => `${name} ${withCommas(bytes)}`);
  return `CRD sizes in bytes: ${sizes.join(", ")}\n`;
}

function withoutDiagnostics({ written, unchanged, removed }: WriteReport): Omit<WriteReport, "diagnostics"> {
  return { written, unchanged, removed };
}

function colourDiff(diff: string, { colour }: CliIo): string {
  if (!colour) return diff;
  const paint = (line: string) =>
    line.startsWith("+") ? styleText("green", line) : line.startsWith("-") ? styleText("red", line) : line;
  return diff.split("\n").map(paint).join("\n");
}
