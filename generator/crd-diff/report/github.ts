import { githubCommand } from "../../report/github-command.js";
import type { Change, Severity } from "../change.js";
import { countChanges, summary } from "./summary.js";
import { shownChange } from "./values.js";

const LEVEL = { breaking: "error", warning: "warning", harmless: "notice" } as const satisfies Record<Severity, string>;

/**
 * Workflow commands that GitHub shows beside the changed lines: errors, warnings, and for harmless changes notices.
 *
 *     ::error file=crds/things.yaml,line=12,title=maximum/tightened::things.example.dev v1 .spec.size: ...
 */
export function githubReport(changes: readonly Change[]): string {
  const commands = changes.map((change) => {
    const { severity, rule, subject, version, path, advice, place } = change;
    const about = [subject.name, version, path].filter((part) => part !== undefined && part !== "").join(" ");
    const text = `${about}: ${shownChange(change.old, change.new)}\n${advice}`;
    return githubCommand(LEVEL[severity], place, rule, text);
  });
  return `${[...commands, summary(countChanges(changes))].join("\n")}\n`;
}
