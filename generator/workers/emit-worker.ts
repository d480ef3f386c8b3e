import { parentPort } from "node:worker_threads";
import { EMITTERS_BESIDE_CHECKS } from "../emit/emitters-beside-checks.js";
import type { OutputFile } from "../model/model.js";
import type { Job } from "./helper.js";

/** A thread that runs all emitters but that of the checks: it loads them, waits for its job, and sends what they make. */
parentPort?.once("message", (job: Job) => void work(job));

async function work({ model, settings }: Job): Promise<void> {
  const files: OutputFile[] = [];
  for (const emit of EMITTERS_BESIDE_CHECKS) files.push(...(await emit(model, settings)));
  parentPort?.postMessage(files);
}
