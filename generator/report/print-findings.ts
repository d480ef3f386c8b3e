import type { CliIo } from "../cli.js";
import { ownVersion } from "../own-version.js";
import { tally } from "../run-report.js";
import { unsuppressed } from "../suppress.js";
import type { ReportContext, ReportedFinding } from "./finding.js";

/** Tells findings in a format of others, and loads what that needs. */
export async function printFindings(
  format: "github" | "sarif",
  findings: readonly ReportedFinding[],
  context: ReportContext,
  io: CliIo,
): Promise<void> {
  if (format === "github") {
    const { githubAnnotations } = await import("./github.js");
    io.out(`${githubAnnotations(unsuppressed(findings))}${tally(findings)}\n`);
    return;
  }
  const { sarifLog } = await import("./sarif.js");
  io.out(`${JSON.stringify(sarifLog(findings, context, ownVersion()), null, 2)}\n`);
}
