import type { RunFolders } from "../incremental/record.js";
import type { EmitSettings } from "../model/model.js";
import type { NamedEmitter } from "../named-emitter.js";
import type { OutputOptions } from "../output-options.js";
import type { Suppression } from "../diagnostics.js";

/** One run of the generator: a job of a configuration, or what the arguments say where there is none. */
export interface Job {
  /** As the configuration names it; absent where there is none. */
  readonly name?: string;
  /** As the user wrote them, so that findings name files the same way. */
  readonly folders: RunFolders;
  readonly settings: EmitSettings;
  /** How the files look. */
  readonly output?: OutputOptions;
  /** Emitters of the user's, which run after those of the generator. */
  readonly ownEmitters?: readonly NamedEmitter[];
  /** Files besides the sources that decide about the output, such as modules of emitters. */
  readonly inputs?: readonly string[];
  /** Findings that are not to be told. */
  readonly suppressions?: readonly Suppression[];
  /** False: neither believe what the last run left in the cache, nor leave anything there. */
  readonly cache: boolean;
  /** Hash of the configuration, a change of which is one of the input. */
  readonly config?: string;
}

/** The jobs of a command, at least one. */
export interface Plan {
  readonly jobs: readonly Job[];
  /** Path of the configuration that they are from. */
  readonly configPath?: string;
}
