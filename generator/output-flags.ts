import { readFileSync, statSync } from "node:fs";
import { InvalidArgumentError, Option, type Command } from "commander";
import {
  ENUM_STYLES,
  FILE_NAME_STYLES,
  FORMATTERS,
  IMPORT_EXTENSIONS,
  MODULE_SYNTAXES,
  OPTIONAL_PROPERTIES,
  type OutputOptions,
} from "./output-options.js";

/** What `addOutputFlags` adds to the options of a command. */
export type OutputFlags = Omit<OutputOptions, "packageTypes"> & { readonly selfContained?: boolean };

const HEADING = "Options of the generated files:";

/** The flags of the output options, for commands that generate or compare files. */
export function addOutputFlags(command: Command): Command {
  for (const option of [
    new Option("--import-extension <end>", "what relative imports end in (default: found from tsconfig.json)").choices([
      ...IMPORT_EXTENSIONS,
    ]),
    new Option(
      "--module <syntax>",
      'imports and exports; "commonjs" is for verbatimModuleSyntax (default: esm)',
    ).choices([...MODULE_SYNTAXES]),
    new Option("--enums <style>", "how a closed list of values is declared (default: union)").choices([...ENUM_STYLES]),
    new Option(
      "--optional-properties <style>",
      "exact: x?: T; or-undefined: x?: T | undefined (default: exact)",
    ).choices([...OPTIONAL_PROPERTIES]),
    new Option("--file-names <style>", "names of TypeScript modules (default: source, as the schema files)").choices([
      ...FILE_NAME_STYLES,
    ]),
    new Option("--banner <file>", "put the comments of this file first in every TypeScript file").argParser(bannerText),
    new Option("--formatter <name>", "prettier: that of your project, with its configuration (default: none)").choices([
      ...FORMATTERS,
    ]),
    new Option("--templates <dir>", "take templates of the same name from this folder"),
    new Option("--self-contained", "emit the types of installed packages anew instead of importing them"),
    new Option("--publish", "also emit what generated code of other packages needs to import these types"),
    new Option("--arbitraries", "also emit arbitraries for fast-check, and samples of each type"),
  ])
    command.addOption(option.helpGroup(HEADING));
  return command;
}

/** The output options that the flags say; none for a flag that was not given. */
function outputOptionsOf(flags: OutputFlags): OutputOptions {
  const { selfContained, importExtension, module, enums, optionalProperties, fileNames, banner, ...others } = flags;
  const { formatter, templates, publish, arbitraries } = others;
  const given = {
    importExtension,
    module,
    enums,
    optionalProperties,
    fileNames,
    banner,
    formatter,
    templates,
    publish,
    arbitraries,
  };
  const packageTypes = selfContained ? "emit" : undefined;
  return Object.fromEntries(Object.entries({ ...given, packageTypes }).filter(([, value]) => value !== undefined));
}

/** The options of a command with what `addOutputFlags` added as its `output`. */
export function withOutput<Options extends OutputFlags>(
  options: Options,
): Options & { readonly output: OutputOptions } {
  return { ...options, output: outputOptionsOf(options) };
}

function bannerText(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new InvalidArgumentError("There is no such file; name one that holds comments.");
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
}
