import { Option, type Command } from "commander";

/** How a command tells what it has found. */
export const REPORT_FORMATS = ["text", "json", "github", "sarif"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What `addFormatOptions` adds to the options of a command. */
export interface FormatFlags {
  readonly json?: boolean;
  readonly format?: ReportFormat;
}

/** Adds `--format` and `--json`, which says the same as `--format json`. */
export function addFormatOptions(command: Command, json = "one JSON object"): Command {
  const format =
    "text; json: FOR programs; github: annotations of a workflow; sarif: a SARIF 2.1.0 log (default: text)";
  return command
    .addOption(new Option("--format <format>", format.replace("FOR", `${json} for`)).choices([...REPORT_FORMATS]))
    .addOption(new Option("--json", "the same as --format json").conflicts("format"));
}

/** The format that the flags ask for. */
export function formatOf({ json, format }: FormatFlags): ReportFormat {
  return format ?? (json ? "json" : "text");
}
