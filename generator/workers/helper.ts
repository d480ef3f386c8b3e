import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Emitter, EmitSettings, OutputFile, SchemaModel } from "../model/model.js";
import { OWN_FOLDER, RUNS_SOURCES } from "../own-folder.js";

/** What the thread is told. */
export interface Job {
  readonly model: SchemaModel;
  readonly settings: EmitSettings;
}

/** Of 100 types the checks take no longer than a thread needs to load and warm up. */
const MANY_TYPES = 200;

/** Most objects die young; few long collections of the others cost less than many short ones. */
const YOUNG_GENERATION_MIB = 96;

/** Node runs the built files only; a run from the sources, as in tests, does without. */
const SCRIPT = RUNS_SOURCES ? undefined : join(OWN_FOLDER, "workers/emit-worker.js");

/**
 * A second thread for a run about so many types, started so that it loads while the sources are read; undefined where
 * one does as well.
 */
export function startHelper(types: number): Helper | undefined {
  return SCRIPT && types >= MANY_TYPES && availableParallelism() > 1 ? new Helper(SCRIPT) : undefined;
}

/**
 * A thread that runs all emitters but that of the checks. Work is divided by emitter rather than by type, since each
 * thread has to compile the code that it runs: half of the code in each costs less than all of it in both.
 */
export class Helper {
  readonly #worker: Worker;
  readonly #done: Promise<readonly OutputFile[] | undefined>;

  constructor(script: string) {
    this.#worker = new Worker(script, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB } });
    this.#done = new Promise((resolve) => {
      this.#worker.once("message", resolve);
      for (const event of ["error", "messageerror", "exit"])
        this.#worker.once(event, () => {
          resolve(undefined);
        });
    });
  }

  /** Gives the thread its job, which it does while this one goes on. */
  begin(job: Job): void {
    this.#worker.postMessage(job);
  }

  /**
   * The files of the job. Whatever went wrong in the thread, the work is done again in this one: it fails, if at all, as
   * a run without a second thread does.
   */
  readonly emit: Emitter = async (model, settings) => {
    const files = await this.#done;
    if (files) return [...files];
    const { EMITTERS_BESIDE_CHECKS } = await import("../emit/emitters-beside-checks.js");
    const emitted = await Promise.all(EMITTERS_BESIDE_CHECKS.map(async (emit) => emit(model, settings)));
    return emitted.flat();
  };

  /** Ends the thread, whatever it is doing. */
  dismiss(): void {
    void this.#worker.terminate();
  }
}
