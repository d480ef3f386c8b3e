import { readFileSync } from "node:fs";
import type { CliIo } from "./cli.js";
import { paletteFor, renderDiagnostic } from "./diagnostic-text.js";
import { hasErrors, type Diagnostic } from "./diagnostics.js";
import type { Generation } from "./generate.js";
import type { RunOutcome } from "./incremental/record.js";
import type { OutputFile } from "./model/model.js";
import { unsuppressed } from "./suppress.js";
import type { WriteReport } from "./write.js";

/** What is told about a run, whether it was done now or remembered. */
export type Outcome = Pick<Generation, "diagnostics" | "sources" | "texts" | "crdSizes"> & { readonly files: number };

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

/** Tells the findings of a run, with the lines of the sources, and how many there are. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  io: CliIo,
  ifErrors = "; nothing was written",
): void {
  if (diagnostics.length === 0) return;
  const palette = paletteFor(io.colour);
  for (const diagnostic of unsuppressed(diagnostics)) {
    io.err(`${renderDiagnostic(diagnostic, texts.get(diagnostic.file), palette)}\n`);
  }
  io.err(`${tally(diagnostics)}${hasErrors(diagnostics) ? ifErrors : ""}\n`);
}

/** `1 error, 2 warnings`, and approximations and what is suppressed where there are some. */
export function tally(found: readonly Pick<Diagnostic, "severity" | "suppression">[]): string {
  const told = unsuppressed(found);
  const numberOf = (wanted: Diagnostic["severity"]) => told.filter(({ severity }) => severity === wanted).length;
  const near = numberOf("approximation");
  const counts = `${count(numberOf("error"), "error")}, ${count(numberOf("warning"), "warning")}`;
  const quiet = found.length - told.length;
  return `${counts}${near > 0 ? `, ${count(near, "approximation")}` : ""}${quiet > 0 ? `, ${quiet} suppressed` : ""}`;
}

/** Findings as programs are told them: what is suppressed has a list of its own, where there is some. */
export function diagnosticsJson(found: readonly Diagnostic[]): object {
  const suppressed = found.filter(({ suppression }) => suppression !== undefined);
  return { diagnostics: unsuppressed(found), ...(suppressed.length > 0 && { suppressed }) };
}

/** One JSON value for programs. */
export function printJson(io: CliIo, value: object): void {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
