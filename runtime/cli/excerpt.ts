import { MASK } from "./mask-secrets.js";
import type { SourceRange } from "./positions.js";

/** One line of a file with the stretch of it that a problem is about; secrets are masked. */
export interface Excerpt {
  readonly text: string;
  /** Where the stretch begins in `text`, 0-based. */
  readonly start: number;
  /** How long it is; at least 1. */
  readonly length: number;
}

/** Lines that are longer are cut on both sides of the stretch. */
const WIDEST = 110;

/** The line that `range` begins in, with `secrets` masked and long lines cut. */
export function excerptOf(text: string, range: SourceRange, secrets: readonly SourceRange[]): Excerpt {
  const lineStart = text.lastIndexOf("\n", range.start - 1) + 1;
  const lineEnd = /\r?(?:\n|$)/g.exec(text.slice(lineStart))?.index ?? 0;
  const line = { start: lineStart, end: lineStart + lineEnd };
  const shown = maskLine(text, line, secrets);
  const start = shown.column(range.start);
  const length = Math.max(1, shown.column(Math.min(range.end, line.end)) - start);
  return cut({ text: shown.text, start, length });
}

/** The excerpt under its line number, with carets: what compilers print. */
export function formatExcerpt(excerpt: Excerpt, line: number, paint: (caret: string) => string): string {
  const gutter = String(line).padStart(5);
  // Tabs stay tabs so that the carets stand under the right characters.
  const indent = excerpt.text.slice(0, excerpt.start).replace(/[^\t]/g, " ");
  return `${gutter} | ${excerpt.text}\n${" ".repeat(gutter.length)} | ${indent}${paint("^".repeat(excerpt.length))}`;
}

interface ShownLine {
  readonly text: string;
  /** The place in the shown text of an offset in the file. */
  column(offset: number): number;
}

function maskLine(text: string, line: SourceRange, secrets: readonly SourceRange[]): ShownLine {
  const pieces: { from: SourceRange; shown: string }[] = [];
  let at = line.start;
  for (const secret of secrets) {
    const start = Math.max(secret.start, at);
    const end = Math.min(secret.end, line.end);
    if (start >= end) continue;
    pieces.push(
      { from: { start: at, end: start }, shown: text.slice(at, start) },
      { from: { start, end }, shown: MASK },
    );
    at = end;
  }
  pieces.push({ from: { start: at, end: line.end }, shown: text.slice(at, line.end) });
  const column = (offset: number): number => {
    let width = 0;
    for (const { from, shown } of pieces) {
      if (offset < from.end) return width + Math.min(Math.max(0, offset - from.start), shown.length);
      width += shown.length;
    }
    return width;
  };
  return { text: pieces.map((piece) => piece.shown).join(""), column };
}

function cut(excerpt: Excerpt): Excerpt {
  const { text, start } = excerpt;
  if (text.length <= WIDEST) return excerpt;
  const from = Math.max(0, Math.min(start - 30, text.length - WIDEST));
  const to = from + WIDEST;
  const lead = from > 0 ? "…" : "";
  const tail = to < text.length ? "…" : "";
  const length = Math.min(excerpt.length, to - start);
  return { text: lead + text.slice(from, to) + tail, start: start - from + lead.length, length };
}
