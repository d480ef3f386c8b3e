import { Command, CommanderError } from "commander";
import { addCleanCommand } from "./commands/clean-command.js";
import { EXIT_OK, EXIT_USAGE } from "./commands/exit-codes.js";
import { addExplainCommand } from "./commands/explain-command.js";
import { addGenerateCommands } from "./commands/generate-command.js";
import { addInitCommand } from "./commands/init-command.js";
import { addLintCommand } from "./commands/lint-command.js";
import { addWatchCommand } from "./commands/watch-command.js";
import { addCrdDiffCommand } from "./crd-diff-command.js";
import { addCrdLintCommand } from "./crd-lint-command.js";
import { ownVersion } from "./own-version.js";

/** Where the command line talks to; a test gives its own. */
export interface CliIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person watches on a terminal that shows colours. */
  readonly colour: boolean;
  /** Shows a line in place of the last one, "" takes it away; absent: nobody watches. */
  readonly status?: (line: string) => void;
  /** Whether a person can be asked; absent: nobody can. */
  readonly isInteractive?: boolean;
  /** Calls back when a command that would run on shall end; absent: it never shall. */
  readonly onStop?: (stop: () => void) => void;
}

/**
 * The command line `octopus-mqtt-codegen`.
 *
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 all is well; 1 findings in the sources, or output that is out of date; 2 wrong usage or configuration
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  let exitCode = EXIT_OK;
  const program = buildProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_USAGE;
    const refusal = refusedBySystem(error);
    if (refusal === undefined) throw error;
    io.err(refusal);
    return EXIT_USAGE;
  }
}

/** What to say where the system lets files be neither written nor looked at, such as in a read-only folder; else undefined. */
function refusedBySystem(error: unknown): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || path === undefined || !/^(?:EACCES|EPERM|EROFS|ENOSPC|ENOTDIR)$/.test(String(code)))
    return undefined;
  return `error: ${error.message}; check the permissions of that path and the space there, or name another folder\n`;
}

/** Runs the command line on the process's own arguments, streams and exit code. */
export async function runProcess(): Promise<void> {
  const colour = process.stderr.isTTY && !process.env.NO_COLOR;
  const io = {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    colour,
    ...(process.stderr.isTTY && !process.env.CI && { status: showStatus }),
    isInteractive: process.stdin.isTTY && process.stdout.isTTY,
    onStop: (stop: () => void) => {
      process.once("SIGINT", stop).once("SIGTERM", stop);
    },
  };
  // A reader such as `head` may close the pipe early; what it has read is all it wanted.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  process.exitCode = await main(process.argv.slice(2), io);
}

/** Clears the line, and leaves the cursor where the next text belongs. */
function showStatus(line: string): void {
  process.stderr.write(`\r\u001b[2K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
}

function buildProgram(io: CliIo, finish: (code: number) => void): Command {
  const program = new Command("octopus-mqtt-codegen")
    .description("Generates types, default-appliers, validators, CRDs and documents from JSON Schema files.")
    .version(ownVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError("(add --help for what is possible)")
    .addHelpText("after", PROGRAM_HELP);

  addInitCommand(program, io, finish);
  addGenerateCommands(program, io, finish);
  addWatchCommand(program, io, finish);
  addLintCommand(program, io, finish);
  addCleanCommand(program, io, finish);
  addCrdDiffCommand(program, io, finish);

  addCrdLintCommand(program, io, finish);
  addExplainCommand(program, io, finish);
  return program;
}

const PROGRAM_HELP = `
Exit codes: 0 all is well; 1 findings in the schemas, or output that is out of date; 2 wrong usage or configuration.
Jobs and folders come from octopus-mqtt.config.ts (.mjs, .json, .yaml, ...) where there is one.
A schema file is named *.schema.json and declares one type; a *.crd.json file declares a CustomResourceDefinition.`;
