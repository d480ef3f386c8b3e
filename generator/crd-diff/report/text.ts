import type { Change, Severity } from "../change.js";
import { countChanges, summary } from "./summary.js";
import { shownChange } from "./values.js";

const ORDER: readonly Severity[] = ["breaking", "warning", "harmless"];

/**
 * Changes as a person reads them: grouped by CRD or type and version, what hurts first, and a line with the counts.
 *
 *     things.example.dev v1
 *       breaking  maximum/tightened  .spec.size: 100 -> 50
 *         Whoever writes a greater number is refused ...
 *
 *     1 breaking, 0 warnings, 0 harmless
 */
export function textReport(changes: readonly Change[]): string {
  const groups = new Map<string, Change[]>();
  for (const change of changes) groups.set(heading(change), [...(groups.get(heading(change)) ?? []), change]);
  const sections = [...groups].map(([title, group]) => [title, ...inOrder(group).flatMap(lines)].join("\n"));
  return `${[...sections, summary(countChanges(changes))].join("\n\n")}\n`;
}

function heading({ subject, version }: Change): string {
  return `${subject.kind === "type" ? "type " : ""}${subject.name}${version === undefined ? "" : ` ${version}`}`;
}

function inOrder(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

function lines(change: Change): string[] {
  const { severity, rule, path, advice } = change;
  const told = [path, shownChange(change.old, change.new)].filter((part) => part !== "").join(": ");
  return [`  ${severity.padEnd(8)}  ${rule}  ${told}`, `    ${advice}`];
}
