import { statSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { UsageError } from "../config/config-error.js";
import { findConfig } from "../config/find-config.js";
import { readConfig, type ReadConfig } from "../config/read-config.js";
import { configSuppressions } from "../config/suppressions.js";
import type { JobConfig } from "../config/types/job-config.js";
import { didYouMean } from "../input/did-you-mean.js";
import type { EmitSettings } from "../model/model.js";
import type { OutputOptions } from "../output-options.js";
import type { Job, Plan } from "./job.js";
import { refuseOverlaps } from "./overlaps.js";

/** What the arguments of a command say about its jobs. They win over the configuration; paths are as the user wrote them. */
export interface JobFlags {
  /** Path of a configuration. */
  readonly config?: string;
  /** Run these jobs only. */
  readonly job?: readonly string[];
  readonly schema?: string;
  readonly out?: string;
  readonly maxDescription?: number;
  /** Minor version. */
  readonly kubernetes?: number;
  readonly cache?: boolean;
  /** How the files look. */
  readonly output?: OutputOptions;
}

/**
 * The jobs of a configuration, or without one the one job that the arguments describe.
 *
 * @param folder where the configuration, or schema/ and generated/, are looked for; absent: the working folder
 *
 * Throws ConfigError, or UsageError where the arguments do not fit the configuration.
 */
export async function planJobs(folder: string | undefined, flags: JobFlags): Promise<Plan> {
  if (flags.config !== undefined && folder !== undefined)
    throw new UsageError(`--config names a file, so the folder ${folder} has no meaning; leave one of them out`);
  const configPath = flags.config ?? findConfig(folder ?? ".");
  if (configPath === undefined) return { jobs: [jobOfFlags(folder ?? ".", flags)] };
  const read = await readConfig(configPath, flags.cache !== false);
  const names = chosenNames(Object.keys(read.config.jobs), flags, configPath);
  if (names.length > 1 && (flags.schema ?? flags.out) !== undefined)
    throw new UsageError(`--schema and --out are about one job; name it with --job (${names.join(", ")})`);
  const all = Object.keys(read.config.jobs).map((name) => jobOfConfig(name, read, names.includes(name) ? flags : {}));
  await refuseOverlaps(all, read);
  return { jobs: all.filter(({ name = "" }) => names.includes(name)), configPath };
}

/** Throws UsageError when there is no folder to read schemas from. Of a configuration's jobs the run itself says so. */
export function requireSchemas({ jobs, configPath }: Plan): void {
  const missing = jobs.find(({ folders }) => !statSync(folders.schemaDir, { throwIfNoEntry: false })?.isDirectory());
  if (configPath === undefined && missing)
    throw new UsageError(
      `there is no folder ${missing.folders.schemaDir}; name the one that holds it, or the folder itself with --schema; \`init\` makes a first one`,
    );
}

function jobOfFlags(folder: string, flags: JobFlags): Job {
  if (flags.job)
    throw new UsageError(`--job ${flags.job.join(" ")} names jobs of a configuration, but ${folder} has none`);
  const folders = { schemaDir: flags.schema ?? join(folder, "schema"), outDir: flags.out ?? join(folder, "generated") };
  return { folders, settings: settingsOf({}, flags), output: flags.output ?? {}, cache: flags.cache !== false };
}

function chosenNames(known: readonly string[], { job: chosen }: JobFlags, configPath: string): readonly string[] {
  const unknown = chosen?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `${configPath} has no job "${unknown}"${didYouMean(unknown, known) || `; it has ${known.join(", ")}`}`,
    );
  return chosen ? known.filter((name) => chosen.includes(name)) : known;
}

/** All that a key of a job's configuration decides, and the flag that wins over it. */
function jobOfConfig(name: string, { path, config, hash, emitters }: ReadConfig, flags: JobFlags): Job {
  const job = config.jobs[name] ?? {};
  const ownEmitters = emitters.get(name);
  const below = (given: string) => (isAbsolute(given) ? given : join(dirname(path), given));
  const schemaDir = flags.schema ?? below(job.schema ?? "schema");
  return {
    name,
    folders: { schemaDir, outDir: flags.out ?? below(job.out ?? "generated") },
    settings: settingsOf(job, flags),
    output: { ...outputOf(job, below), ...flags.output },
    ...(ownEmitters && { ownEmitters }),
    suppressions: configSuppressions({ path, config }, name, schemaDir),
    // Modules that emitters are made of may have changed, though the configuration has not.
    cache: flags.cache !== false && job.cache !== false && !ownEmitters,
    config: hash,
  };
}

function outputOf({ output, templates }: JobConfig, below: (given: string) => string): OutputOptions {
  const all = { ...output, ...(templates && { templates: below(templates) }) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

function settingsOf(job: JobConfig, flags: JobFlags): EmitSettings {
  const maxDescription = flags.maxDescription ?? job.maxDescription ?? undefined;
  const kubernetes = flags.kubernetes ?? (job.kubernetes ? Number(job.kubernetes.slice("1.".length)) : undefined);
  return { ...(maxDescription !== undefined && { maxDescription }), ...(kubernetes !== undefined && { kubernetes }) };
}
