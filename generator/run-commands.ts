import type { CliIo } from "./cli.js";
import { hasErrors } from "./diagnostics.js";
import { lastRunIfUpToDate, rememberRun, startRun, type RunStart } from "./incremental/last-run.js";
import { mergePart, planPart, type PartialRun } from "./incremental/partial-run.js";
import type { RunFolders } from "./incremental/record.js";
import type { EmitSettings } from "./model/model.js";
import {
  outcomeOf,
  outcomeOfRecord,
  printDiagnostics,
  printJson,
  reportChecked,
  reportGenerated,
  writtenOnly,
} from "./run-report.js";

/** What a user may say about a run besides its folders. */
export interface RunOptions {
  readonly json?: boolean;
  readonly maxDescription?: number;
  readonly kubernetes?: number;
  /** False: neither believe what the last run left in the cache, nor leave anything there. */
  readonly cache?: boolean;
}

const EXIT_OK = 0;
const EXIT_FINDINGS = 1;

/** `generate`: the exit code, 0 when the output folder is up to date. Libraries are loaded only when there is work. */
export async function runGenerate(folders: RunFolders, options: RunOptions, io: CliIo): Promise<number> {
  const settings = settingsOf(options);
  const start = options.cache === false ? undefined : startRun(folders, settings, "times");
  const last = start && lastRunIfUpToDate(start);
  if (last) return reportGenerated(outcomeOfRecord(last), writtenOnly(last, []), options, io);
  const part = start && (await generatePart(start, settings));
  if (part) return reportGenerated(outcomeOfRecord(part.outcome), writtenOnly(part.outcome, part.files), options, io);
  const [{ generate }, { write }] = await Promise.all([import("./generate.js"), import("./write.js")]);
  const generation = await generate({ schemaDir: folders.schemaDir, ...settings });
  const report = hasErrors(generation.diagnostics) ? undefined : await write(generation.files, folders.outDir);
  if (start && report?.diagnostics.length === 0) rememberRun(start, generation);
  return reportGenerated(outcomeOf(generation), report, options, io);
}

/** Does again only what changed sources decide about; undefined where that is not enough, or not less. */
async function generatePart(start: RunStart, settings: EmitSettings): Promise<PartialRun | undefined> {
  const part = planPart(start);
  if (!part) return undefined;
  const [{ generate }, { writeOnly }] = await Promise.all([import("./generate.js"), import("./write.js")]);
  const { schemaDir, outDir } = start.folders;
  const merged = mergePart(start, part, await generate({ schemaDir, part, ...settings }));
  if (!merged) return undefined;
  writeOnly(merged.files, outDir);
  merged.remember();
  return merged;
}

/** `check`: the exit code, 0 when `generate` would write nothing. The cache is believed only byte by byte. */
export async function runCheck(folders: RunFolders, options: RunOptions, io: CliIo): Promise<number> {
  const settings = settingsOf(options);
  const start = options.cache === false ? undefined : startRun(folders, settings, "bytes");
  const last = start && lastRunIfUpToDate(start);
  if (last) return reportChecked(outcomeOfRecord(last), [], folders, options, io);
  const [{ generate }, { check }] = await Promise.all([import("./generate.js"), import("./check.js")]);
  const generation = await generate({ schemaDir: folders.schemaDir, ...settings });
  const failed = hasErrors(generation.diagnostics);
  const differences = failed ? [] : await check(generation.files, folders.outDir);
  if (start && !failed && differences.length === 0) rememberRun(start, generation);
  return reportChecked(outcomeOf(generation), differences, folders, options, io);
}

/** `generate --emit-model`: prints the model and writes nothing. */
export async function runEmitModel({ schemaDir }: RunFolders, options: RunOptions, io: CliIo): Promise<number> {
  const { buildSources } = await import("./generate.js");
  const built = await buildSources(schemaDir, settingsOf(options));
  if (!built.model && options.json) printJson(io, { diagnostics: built.diagnostics });
  else printDiagnostics(built.diagnostics, built.texts, io);
  if (built.model) printJson(io, built.model);
  return built.model ? EXIT_OK : EXIT_FINDINGS;
}

function settingsOf({ maxDescription, kubernetes }: RunOptions): EmitSettings {
  return { ...(maxDescription !== undefined && { maxDescription }), ...(kubernetes !== undefined && { kubernetes }) };
}
