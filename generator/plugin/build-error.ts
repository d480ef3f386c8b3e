import { resolve } from "node:path";
import { paletteFor, renderDiagnostic } from "../diagnostic-text.js";
import { formatDiagnostic, type Diagnostic } from "../diagnostics.js";

/** An error as bundlers show it: Vite's overlay has the place and the frame of the first finding, and the text of all. */
export class BuildError extends Error {
  override readonly name = "BuildError";
  readonly plugin = "octopus-mqtt-codegen";
  /** Absolute path of the source. */
  declare readonly id?: string;
  /** Line from 1, column from 0. */
  declare readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  /** The line of the source with a mark below what the first finding is about. */
  declare readonly frame?: string;

  constructor(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    const [first] = diagnostics;
    if (!first || first.line === 0) return;
    const file = resolve(first.file);
    const [, ...frame] = renderDiagnostic(first, texts.get(first.file), paletteFor(false)).split("\n");
    Object.assign(this, {
      id: file,
      loc: { file, line: first.line, column: first.column - 1 },
      ...(frame.length > 0 && { frame: frame.join("\n") }),
    });
  }
}
