import { isInFile, NOTICE_LEVEL, type ReportedFinding } from "./finding.js";
import { githubCommand } from "./github-command.js";

/** Findings as workflow commands of GitHub, one a line: errors and warnings as such, approximations as notices. */
export function githubAnnotations(findings: readonly ReportedFinding[]): string {
  return findings.map((finding) => `${annotation(finding)}\n`).join("");
}

function annotation(finding: ReportedFinding): string {
  const { severity, code, file, line, column, message } = finding;
  if (!isInFile(finding)) return githubCommand(NOTICE_LEVEL[severity], {}, code, `${file}: ${message}`);
  return githubCommand(NOTICE_LEVEL[severity], { file, ...(line > 0 && { line, column }) }, code, message);
}
