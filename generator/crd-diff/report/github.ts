import type { Change, Severity } from "../change.js";
import { countChanges, summary } from "./summary.js";
import { shownChange } from "./values.js";

const LEVEL: Readonly<Record<Severity, string>> = { breaking: "error", warning: "warning", harmless: "notice" };

/**
 * Workflow commands that GitHub shows beside the changed lines: errors, warnings, and for harmless changes notices.
 *
 *     ::error file=crds/things.yaml,line=12,title=maximum/tightened::things.example.dev v1 .spec.size: ...
 */
export function githubReport(changes: readonly Change[]): string {
  const commands = changes.map((change) => {
    const { severity, rule, subject, version, path, advice, place } = change;
    const properties = `file=${property(place.file)},line=${place.line},title=${property(rule)}`;
    const about = [subject.name, version, path].filter((part) => part !== undefined && part !== "").join(" ");
    return `::${LEVEL[severity]} ${properties}::${data(`${about}: ${shownChange(change.old, change.new)}\n${advice}`)}`;
  });
  return `${[...commands, summary(countChanges(changes))].join("\n")}\n`;
}

/** What a command's text may not hold as it is. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** In a property, colons and commas have a meaning too. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
