import type { Change, Severity } from "./change.js";
import { DEFAULT_CONFIG, readConfig } from "./config.js";
import { diffSides } from "./diff.js";
import { loadSide } from "./load/load-side.js";
import { githubReport } from "./report/github.js";
import { jsonReport } from "./report/json.js";
import { textReport } from "./report/text.js";

export { DiffError } from "./diff-error.js";
export type { Change, Severity } from "./change.js";

/**
 * Compares two inputs: files, folders or git revisions, as `loadSide` reads them.
 * Throws DiffError when one of them, or the configuration, cannot be used.
 *
 * @param configPath a configuration file; without one every rule has its own severity
 */
export async function diffInputs(old: string, next: string, configPath?: string, cwd?: string): Promise<Change[]> {
  const config = configPath === undefined ? DEFAULT_CONFIG : readConfig(configPath);
  return diffSides(await loadSide(old, cwd), await loadSide(next, cwd), config);
}

const REPORTS = { text: textReport, json: jsonReport, github: githubReport } as const;

/** The changes in one of the formats of the command line. */
export function report(changes: readonly Change[], format: keyof typeof REPORTS): string {
  return REPORTS[format](changes);
}

/** The worst severity among the changes; harmless when there is none. */
export function worst(changes: readonly Change[]): Severity {
  const has = (severity: Severity) => changes.some((change) => change.severity === severity);
  return has("breaking") ? "breaking" : has("warning") ? "warning" : "harmless";
}
