import type { Diagnostic, Fix } from "../diagnostics.js";
import type { ShownDiagnostic } from "../diagnostic-text.js";

/** A finding as reports tell it, whichever table its code is from. */
export interface ReportedFinding extends ShownDiagnostic {
  /** JSON pointer of the place; absent where places are of another kind. */
  readonly pointer?: string;
  readonly fix?: Fix;
}

/** What a report needs besides the findings. */
export interface ReportContext {
  /** Texts of files by path, as findings name them. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the codes mean. */
  readonly rules: "generate" | "crd lint";
}

/** How the formats of others call the severities. */
export const NOTICE_LEVEL = { error: "error", warning: "warning", approximation: "notice" } as const satisfies Record<
  Diagnostic["severity"],
  string
>;

/** Whether a finding stands in a file; one about a flag names the flag in place of the file. */
export function isInFile({ code }: ReportedFinding): boolean {
  return code !== "bad-output-option";
}
