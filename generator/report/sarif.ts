import { relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Fix as SarifFix, Location, Log, Region, Replacement, ReportingDescriptor, Result } from "sarif";
import { LINT_CODES } from "../crd-lint/codes.js";
import { DIAGNOSTIC_CODES } from "../diagnostics.js";
import { editSource } from "../lint/edit-source.js";
import { isInFile, type ReportContext, type ReportedFinding } from "./finding.js";
import { CODEGEN_HELP } from "./help/codegen.js";
import { CRD_LINT_HELP } from "./help/crd-lint.js";

const LEVEL = { error: "error", warning: "warning", approximation: "note" } as const;
const TITLES: Readonly<Record<ReportContext["rules"], Readonly<Record<string, string>>>> = {
  generate: DIAGNOSTIC_CODES,
  "crd lint": LINT_CODES,
};
const HELP = { generate: CODEGEN_HELP, "crd lint": CRD_LINT_HELP };

/**
 * Findings as a SARIF 2.1.0 log, for code scanning and editors. Paths are relative to the working folder, columns count
 * UTF-16 units, an approximation is a note; what `lint --fix` would do is a fix.
 *
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * @param version of this package
 */
export function sarifLog(findings: readonly ReportedFinding[], context: ReportContext, version: string): Log {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const driver = { name: "octopus-mqtt-codegen", version, rules: codes.map((code) => ruleOf(code, context)) };
  const results = findings.map((finding) => resultOf(finding, codes, context));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
}

function ruleOf(code: string, { rules }: ReportContext): ReportingDescriptor {
  const help = HELP[rules][code];
  return {
    id: code,
    shortDescription: { text: TITLES[rules][code] ?? code },
    ...(help && { help: { text: help.join(" ").replaceAll("`", ""), markdown: help.join("\n\n") } }),
  };
}

function resultOf(finding: ReportedFinding, codes: readonly string[], context: ReportContext): Result {
  const { code, severity, file, message, suppression } = finding;
  const inFile = isInFile(finding);
  const text = context.texts.get(file);
  const fix = text === undefined ? undefined : fixOf(finding, text);
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVEL[severity],
    message: { text: inFile ? message : `${file}: ${message}` },
    ...(inFile && { locations: [locationOf(finding, text)] }),
    ...(fix && { fixes: [fix] }),
    ...(suppression && { suppressions: [{ kind: suppression.kind, justification: suppression.reason }] }),
  };
}

function locationOf({ file, line, column, pointer }: ReportedFinding, text: string | undefined): Location {
  const snippet = text?.split(/\r?\n/)[line - 1];
  const region: Region = { startLine: line, startColumn: column, ...(snippet && { snippet: { text: snippet } }) };
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...(line > 0 && { region }) },
    ...(pointer && { logicalLocations: [{ fullyQualifiedName: pointer }] }),
  };
}

/** Relative to the working folder where the file lies in it, with `/`. */
function uriOf(file: string): string {
  const way = relative(".", resolve(file));
  if (way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way) return pathToFileURL(resolve(file)).href;
  return way.split(sep).map(encodeURIComponent).join("/");
}

function fixOf({ file, pointer = "", fix, message }: ReportedFinding, text: string): SarifFix | undefined {
  const fixed = fix && editSource({ path: file, text }, pointer, fix);
  if (fixed === undefined) return undefined;
  const change = { artifactLocation: { uri: uriOf(file) }, replacements: [replacement(text, fixed)] };
  return { description: { text: message }, artifactChanges: [change] };
}

/** The shortest text to put in place of another that makes one text the other. */
function replacement(before: string, after: string): Replacement {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const [begin, end] = [placeOf(before, start), placeOf(before, before.length - same)];
  return {
    deletedRegion: { startLine: begin.line, startColumn: begin.column, endLine: end.line, endColumn: end.column },
    insertedContent: { text: after.slice(start, after.length - same) },
  };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
