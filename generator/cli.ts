import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { addCrdDiffCommand } from "./crd-diff-command.js";
import { addCrdLintCommand } from "./crd-lint-command.js";
import { KUBERNETES_HELP, kubernetesMinor } from "./kubernetes-version.js";
import { printJson } from "./run-report.js";
import { runCheck, runEmitModel, runGenerate, type RunOptions } from "./run-commands.js";
import type { RunFolders } from "./incremental/record.js";

/** Where the command line talks to; a test gives its own. */
export interface CliIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person watches on a terminal that shows colours. */
  readonly colour: boolean;
}

const EXIT_OK = 0;
const EXIT_FINDINGS = 1;
const EXIT_USAGE = 2;

interface CommandOptions extends RunOptions {
  readonly schema?: string;
  readonly out?: string;
  readonly emitModel?: boolean;
}

/**
 * The command line `octopus-mqtt-codegen`.
 *
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 all is well; 1 findings in the sources, or output that is out of date; 2 wrong usage
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
    throw error;
  }
}

/** Runs the command line on the process's own arguments, streams and exit code. */
export async function runProcess(): Promise<void> {
  const colour = process.stderr.isTTY && !process.env.NO_COLOR;
  const io = {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    colour,
  };
  // A reader such as `head` may close the pipe early; what it has read is all it wanted.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  process.exitCode = await main(process.argv.slice(2), io);
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

  addFolderOptions(program.command("generate"))
    .description("Write the output folder: files that changed, and no others.")
    .option("--emit-model", "print the intermediate representation as JSON and write nothing")
    .addHelpText("after", GENERATE_HELP)
    .action(async (folder: string, options: CommandOptions, command: Command) => {
      const folders = foldersOf(folder, options, command);
      finish(await (options.emitModel ? runEmitModel(folders, options, io) : runGenerate(folders, options, io)));
    });

  addFolderOptions(program.command("check"))
    .description("Compare the output folder with what the sources generate; print a unified diff.")
    .addHelpText("after", CHECK_HELP)
    .action(async (folder: string, options: CommandOptions, command: Command) => {
      finish(await runCheck(foldersOf(folder, options, command), options, io));
    });
  addCrdDiffCommand(program, io, finish);

  addCrdLintCommand(program, io, finish);
  program
    .command("explain")
    .argument("<file>", "a schema file")
    .option("--schema <dir>", "the folder that holds it and what it refers to (default: the folder of FILE)")
    .option("--json", "print a JSON array for programs instead of text")
    .description("Print what became of each keyword of a schema: kept, translated, approximated or refused.")
    .action(async (file: string, options: CommandOptions, command: Command) => {
      finish(await runExplain(file, options, command, io));
    });
  return program;
}

async function runExplain(file: string, options: CommandOptions, command: Command, io: CliIo): Promise<number> {
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  const { explain } = await import("./explain.js");
  const found = isFile ? await explain(options.schema ?? dirname(file), file) : undefined;
  if (!found) command.error(`error: ${file} is no schema that can be read; name a *.schema.json or *.schema.yaml file`);
  if (options.json) printJson(io, found);
  else
    for (const { line, column, pointer, outcome, into } of found)
      io.out(`${file}:${line}:${column} ${outcome} ${pointer}: ${into}\n`);
  return found.some(({ outcome }) => outcome === "refused") ? EXIT_FINDINGS : EXIT_OK;
}

function addFolderOptions(command: Command): Command {
  return command
    .argument("[folder]", "the folder that holds schema/ and generated/", ".")
    .option("--schema <dir>", "read the schemas from this folder (default: FOLDER/schema)")
    .option("--out <dir>", "the output folder (default: FOLDER/generated)")
    .option(
      "--max-description <n>",
      "longest description in a CRD, in characters; 0: none (default: no limit)",
      wholeNumber,
    )
    .option("--kubernetes <version>", KUBERNETES_HELP, kubernetesMinor)
    .option("--json", "print one JSON object for programs instead of text")
    .option("--no-cache", "do all the work anew, and do not remember it in node_modules/.cache");
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number of characters, 0 or more.");
  return Number(text);
}

const PROGRAM_HELP = `
Exit codes: 0 all is well; 1 findings in the schemas, or output that is out of date; 2 wrong usage.
A schema file is named *.schema.json and declares one type; a *.crd.json file declares a CustomResourceDefinition.`;

const GENERATE_HELP = `
Nothing is written while a schema has an error. Files without the generator's banner are never touched.

Examples:
  octopus-mqtt-codegen generate                 schema/ -> generated/
  octopus-mqtt-codegen generate packages/edge   packages/edge/schema/ -> packages/edge/generated/
  octopus-mqtt-codegen generate --out src/api   schema/ -> src/api/`;

const CHECK_HELP = `
Changes nothing. In a build it catches output that was edited by hand or not generated again.`;

/** Throws a usage error when there is no folder to read schemas from. */
function foldersOf(folder: string, { schema, out }: CommandOptions, command: Command): RunFolders {
  const schemaDir = schema ?? join(folder, "schema");
  if (!statSync(schemaDir, { throwIfNoEntry: false })?.isDirectory())
    command.error(
      `error: there is no folder ${schemaDir}; name the one that holds it, or the folder itself with --schema`,
    );
  return { schemaDir, outDir: out ?? join(folder, "generated") };
}

/** The version in the package's own package.json: beside the sources, or two folders up once built into dist/. */
function ownVersion(): string {
  for (const path of ["./package.json", "../../package.json"]) {
    const text = readIfThere(new URL(path, import.meta.url));
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  }
  throw new Error("The generator's own package.json is missing; install octopus-mqtt-codegen again");
}

function readIfThere(url: URL): string | undefined {
  return statSync(url, { throwIfNoEntry: false }) && readFileSync(url, "utf8");
}
