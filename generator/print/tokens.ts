import { asPrettierQuotes } from "./quotes.js";

/** A word, number, string, comment or mark of TypeScript text. */
export interface Token {
  readonly kind: "word" | "text" | "comment" | "mark";
  readonly text: string;
  /** Whether white space stands before it, and how many line ends are in that. */
  readonly spaced: boolean;
  readonly lineEnds: number;
}

/** Brackets with what is between them. */
export interface Brackets {
  readonly kind: "brackets";
  readonly open: Token;
  readonly parts: readonly Part[];
  readonly spaced: boolean;
  readonly lineEnds: number;
}

export type Part = Token | Brackets;

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** A word to put into a tree. */
export function word(text: string, spaced = false): Token {
  return { kind: "word", text, spaced, lineEnds: 0 };
}

/** A mark to put into a tree. */
export function mark(text: string): Token {
  return { kind: "mark", text, spaced: false, lineEnds: 0 };
}

/** A string literal to put into a tree. */
export function text(value: string): Token {
  return { kind: "text", text: asPrettierQuotes(JSON.stringify(value)), spaced: false, lineEnds: 0 };
}

/** Brackets to put into a tree. */
export function brackets(open: "(" | "[" | "{", parts: readonly Part[]): Brackets {
  return { kind: "brackets", open: mark(open), parts, spaced: false, lineEnds: 0 };
}

/** The bracket that ends what this one begins. */
export function closingOf({ open }: Brackets): string {
  return CLOSING[open.text] ?? "";
}

/**
 * TypeScript text as a tree of brackets; undefined where it has something whose meaning depends on more than brackets:
 * template strings, regular expressions that are no first argument, divisions, or brackets that do not match.
 */
export function parseBrackets(code: string): readonly Part[] | undefined {
  const stack: { readonly open: Token | undefined; readonly parts: Part[] }[] = [{ open: undefined, parts: [] }];
  for (let at = 0; ;) {
    const top = stack.at(-1);
    const space = spaceAt(code, at);
    if (space.end === code.length || !top) break;
    const found = tokenAt(code, space.end, top.open?.text, top.parts.at(-1));
    if (!found) return undefined;
    at = found.end;
    const text = found.kind === "text" ? asPrettierQuotes(code.slice(space.end, at)) : code.slice(space.end, at);
    const token: Token = { kind: found.kind, text, spaced: space.spaced, lineEnds: space.lineEnds };
    if (found.kind !== "mark") top.parts.push(token);
    else if (text === "(" || text === "[" || text === "{") stack.push({ open: token, parts: [] });
    else if (text === ")" || text === "]" || text === "}") {
      const { open, parts } = top;
      stack.pop();
      if (open === undefined || CLOSING[open.text] !== text) return undefined;
      stack.at(-1)?.parts.push({ kind: "brackets", open, parts, spaced: open.spaced, lineEnds: open.lineEnds });
    } else top.parts.push(token);
  }
  return stack.length === 1 ? stack[0]?.parts : undefined;
}

interface Space {
  readonly end: number;
  readonly spaced: boolean;
  readonly lineEnds: number;
}

function spaceAt(code: string, start: number): Space {
  let end = start;
  let lineEnds = 0;
  for (; end < code.length; end++) {
    const character = code.charCodeAt(end);
    if (character === 10) lineEnds++;
    else if (character !== 32 && character !== 13 && character !== 9) break;
  }
  return { end, spaced: end > start, lineEnds };
}

type Found = { readonly kind: Token["kind"]; readonly end: number } | undefined;

const NUMBER = /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/uy;
const WORD = /[\p{ID_Continue}$@#]+/uy;
const MARK = /===|!==|\?\?=|&&|\|\||\?\?|=>|\?\.|\.\.\.|\+\+|--|[-+<>=!]=|[-+*%<>=!&|?:;,.(){}[\]]/y;
const REGEXP = /\/(?:[^/\\\n*]|\\.)(?:[^/\\\n]|\\.)*\/[a-z]*/uy;

function tokenAt(code: string, start: number, open: string | undefined, before: Part | undefined): Found {
  const first = code.charCodeAt(start);
  if (isLetter(first)) return found("word", start, wordEnd(code, start));
  if (first === 34 || first === 39) return found("text", start, stringEnd(code, start, first));
  if (first === 47) return slashAt(code, start, open, before);
  if (first >= 48 && first <= 57) return found("word", start, match(NUMBER, code, start));
  if (first >= 128) return found("word", start, match(WORD, code, start));
  return found("mark", start, match(MARK, code, start));
}

function found(kind: Token["kind"], start: number, end: number): Found {
  return end > start ? { kind, end } : undefined;
}

/** Letters, `_`, `$`, and what begins the names of private members and decorators. */
function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36;
}

function wordEnd(code: string, start: number): number {
  let end = start + 1;
  for (; end < code.length; end++) {
    const character = code.charCodeAt(end);
    if (character >= 128) return match(WORD, code, start);
    if (!isLetter(character) && !(character >= 48 && character <= 57)) return end;
  }
  return end;
}

function stringEnd(code: string, start: number, quote: number): number {
  for (let end = start + 1; end < code.length; end++) {
    const character = code.charCodeAt(end);
    if (character === quote) return end + 1;
    if (character === 10) return start;
    if (character === 92) end++;
  }
  return start;
}

function slashAt(code: string, start: number, open: string | undefined, before: Part | undefined): Found {
  const next = code.charCodeAt(start + 1);
  if (next === 47) return found("comment", start, endOr(code.indexOf("\n", start), code.length));
  if (next === 42) return found("comment", start, endOr(code.indexOf("*/", start + 2) + 2, start, 2));
  if (before === undefined) return open === "(" ? found("text", start, match(REGEXP, code, start)) : undefined;
  // A division, where it cannot be anything else.
  const isDivision = before.kind === "brackets" ? before.open.text !== "{" : /^(?:data\d*|\d+)$/.test(before.text);
  return isDivision ? found("mark", start, start + 1) : undefined;
}

function endOr(end: number, otherwise: number, least = 0): number {
  return end < least ? otherwise : end;
}

/** Where the match that begins at `start` ends; `start` where there is none. */
function match(pattern: RegExp, code: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(code) ? pattern.lastIndex : start;
}
