import { generate, type Generation } from "../generate.js";
import type { Job } from "../jobs/job.js";
import type { Emitter } from "../model/model.js";

/** What is wrong with some sources. */
export type LintedSources = Pick<Generation, "diagnostics" | "texts" | "sources">;

/**
 * What `generate` would say of the sources of a job, without the files: of the emitters only those run that refuse what
 * they cannot express, which need neither ts-morph nor Prettier.
 *
 * @param instead texts by path, as diagnostics name it, to take in place of what the files hold
 */
export async function lintSources(job: Job, instead?: ReadonlyMap<string, string>): Promise<LintedSources> {
  return generate({ schemaDir: job.folders.schemaDir, ...job.settings, emitters: refusingEmitters, instead });
}

async function refusingEmitters(): Promise<readonly Emitter[]> {
  const [{ emitCrds }, { emitSamples }] = await Promise.all([import("../emit/crds.js"), import("../emit/samples.js")]);
  return [emitCrds, emitSamples];
}
