import type { NamedEmitter } from "../named-emitter.js";
import type { CodegenConfig as PlainConfig } from "./types/codegen-config.js";
import type { JobConfig as PlainJob } from "./types/job-config.js";

/** One run of the generator: the schemas of one folder, and the output folder that they go to. */
export interface JobConfig extends PlainJob {
  /**
   * Emitters of your own, which run after those of the generator; no two of one name. They are functions, so only a
   * configuration that is a program (`.ts`, `.mts`, `.mjs`, `.js`) has them. A job with emitters remembers nothing in
   * `node_modules/.cache`: what the modules that they are made of say is not known to have stayed the same.
   */
  emitters?: readonly NamedEmitter[] | null;
}

/** A configuration of octopus-mqtt-codegen. Paths in it are relative to its folder; flags of the command line win over it. */
export interface CodegenConfig extends Omit<PlainConfig, "jobs"> {
  /**
   * What to generate, by names of your own. `generate` and `check` run all jobs, in this order, or those named with
   * `--job`. An error in one of them, and none writes anything.
   */
  jobs: Record<string, JobConfig | null>;
}
