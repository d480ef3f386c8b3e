import { isMark, isWord } from "./flat-text.js";
import type { Brackets, Part } from "./tokens.js";

/** Where the statement that begins at `start` ends, with what follows it as `else`. */
export function statementEnd(parts: readonly Part[], start: number): number {
  if (parts[start]?.kind === "comment") return start + 1;
  const head = headLength(parts, start);
  if (head > 0) {
    const body = start + head;
    const end = isBraces(parts[body]) ? body + 1 : statementEnd(parts, body);
    return isWord(parts[end], "else") ? statementEnd(parts, end) : end;
  }
  for (let index = start; index < parts.length; index++) {
    const before = index > start ? parts[index - 1] : undefined;
    if (isMark(parts[index], ";") || isBlock(parts[index], before, parts[start])) return index + 1;
  }
  return parts.length;
}

/** The length of `if (...)`, `for (...)`, `else` or `else if (...)` at `start`; 0 for anything else. */
export function headLength(parts: readonly Part[], start: number): number {
  const first = parts[start];
  if (isWord(first, "else")) return isWord(parts[start + 1], "if") ? 3 : 1;
  return isWord(first, "if") || isWord(first, "for") ? 2 : 0;
}

/** Braces that hold statements or members: after a name, a type or a parameter list. */
export function isBlock(part: Part | undefined, before: Part | undefined, first: Part | undefined): boolean {
  if (!isBraces(part)) return false;
  if (before === undefined) return true;
  if (before.kind === "brackets") return before.open.text !== "{";
  if (isWord(before, "import") || isWord(before, "export") || isWord(before, "type")) return false;
  return before.kind === "word"
    ? !["return", "typeof"].includes(before.text)
    : isMark(before, ">") && (isWord(first, "export") || isWord(first, "function"));
}

/** True for `{...}`. */
export function isBraces(part: Part | undefined): part is Brackets {
  return part?.kind === "brackets" && part.open.text === "{";
}

/** False where the text leaves it to the reader where a statement ends: prettier would add a semicolon. */
export function isEnded(parts: readonly Part[]): boolean {
  const last = parts.at(-1);
  const endsWhole = last === undefined || last.kind === "comment" || isBraces(last) || isMark(last, ";");
  return endsWhole && hasNoOpenEnd(parts);
}

function hasNoOpenEnd(parts: readonly Part[]): boolean {
  return parts.every((part, index) => {
    if (part.kind === "brackets") return hasNoOpenEnd(part.parts);
    return part.lineEnds === 0 || !isOperand(part) || !isOperand(parts[index - 1]);
  });
}

function isOperand(part: Part | undefined): boolean {
  return (part?.kind === "word" && part.text !== "else") || part?.kind === "text";
}

/** The parts in pieces, each up to and including one that ends it. */
export function splitAfter(parts: readonly Part[], isEnd: (part: Part) => boolean): Part[][] {
  const pieces: Part[][] = [[]];
  for (const part of parts) {
    pieces.at(-1)?.push(part);
    if (isEnd(part)) pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 0);
}

/** The parts in pieces, each from one that begins it. */
export function splitBefore(parts: readonly Part[], isStart: (part: Part) => boolean): Part[][] {
  const pieces: Part[][] = [[]];
  for (const part of parts) {
    if (isStart(part)) pieces.push([]);
    pieces.at(-1)?.push(part);
  }
  return pieces.filter((piece) => piece.length > 0);
}
