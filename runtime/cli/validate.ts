import { checkManifest, type CheckedManifest } from "./check-manifest.js";
import { type CommandIo, writeLine } from "./command-io.js";
import { EXIT } from "./exit-codes.js";
import { formatProblem, hasErrors, hasWarnings, painter, type Problem, problemJson } from "./problem.js";
import { readManifestFile } from "./read-file.js";

/** Options of `octopus-mqtt validate`. */
export interface ValidateOptions {
  readonly json?: boolean;
  /** Warnings count as errors. */
  readonly strict?: boolean;
}

/** Checks every manifest of every file; prints what is wrong, where, and a summary. Exits 1 if anything is. */
export async function validate(files: readonly string[], options: ValidateOptions, io: CommandIo): Promise<number> {
  const results: FileResult[] = [];
  for (const path of files) {
    const { problems, manifests } = await readManifestFile(path, io);
    results.push({ problems, manifests: manifests.map((manifest) => checkManifest(manifest, "whole")) });
  }
  const bad = (problems: readonly Problem[]) =>
    hasErrors(problems) || (options.strict === true && hasWarnings(problems));
  const summary = summarize(results, bad);
  await (options.json ? printJson(results, summary, bad, io) : printText(results, summary, bad, io));
  return summary.invalid > 0 || summary.unreadable > 0 ? EXIT.badInput : EXIT.ok;
}

interface FileResult {
  /** Of the file itself: it does not parse, or not all of it. */
  readonly problems: readonly Problem[];
  readonly manifests: readonly CheckedManifest[];
}

interface Summary {
  readonly manifests: number;
  readonly valid: number;
  readonly invalid: number;
  readonly warnings: number;
  /** Files or documents that could not be read as manifests at all. */
  readonly unreadable: number;
}

type Verdict = (problems: readonly Problem[]) => boolean;

function summarize(results: readonly FileResult[], bad: Verdict): Summary {
  const manifests = results.flatMap((result) => result.manifests);
  const invalid = manifests.filter(({ problems }) => bad(problems)).length;
  const warnings = manifests
    .flatMap(({ problems }) => problems)
    .filter(({ severity }) => severity === "warning").length;
  const unreadable = results.flatMap((result) => result.problems).length;
  return { manifests: manifests.length, valid: manifests.length - invalid, invalid, warnings, unreadable };
}

async function printText(results: readonly FileResult[], summary: Summary, bad: Verdict, io: CommandIo): Promise<void> {
  const colours = io.colours.stdout;
  const paint = painter(colours);
  const print = (line: string) => writeLine(io.stdout, line);
  for (const { problems, manifests } of results) {
    for (const problem of problems) await print(formatProblem(problem, colours));
    for (const { manifest, label, problems: found } of manifests) {
      for (const problem of found) await print(formatProblem(problem, colours));
      if (!bad(found)) await print(`${manifest.file}:${manifest.line}: ${label} is ${paint("green", "valid")}`);
    }
  }
  await print(paint("bold", sentence(summary)));
}

/** `3 manifests: 2 valid, 1 with errors`. */
function sentence({ manifests, valid, invalid, warnings, unreadable }: Summary): string {
  const parts = [`${valid} valid`];
  if (invalid > 0) parts.push(`${invalid} with errors`);
  if (unreadable > 0) parts.push(`${unreadable} unreadable`);
  if (warnings > 0) parts.push(count(warnings, "warning"));
  return `${count(manifests, "manifest")}: ${parts.join(", ")}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

async function printJson(results: readonly FileResult[], summary: Summary, bad: Verdict, io: CommandIo): Promise<void> {
  const manifests = results
    .flatMap((result) => result.manifests)
    .map(({ manifest, label, device, problems }) => ({
      file: manifest.file,
      line: manifest.line,
      manifest: label,
      link: device ? device.link : null,
      valid: !bad(problems),
      problems: problems.map(problemJson),
    }));
  const problems = results.flatMap((result) => result.problems).map(problemJson);
  await writeLine(io.stdout, JSON.stringify({ manifests, problems, summary }));
}
