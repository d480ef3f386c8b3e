import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import type { CliIo } from "../cli.js";
import { printJson } from "../run-report.js";
import { EXIT_FINDINGS, EXIT_OK } from "./exit-codes.js";

interface ExplainOptions {
  readonly schema?: string;
  readonly json?: boolean;
}

/** Adds `explain` to the command line. */
export function addExplainCommand(program: Command, io: CliIo, finish: (code: number) => void): void {
  program
    .command("explain")
    .argument("<file>", "a schema file")
    .option("--schema <dir>", "the folder that holds it and what it refers to (default: the folder of FILE)")
    .option("--json", "print a JSON array for programs instead of text")
    .description("Print what became of each keyword of a schema: kept, translated, approximated or refused.")
    .action(async (file: string, options: ExplainOptions, command: Command) => {
      finish(await runExplain(file, options, command, io));
    });
}

async function runExplain(file: string, options: ExplainOptions, command: Command, io: CliIo): Promise<number> {
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  const { explain } = await import("../explain.js");
  const found = isFile ? await explain(options.schema ?? dirname(file), file) : undefined;
  if (!found) command.error(`error: ${file} is no schema that can be read; name a *.schema.json or *.schema.yaml file`);
  if (options.json) printJson(io, found);
  else
    for (const { line, column, pointer, outcome, into } of found)
      io.out(`${file}:${line}:${column} ${outcome} ${pointer}: ${into}\n`);
  return found.some(({ outcome }) => outcome === "refused") ? EXIT_FINDINGS : EXIT_OK;
}
