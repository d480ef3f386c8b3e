import type { Change, Severity } from "../change.js";

/** How many changes there are of each severity. */
export type Counts = Readonly<Record<Severity, number>>;

/** Counts the changes. */
export function countChanges(changes: readonly Change[]): Counts {
  const of = (severity: Severity) => changes.filter((change) => change.severity === severity).length;
  return { breaking: of("breaking"), warning: of("warning"), harmless: of("harmless") };
}

/** `2 breaking, 1 warning, 5 harmless`, or `no changes`. */
export function summary(counts: Counts): string {
  const { breaking, warning, harmless } = counts;
  if (breaking + warning + harmless === 0) return "no changes";
  return `${breaking} breaking, ${warning} warning${warning === 1 ? "" : "s"}, ${harmless} harmless`;
}
