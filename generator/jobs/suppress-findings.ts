import { readFileSync } from "node:fs";
import { isData } from "../config/find-config.js";
import type { Generation } from "../generate.js";
import { suppress } from "../suppress.js";
import type { Job } from "./job.js";

type Told = Pick<Generation, "diagnostics" | "texts">;

/** What is told of a job: without the findings that its configuration suppresses, and with those about that. */
export async function suppressFindings<Outcome extends Told>(outcome: Outcome, job: Job): Promise<Outcome> {
  const { suppressions = [] } = job;
  if (suppressions.length === 0) return outcome;
  const { length } = outcome.diagnostics;
  const all = suppress(outcome.diagnostics, suppressions);
  const about = all.slice(length);
  const [path] = about.map(({ file }) => file);
  if (path === undefined || !isData(path)) return { ...outcome, diagnostics: all };
  const { positionOf } = await import("../input/positions.js");
  const source = { path, text: readFileSync(path, "utf8").replace(/^\uFEFF/, "") };
  const located = about.map((each) => ({ ...each, ...positionOf(source, each.pointer, "value") }));
  const diagnostics = [...all.slice(0, length), ...located];
  return { ...outcome, diagnostics, texts: new Map([...outcome.texts, [path, source.text]]) };
}
