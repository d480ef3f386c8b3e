import { Option, type Command } from "commander";
import type { CliIo } from "./cli.js";
import { crdGroup } from "./crd-cli.js";

const EXIT_OK = 0;
const EXIT_BREAKING = 1;
const EXIT_UNUSABLE = 2;

interface DiffOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly github?: boolean;
  readonly failOn: "breaking" | "warning" | "never";
}

/** Adds `crd diff OLD NEW` and `crd rules` to the command line. */
export function addCrdDiffCommand(program: Command, io: CliIo, finish: (code: number) => void): void {
  const group = crdGroup(program);
  group
    .command("diff")
    .description("Would NEW in place of OLD hurt anyone? Breaking and harmless changes of CRDs or source schemas.")
    .argument("<old>", "a file of CRDs, a *.schema.json, a folder of either, or git REVISION:PATH")
    .argument("<new>", "the same; CRDs are matched by metadata.name, types by title")
    .option("--config <file>", "severities of your own (JSON or YAML): rules: { <rule>: <severity> }")
    .addOption(new Option("--json", "print one JSON object for programs").conflicts("github"))
    .option("--github", "print annotations for GitHub workflows")
    .addOption(
      new Option("--fail-on <severity>", "end with 1 from this severity on")
        .choices(["breaking", "warning", "never"])
        .default("breaking"),
    )
    .addHelpText("after", DIFF_HELP)
    .action(async (old: string, next: string, options: DiffOptions) => {
      finish(await runDiff(old, next, options, io));
    });
  group
    .command("diff-rules")
    .description("Print every rule of crd diff: its severity, its name, and whom it is about.")
    .action(async () => {
      const { RULE_NAMES, RULES } = await import("./crd-diff/rules/rules.js");
      const line = (rule: (typeof RULE_NAMES)[number]) =>
        `${RULES[rule].severity.padEnd(8)}  ${rule}  ${RULES[rule].advice}\n`;
      io.out(RULE_NAMES.map(line).join(""));
      finish(EXIT_OK);
    });
}

/** The severities that each choice of `--fail-on` fails on. */
const FAILING: Readonly<Record<DiffOptions["failOn"], readonly string[]>> = {
  breaking: ["breaking"],
  warning: ["breaking", "warning"],
  never: [],
};

const DIFF_HELP = `
Exit codes: 0 nothing breaks; 1 something does (see --fail-on); 2 wrong usage, or an input that cannot be read.
Rules are named after crdify's where it has one; a configuration sets them to breaking, warning, harmless or ignore.
Labels, annotations and status of a CRD are not compared, but for status.storedVersions.

Examples:
  octopus-mqtt-codegen crd diff old.yaml new.yaml
  octopus-mqtt-codegen crd diff main:generated/crds generated/crds --github
  octopus-mqtt-codegen crd diff v1.2.0:schema schema --config crd-diff.yaml`;

async function runDiff(old: string, next: string, options: DiffOptions, io: CliIo): Promise<number> {
  const { diffInputs, DiffError, report, worst } = await import("./crd-diff/index.js");
  try {
    const changes = await diffInputs(old, next, options.config);
    io.out(report(changes, options.json ? "json" : options.github ? "github" : "text"));
    return FAILING[options.failOn].includes(worst(changes)) ? EXIT_BREAKING : EXIT_OK;
  } catch (error) {
    if (!(error instanceof DiffError)) throw error;
    io.err(`${error.code}: ${error.message}\n`);
    return EXIT_UNUSABLE;
  }
}
