import { styleText } from "node:util";
import type { Diagnostic } from "./diagnostics.js";

/** Diagnostics in the order that a reader goes through the sources: by file, then by place. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How a terminal shows the parts of a diagnostic; plain text keeps them as they are. */
export interface Palette {
  readonly place: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly approximation: (text: string) => string;
  readonly quiet: (text: string) => string;
}

/** The palette of a terminal, or of plain text. */
export function paletteFor(colour: boolean): Palette {
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    colour ? styleText(format, text) : text;
  return {
    place: style("bold"),
    error: style("red"),
    warning: style("yellow"),
    approximation: style("cyan"),
    quiet: style("dim"),
  };
}

/** What is shown of a diagnostic, whichever table its code is from. */
export type ShownDiagnostic = Omit<Diagnostic, "code" | "pointer"> & { readonly code: string };

/**
 * A diagnostic as a person reads it: place, code and message, then the source line with a caret below the place.
 *
 *     schema/mqtt/x.schema.json:12:7 error unknown-keyword: the keyword "maxlength" is not ...
 *       12 |       "maxlength": 20
 *          |       ^^^^^^^^^^^
 *
 * @param text of the file, if it was read
 */
export function renderDiagnostic(diagnostic: ShownDiagnostic, text: string | undefined, palette: Palette): string {
  const { code, severity, file, line, column, message } = diagnostic;
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  const head = `${palette.place(place)} ${palette[severity](severity)} ${code}: ${message}`;
  const source = line > 0 ? text?.split(/\r?\n/)[line - 1] : undefined;
  return source === undefined ? head : [head, ...excerpt(source, line, column, palette)].join("\n");
}

/** Longest part of a source line that is shown. */
const MAX_WIDTH = 110;

function excerpt(source: string, line: number, column: number, { quiet, error }: Palette): string[] {
  const { text, at } = cut(source, column - 1);
  const margin = String(line).length;
  // Tabs stay tabs, so that the caret stands where the terminal puts the text.
  const indent = text.slice(0, at).replace(/[^\t]/g, " ");
  const token = /^(?:"(?:[^"\\]|\\.)*"|[\w.+-]+|.)/.exec(text.slice(at))?.[0] ?? " ";
  return [
    `  ${quiet(`${line} |`)} ${text}`,
    `  ${quiet(`${" ".repeat(margin)} |`)} ${indent}${error("^".repeat(Math.max(1, token.length)))}`,
  ];
}

/** Keeps the place in sight when a line is long, as patterns and descriptions are. */
function cut(source: string, at: number): { text: string; at: number } {
  const start = at > MAX_WIDTH - 40 ? at - 20 : 0;
  const text = source.slice(start, start + MAX_WIDTH);
  const lead = start > 0 ? "..." : "";
  const tail = source.length > start + MAX_WIDTH ? "..." : "";
  return { text: lead + text + tail, at: at - start + lead.length };
}

/** A whole number with a comma between thousands, `262,144`, as `toLocaleString` has it, which takes 13 ms to load. */
export function withCommas(wholeNumber: number): string {
  return String(wholeNumber).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
