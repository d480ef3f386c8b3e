import type { Command } from "commander";
import type { CliIo } from "./cli.js";
import { crdGroup } from "./crd-cli.js";
import type { LintedFile, LintVerdict } from "./crd-lint/lint-file.js";
import { kubernetesMinor } from "./kubernetes-version.js";
import { paletteFor, renderDiagnostic } from "./diagnostic-text.js";

const EXIT_OK = 0;
const EXIT_FINDINGS = 1;

/** What is not checked is said, to people and to programs alike; the latter read the other stream. */
const CEL_NOTE =
  "note: CEL rules were parsed, type-checked and their cost estimated; they were not run on defaults, and what could not be told is a warning\n";

const LINT_HELP = `
The rules are those of an API server, by default of Kubernetes 1.36, for a definition that is new; they are this program's own, no server is asked.
A warning is something that the server takes and then breaks on or loses. CEL is parsed, checked against the types of
the schema, and its cost estimated as the server does; a warning says where that could not be done. Whether defaults
satisfy the rules is not checked. JSON and YAML, several documents in a file. Exit code 0 only if all documents would be accepted.

Examples:
  octopus-mqtt-codegen crd lint crds/*.yaml
  octopus-mqtt-codegen crd lint --json crds/things.yaml    one JSON object per document, one per line`;

/** Adds the verb `crd lint`. */
export function addCrdLintCommand(program: Command, io: CliIo, finish: (code: number) => void): void {
  crdGroup(program)
    .command("lint")
    .argument("<file...>", "files with CustomResourceDefinitions, in JSON or YAML")
    .option("--kubernetes <version>", "the server that is asked, 1.25 to 1.36 (default: 1.36)", kubernetesMinor)
    .option("--json", "print one JSON object per document for programs instead of text")
    .description("Would an API server take these CustomResourceDefinitions?")
    .addHelpText("after", LINT_HELP)
    .action(async (files: string[], options: { readonly json?: boolean; readonly kubernetes?: number }) => {
      const { lintFile } = await import("./crd-lint/lint-file.js");
      const linted: LintedFile[] = [];
      for (const file of files) linted.push(await lintFile(file, options.kubernetes));
      if (options.json) printJson(linted, io);
      else printText(linted, io);
      if (linted.some(({ verdicts }) => verdicts.some(({ hasCel }) => hasCel))) io.err(CEL_NOTE);
      finish(linted.every(({ verdicts }) => verdicts.every(({ accepted }) => accepted)) ? EXIT_OK : EXIT_FINDINGS);
    });
}

function printJson(linted: readonly LintedFile[], io: CliIo): void {
  for (const { file, index, accepted, diagnostics } of linted.flatMap(({ verdicts }) => verdicts)) {
    const shown = diagnostics.map(({ code, severity, path, message }) => ({ code, severity, path, message }));
    io.out(`${JSON.stringify({ file, index, accepted, diagnostics: shown })}\n`);
  }
}

function printText(linted: readonly LintedFile[], io: CliIo): void {
  const palette = paletteFor(io.colour);
  for (const { file, text, verdicts } of linted)
    for (const { diagnostics } of verdicts)
      for (const diagnostic of diagnostics) {
        const at = diagnostic.path === "" ? "" : ` (at ${diagnostic.path})`;
        const shown = { ...diagnostic, file, message: diagnostic.message + at };
        io.err(`${renderDiagnostic(shown, text, palette)}\n`);
      }
  const all = linted.flatMap(({ verdicts }) => verdicts);
  io.out(`${summary(all)}\n`);
}

function summary(verdicts: readonly LintVerdict[]): string {
  const refused = verdicts.filter(({ accepted }) => !accepted).length;
  const found = verdicts.flatMap(({ diagnostics }) => diagnostics);
  const errors = found.filter(({ severity }) => severity === "error").length;
  const verdict = refused === 0 ? "all would be accepted" : `${refused} would be refused`;
  const counts = `${count(errors, "error")}, ${count(found.length - errors, "warning")}`;
  return `linted: ${count(verdicts.length, "document")}, ${verdict} (${counts})`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
