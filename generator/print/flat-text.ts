import { closingOf, type Part } from "./tokens.js";

const SPACED_WORDS = new Set(["if", "for", "return", "else", "in", "of", "new", "typeof", "delete", "let", "const"]);

/** Marks with a blank on either side wherever they stand. */
const OPERATORS = new Set([
  "===",
  "!==",
  "==",
  "!=",
  "&&",
  "||",
  "??",
  "??=",
  "=",
  "=>",
  "/",
  "+=",
  "-=",
  "|",
  "&",
  ">=",
  "<=",
]);

/** Marks that follow what stands before them without a blank. */
const CLOSE = new Set([",", ";", ".", ":", "?.", "++", "--"]);

/** True for the mark of this text. */
export function isMark(part: Part | undefined, text: string): boolean {
  return part?.kind === "mark" && part.text === text;
}

/** True for the word of this text. */
export function isWord(part: Part | undefined, text: string): boolean {
  return part?.kind === "word" && part.text === text;
}

/** The parts on one line, with blanks where prettier has them; the comma at the end of a list goes away. */
export function flatText(parts: readonly Part[]): string {
  let text = "";
  parts.forEach((part, index) => {
    if (index > 0 && isSpaced(parts[index - 1], part, parts[index - 2])) text += " ";
    text += part.kind === "brackets" ? bracketsText(part.open.text, part.parts, closingOf(part)) : part.text;
  });
  return text;
}

function bracketsText(open: string, parts: readonly Part[], close: string): string {
  const inner = flatText(isMark(parts.at(-1), ",") ? parts.slice(0, -1) : parts);
  return open === "{" && inner !== "" ? `{ ${inner} }` : open + inner + close;
}

/** What the commas of a list separate; `;` does the same in object types. */
export function listItems(parts: readonly Part[]): Part[][] {
  const items: Part[][] = [[]];
  for (const part of parts) {
    if (isMark(part, ",")) items.push([]);
    else items.at(-1)?.push(part);
  }
  return items.filter((item) => item.length > 0);
}

function isSpaced(before: Part | undefined, part: Part, beforeThat: Part | undefined): boolean {
  if (!before) return false;
  // `a ? b : c` has a blank before its colon, `name: value` has none.
  if (part.kind === "mark" && CLOSE.has(part.text)) return isMark(part, ":") && part.spaced;
  if (before.kind === "mark") return spacedAfter(before.text, part, beforeThat);
  if (part.kind === "mark") return OPERATORS.has(part.text) || part.text === "+" || part.spaced;
  if (before.kind === "word" && SPACED_WORDS.has(before.text)) return true;
  return part.spaced;
}

function spacedAfter(mark: string, part: Part, beforeThat: Part | undefined): boolean {
  if (mark === "," || mark === ":" || mark === ";") return true;
  if (mark === "." || mark === "!" || mark === "?." || mark === "..." || mark === "++") return false;
  // A sign rather than an operator: nothing stands before it that it could be added to.
  if (mark === "+" || mark === "-") return beforeThat !== undefined && (beforeThat.kind !== "mark" || part.spaced);
  return OPERATORS.has(mark) || part.spaced;
}
