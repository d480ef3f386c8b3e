import { readFileSync } from "node:fs";
import { styleText } from "node:util";
import type { Difference } from "./check.js";
import type { CliIo } from "./cli.js";
import { paletteFor, renderDiagnostic, withCommas } from "./diagnostic-text.js";
import { hasErrors, type Diagnostic } from "./diagnostics.js";
import type { Generation } from "./generate.js";
import type { RunFolders, RunOutcome } from "./incremental/record.js";
import type { OutputFile } from "./model/model.js";
import type { WriteReport } from "./write.js";

/** What is told about a run, whether it was done now or remembered. */
export type Outcome = Pick<Generation, "diagnostics" | "sources" | "texts" | "crdSizes"> & { readonly files: number };

interface ReportOptions {
  readonly json?: boolean;
}

const EXIT_OK = 0;
const EXIT_FINDINGS = 1;

/** The outcome of a run that was done. */
export function outcomeOf({ files, ...others }: Generation): Outcome {
  return { ...others, files: files.length };
}

/** The outcome of a run that would have done what the recorded one did. */
export function outcomeOfRecord({ files, sources, warnings, crdSizes }: RunOutcome): Outcome {
  const paths = [...new Set(warnings.map(({ file }) => file))];
  const texts = new Map(paths.map((path) => [path, readFileSync(path, "utf8").replace(/^\uFEFF/, "")]));
  return { files: files.length, sources, diagnostics: warnings, texts, crdSizes };
}

/** What writing all files of a run would have reported, of which these were written. */
export function writtenOnly({ files }: RunOutcome, written: readonly OutputFile[]): WriteReport {
  const paths = new Set(written.map(({ path }) => path));
  return {
    written: [...paths].sort(),
    unchanged: files.filter((path) => !paths.has(path)),
    removed: [],
    diagnostics: [],
  };
}

/** Tells what `generate` did, and returns the exit code. */
export function reportGenerated(
  outcome: Outcome,
  report: WriteReport | undefined,
  { json }: ReportOptions,
  io: CliIo,
): number {
  const diagnostics = [...outcome.diagnostics, ...(report?.diagnostics ?? [])];
  if (json) printJson(io, { diagnostics, crdSizes: outcome.crdSizes, ...(report && withoutDiagnostics(report)) });
  else {
    printDiagnostics(diagnostics, outcome.texts, io);
    if (report?.diagnostics.length === 0) io.out(`${summary(outcome, report)}\n${sizeReport(outcome)}`);
  }
  return hasErrors(diagnostics) ? EXIT_FINDINGS : EXIT_OK;
}

/** Tells what `check` found, and returns the exit code. */
export function reportChecked(
  outcome: Outcome,
  differences: readonly Difference[],
  { outDir }: RunFolders,
  { json }: ReportOptions,
  io: CliIo,
): number {
  const failed = hasErrors(outcome.diagnostics);
  if (json) printJson(io, { diagnostics: outcome.diagnostics, crdSizes: outcome.crdSizes, differences });
  else {
    printDiagnostics(outcome.diagnostics, outcome.texts, io);
    for (const difference of differences) io.out(`${colourDiff(difference.diff, io)}\n`);
    if (!failed) printVerdict(outcome, differences, outDir, io);
  }
  return failed || differences.length > 0 ? EXIT_FINDINGS : EXIT_OK;
}

function printVerdict(outcome: Outcome, differences: readonly Difference[], outDir: string, io: CliIo): void {
  if (differences.length === 0) {
    io.out(`checked: ${count(outcome.files, "file")} in ${outDir}, all up to date\n`);
    return;
  }
  const kinds = (["stale", "missing", "surplus", "foreign"] as const).flatMap((kind) => {
    const found = differences.filter((difference) => difference.kind === kind).length;
    return found === 0 ? [] : [`${found} ${kind}`];
  });
  io.err(`stale-output: ${outDir} is out of date (${kinds.join(", ")}); run generate and commit what it writes\n`);
}

function summary({ files, sources }: Outcome, { written, unchanged, removed }: WriteReport): string {
  const changes = `${written.length} written, ${unchanged.length} unchanged, ${removed.length} removed`;
  return `generated: ${count(files, "file")} from ${count(sources, "schema")} (${changes})`;
}

/** One line: how large each CRD is. */
function sizeReport({ crdSizes = [] }: Outcome): string {
  if (crdSizes.length === 0) return "";
  const sizes = crdSizes.map(({ name, bytes }) => `${name} ${withCommas(bytes)}`);
  return `CRD sizes in bytes: ${sizes.join(", ")}\n`;
}

/** Tells the findings of a run, with the lines of the sources, and how many there are. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  io: CliIo,
): void {
  if (diagnostics.length === 0) return;
  const palette = paletteFor(io.colour);
  for (const diagnostic of diagnostics) {
    io.err(`${renderDiagnostic(diagnostic, texts.get(diagnostic.file), palette)}\n`);
  }
  const numberOf = (wanted: Diagnostic["severity"]) => diagnostics.filter(({ severity }) => severity === wanted).length;
  const errors = numberOf("error");
  const approximations = numberOf("approximation");
  const consequence = errors > 0 ? "; nothing was written" : "";
  const near = approximations > 0 ? `, ${count(approximations, "approximation")}` : "";
  io.err(`${count(errors, "error")}, ${count(numberOf("warning"), "warning")}${near}${consequence}\n`);
}

function withoutDiagnostics({ written, unchanged, removed }: WriteReport): Omit<WriteReport, "diagnostics"> {
  return { written, unchanged, removed };
}

/** One JSON value for programs. */
export function printJson(io: CliIo, value: object): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function colourDiff(diff: string, { colour }: CliIo): string {
  if (!colour) return diff;
  const paint = (line: string) =>
    line.startsWith("+") ? styleText("green", line) : line.startsWith("-") ? styleText("red", line) : line;
  return diff.split("\n").map(paint).join("\n");
}
