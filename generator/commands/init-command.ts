import { Option, type Command } from "commander";
import type { CliIo } from "../cli.js";
import { UsageError } from "../config/config-error.js";
import type { InitAnswers } from "../init/answers.js";
import { EXIT_FINDINGS, EXIT_OK } from "./exit-codes.js";

interface InitOptions extends Partial<InitAnswers> {
  readonly yes?: boolean;
  readonly force?: boolean;
}

const INIT_HELP = `
Asks on a terminal for what no flag says; with --yes, or elsewhere, it takes the defaults. A file that is there already,
or an npm script of the same name, is never replaced without --force: then nothing is written at all.

Examples:
  octopus-mqtt-codegen init
  octopus-mqtt-codegen init --yes --type Pump --format yaml --github`;

/** Adds `init` to the command line. */
export function addInitCommand(program: Command, io: CliIo, finish: (code: number) => void): void {
  program
    .command("init")
    .argument("[folder]", "the folder of the project", ".")
    .description("Write a configuration, a first schema that embeds the MQTT options, and npm scripts.")
    .addOption(
      new Option("--format <format>", "of the configuration (default: ts)").choices(["ts", "mjs", "json", "yaml"]),
    )
    .option("--type <name>", "the type that the first schema declares (default: Thermometer)")
    .option("--schema <dir>", "the folder of the schemas, below FOLDER (default: schema)")
    .option("--out <dir>", "the output folder, below FOLDER (default: generated)")
    .option("--scripts", "add generate, generate:check and generate:watch to package.json (default)")
    .option("--no-scripts", "leave package.json alone")
    .option("--github", "write a GitHub workflow that checks the output")
    .option("--no-github", "write no workflow (default)")
    .option("-y, --yes", "ask nothing")
    .option("--force", "replace files and scripts that are there already")
    .addHelpText("after", INIT_HELP)
    .action(async (folder: string, options: InitOptions, command: Command) => {
      try {
        finish(await runInit(folder, givenOnly(options, command), io));
      } catch (error) {
        if (error instanceof UsageError) command.error(`error: ${error.message}`);
        throw error;
      }
    });
}

/** commander sets `--no-x` options that nobody gave; those are for the questions. */
function givenOnly(options: InitOptions, command: Command): InitOptions {
  const given = Object.entries(options).filter(([name]) => command.getOptionValueSource(name) !== "default");
  return Object.fromEntries(given);
}

async function runInit(
  folder: string,
  { yes = false, force = false, ...given }: InitOptions,
  io: CliIo,
): Promise<number> {
  const [{ completeAnswers }, { planInit }, { applyInit, nextSteps }] = await Promise.all([
    import("../init/answers.js"),
    import("../init/plan-init.js"),
    import("../init/apply-init.js"),
  ]);
  const mayAsk = !yes && io.isInteractive === true;
  const answers = await (mayAsk ? (await import("../init/ask.js")).ask(given) : completeAnswers(given));
  if (!answers) {
    io.err("init was cancelled; nothing was written\n");
    return EXIT_FINDINGS;
  }
  const plan = planInit(folder, answers);
  if (plan.conflicts.length > 0 && !force) {
    for (const conflict of plan.conflicts) io.err(`init-conflict: ${conflict}\n`);
    io.err("nothing was written; move them away, or replace them with --force\n");
    return EXIT_FINDINGS;
  }
  for (const path of applyInit(plan)) io.out(`wrote ${path}\n`);
  io.out(nextSteps(folder, answers));
  return EXIT_OK;
}
