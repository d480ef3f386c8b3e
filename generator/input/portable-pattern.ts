import { RegExpParser, visitRegExpAST, type AST } from "@eslint-community/regexpp";
import { RE2JS } from "re2js";

/** General categories that Go's regexp knows by the same short names (Unicode Standard, table 4-4). */
const GENERAL_CATEGORY = /^\\[pP]\{(?:C[cfos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)\}$/;

/** Go refuses to repeat more often than this. */
const MAX_REPEAT = 1000;

/**
 * What keeps a pattern from meaning the same to JavaScript (with the flag `u`, as JSON Schema 2020-12 asks) and to
 * Go's regexp, which the API server uses; each as the rest of a sentence about the pattern, with the remedy.
 */
export function portabilityProblems(pattern: string): readonly string[] {
  const known = judged.get(pattern) ?? judge(pattern);
  judged.set(pattern, known);
  return known;
}

/** The same few patterns stand in many schemas. */
const judged = new Map<string, readonly string[]>();

function judge(pattern: string): string[] {
  const parsed = parse(pattern);
  if (typeof parsed === "string") return [`is not valid in JavaScript: ${parsed}`];
  const problems = differences(parsed);
  if (problems.length > 0) return problems;
  try {
    RE2JS.compile(pattern);
    return [];
  } catch (error) {
    return [`is refused by the API server: ${messageOf(error)}`];
  }
}

function parse(pattern: string): AST.Pattern | string {
  try {
    new RegExp(pattern, "u");
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(pattern, 0, pattern.length, { unicode: true });
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What JavaScript means by `\\s`, in characters that both engines name alike (ECMA-262, WhiteSpace and LineTerminator). */
const SPACE = "\\t\\n\\v\\f\\r \\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

/**
 * The pattern with what the two engines read differently written out: `\\s` and `.` as the characters that JavaScript
 * means by them, `\\uXXXX` as the character itself. What has no such form stays, and is a problem of portability.
 */
export function portablePattern(pattern: string): string {
  const known = rewritten.get(pattern) ?? rewrite(pattern);
  rewritten.set(pattern, known);
  return known;
}

const rewritten = new Map<string, string>();

function rewrite(pattern: string): string {
  const parsed = parse(pattern);
  if (typeof parsed === "string") return pattern;
  const edits: { start: number; end: number; text: string }[] = [];
  const replace = ({ start, end }: AST.Node, text: string | undefined) => {
    if (text !== undefined) edits.push({ start, end, text });
  };
  visitRegExpAST(parsed, {
    onCharacterSetEnter(node) {
      replace(node, setText(node));
    },
    onCharacterEnter(node) {
      replace(node, characterText(node));
    },
    onCharacterClassEnter(node) {
      if (node.elements.length === 0) replace(node, node.negate ? "[\\x00-\u{10ffff}]" : undefined);
    },
  });
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), pattern);
}

function setText(node: AST.CharacterSet): string | undefined {
  if (node.kind === "any") return "[^\\n\\r\u2028\u2029]";
  if (node.kind !== "space") return undefined;
  const isInClass = node.parent.type === "CharacterClass";
  if (!isInClass) return `[${node.negate ? "^" : ""}${SPACE}]`;
  // Within a class, \\S would take a list of its own of all that is no space.
  return node.negate ? undefined : SPACE;
}

/** A character that an escape of JavaScript's alone stands for; escaped again where it has a meaning. */
function characterText({ raw, value, parent }: AST.Character): string | undefined {
  if (!/^\\[uc]/.test(raw) && !(raw === "\\b" && parent.type !== "Alternative")) return undefined;
  if (value < 0x80) return `\\x${value.toString(16).padStart(2, "0")}`;
  // Half of a pair is no character, so that no text could have it.
  return value >= 0xd800 && value <= 0xdfff ? undefined : String.fromCodePoint(value);
}

/** Every construct that the two engines read differently, or that only one of them knows. */
function differences(pattern: AST.Pattern): string[] {
  const found = new Set<string>();
  visitRegExpAST(pattern, {
    onAssertionEnter(node) {
      if (node.kind === "lookahead" || node.kind === "lookbehind")
        found.add(`has the ${node.kind} ${node.raw}, which the API server does not know; use a condition instead`);
    },
    onBackreferenceEnter({ raw }) {
      found.add(`has the backreference ${raw}, which the API server does not know; write the alternatives out`);
    },
    onCharacterSetEnter(node) {
      const problem = characterSetProblem(node);
      if (problem !== undefined) found.add(problem);
    },
    onCharacterClassEnter({ raw, elements }) {
      if (elements.length === 0) found.add(`has the empty class ${raw}, which the API server does not know`);
    },
    onCharacterEnter({ raw }) {
      if (/^\\[uc]/.test(raw))
        found.add(`has the escape ${raw}, which the API server does not know; write the character itself, or \\xNN`);
      if (raw === "\\b") found.add(`has \\b for a backspace, which the API server does not know; write \\x08`);
    },
    onQuantifierEnter({ raw, min, max }) {
      const times = Number.isFinite(max) ? max : min;
      if (times > MAX_REPEAT)
        found.add(
          `repeats more than ${MAX_REPEAT} times (${raw.slice(-20)}), which the API server refuses; use maxLength`,
        );
    },
  });
  return [...found];
}

function characterSetProblem(node: AST.CharacterSet): string | undefined {
  const { kind, raw } = node;
  if (kind === "any")
    return "has . which leaves out other line ends here than on the API server; write [^\\n] or a list";
  if (kind === "space")
    return `has ${raw}, which is other white space here than on the API server; write [${raw === "\\S" ? "^" : ""}\\t\\n\\f\\r ]`;
  if (kind !== "property" || GENERAL_CATEGORY.test(raw)) return undefined;
  return `has ${raw}, which the API server names otherwise or does not know; use a general category such as \\p{L}`;
}
