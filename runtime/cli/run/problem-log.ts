import { type Problem, problemJson } from "../problem.js";
import type { Log } from "./log.js";

/** Logs what has become wrong with the manifests, and how much has become right. */
export function logProblems(log: Log, before: readonly Problem[], now: readonly Problem[]): void {
  const known = new Set(before.map(keyOf));
  for (const problem of now) {
    if (known.has(keyOf(problem))) continue;
    const { severity, message, ...place } = problemJson(problem);
    log[LEVELS[severity]](place, message);
  }
  const left = new Set(now.map(keyOf));
  const mended = before.filter((problem) => !left.has(keyOf(problem))).length;
  if (mended > 0) log.info({ mended, left: now.length }, "problems of the manifests were mended");
}

const LEVELS = { error: "error", warning: "warn", notice: "info" } as const;

function keyOf(problem: Problem): string {
  return JSON.stringify(problemJson(problem));
}
