import { formatDiagnostic, type Diagnostic, type DiagnosticCode } from "../diagnostics.js";

/** A configuration that cannot be used, with all that is wrong with it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly diagnostics: readonly Diagnostic[];
  /** The text of the configuration by its path, to show findings in. */
  readonly texts: ReadonlyMap<string, string>;

  constructor(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string> = new Map()) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    this.diagnostics = diagnostics;
    this.texts = texts;
  }
}

/** What the arguments ask for cannot be done; the message says what can. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A finding about a configuration as a whole. */
export function aboutConfig(file: string, code: DiagnosticCode, message: string): Diagnostic {
  return { code, severity: "error", file, pointer: "", line: 0, column: 0, message };
}
