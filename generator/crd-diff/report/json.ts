import { pointerTo } from "../../input/json-pointer.js";
import type { Change } from "../change.js";
import { countChanges } from "./summary.js";

/** One object for programs: the counts, and every change with its whole values. */
export function jsonReport(changes: readonly Change[]): string {
  const told = changes.map(({ rule, severity, subject, version, path, at, advice, place, ...values }) => ({
    rule,
    severity,
    [subject.kind]: subject.name,
    ...(version === undefined ? {} : { version }),
    path,
    pointer: at.length === 0 ? "" : pointerTo("", ...at),
    ...values,
    message: advice,
    file: place.file,
    line: place.line,
  }));
  return `${JSON.stringify({ summary: countChanges(changes), changes: told }, null, 2)}\n`;
}
