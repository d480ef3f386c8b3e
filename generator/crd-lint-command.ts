import type { Command } from "commander";
import type { CliIo } from "./cli.js";
import { crdGroup } from "./crd-cli.js";
import type { LintedFile, LintVerdict } from "./crd-lint/lint-file.js";
import { NEWEST_KUBERNETES } from "./kubernetes-features.js";
import { KUBERNETES_RANGE, kubernetesMinor } from "./kubernetes-version.js";
import { addFormatOptions, formatOf, type FormatFlags } from "./report/format.js";
import { paletteFor, renderDiagnostic, type ShownDiagnostic } from "./diagnostic-text.js";

const EXIT_OK = 0;
const EXIT_FINDINGS = 1;

/** What is not checked is said, to people and to programs alike; the latter read the other stream. */
const CEL_NOTE =
  "note: CEL rules were parsed, type-checked and their cost estimated; they were not run on defaults, and what could not be told is a warning\n";

const LINT_HELP = `
The rules are those of an API server, by default of Kubernetes 1.${NEWEST_KUBERNETES}, for a definition that is new; they are this program's own, no server is asked.
A warning is something that the server takes and then breaks on or loses. CEL is parsed, checked against the types of
the schema, and its cost estimated as the server does; a warning says where that could not be done. Whether defaults
satisfy the rules is not checked. JSON and YAML, several documents in a file. Exit code 0 only if all documents would be accepted.

Examples:
  octopus-mqtt-codegen crd lint crds/*.yaml
  octopus-mqtt-codegen crd lint --json crds/things.yaml    one JSON object per document, one per line`;

/** Adds the verb `crd lint`. */
export function addCrdLintCommand(program: Command, io: CliIo, finish: (code: number) => void): void {
  const lint = crdGroup(program)
    .command("lint")
    .argument("<file...>", "files with CustomResourceDefinitions, in JSON or YAML")
    .option("--kubernetes <version>", `the server that is asked, ${KUBERNETES_RANGE}`, kubernetesMinor)
    .description("Would an API server take these CustomResourceDefinitions?")
    .addHelpText("after", LINT_HELP)
    .action(async (files: string[], options: FormatFlags & { readonly kubernetes?: number }) => {
      const { lintFile } = await import("./crd-lint/lint-file.js");
      const linted: LintedFile[] = [];
      for (const file of files) linted.push(await lintFile(file, options.kubernetes));
      const format = formatOf(options);
      if (format === "json") printJson(linted, io);
      else if (format === "text") printText(linted, io);
      else await printForOthers(format, linted, io);
      if (linted.some(({ verdicts }) => verdicts.some(({ hasCel }) => hasCel))) io.err(CEL_NOTE);
      finish(linted.every(({ verdicts }) => verdicts.every(({ accepted }) => accepted)) ? EXIT_OK : EXIT_FINDINGS);
    });
  addFormatOptions(lint, "one JSON object per document");
}

function printJson(linted: readonly LintedFile[], io: CliIo): void {
  for (const { file, index, accepted, diagnostics } of linted.flatMap(({ verdicts }) => verdicts)) {
    const shown = diagnostics.map(({ code, severity, path, message }) => ({ code, severity, path, message }));
    io.out(`${JSON.stringify({ file, index, accepted, diagnostics: shown })}\n`);
  }
}

function printText(linted: readonly LintedFile[], io: CliIo): void {
  const palette = paletteFor(io.colour);
  for (const file of linted)
    for (const shown of findingsOf(file)) io.err(`${renderDiagnostic(shown, file.text, palette)}\n`);
  const all = linted.flatMap(({ verdicts }) => verdicts);
  io.out(`${summary(all)}\n`);
}

async function printForOthers(format: "github" | "sarif", linted: readonly LintedFile[], io: CliIo): Promise<void> {
  const { printFindings } = await import("./report/print-findings.js");
  const texts = new Map(linted.flatMap(({ file, text }) => (text === undefined ? [] : [[file, text] as const])));
  await printFindings(format, linted.flatMap(findingsOf), { texts, rules: "crd lint" }, io);
}

/** What was found in a file; the place in the document is part of the message, since it is no JSON pointer. */
function findingsOf({ file, verdicts }: LintedFile): ShownDiagnostic[] {
  return verdicts.flatMap(({ diagnostics }) =>
    diagnostics.map(({ path, message, ...found }) => ({
      ...found,
      file,
      message: path === "" ? message : `${message} (at ${path})`,
    })),
  );
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
