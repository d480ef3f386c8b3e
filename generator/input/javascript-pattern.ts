import { RegExpParser, visitRegExpAST, type AST } from "@eslint-community/regexpp";

/**
 * A portable pattern as the engine of JavaScript has to be told it. Node 26 (V8 14.6) takes each class in brackets for
 * one that matches a single UTF-16 unit, and where a pattern is of bounded length and ends with `$`, begins to look at
 * most so many units before the end: in the middle of the last character beyond U+FFFF, so that `[^/]$` does not match
 * "😀". An end that is written as a lookahead means the same, and is not optimized so.
 */
export function javaScriptPattern(portable: string): string {
  if (!portable.includes("$") || !portable.includes("[")) return portable;
  const pattern = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(portable, 0, portable.length, { unicode: true });
  if (pattern.alternatives.every(isAnchored)) return portable;
  const ends: AST.Assertion[] = [];
  const wide: AST.CharacterClass[] = [];
  visitRegExpAST(pattern, {
    onAssertionEnter(node) {
      if (node.kind === "end") ends.push(node);
    },
    onCharacterClassEnter(node) {
      if (isWide(node)) wide.push(node);
    },
  });
  if (wide.length === 0) return portable;
  return ends.reduceRight((text, { start, end }) => `${text.slice(0, start)}(?![^])${text.slice(end)}`, portable);
}

/** Runs a portable pattern in this process. Throws `SyntaxError` where it is none. */
export function regExpOf(portable: string): RegExp {
  new RegExp(portable, "u");
  return new RegExp(javaScriptPattern(portable), "u");
}

/** What ajv is to run patterns with, where it runs in this process; it asks for a name that code could have for it. */
export const REG_EXP_ENGINE = Object.assign(regExpOf, { code: regExpOf.name });

/** From the first character on there is nothing to skip. */
function isAnchored({ elements: [first] }: AST.Alternative): boolean {
  return first?.type === "Assertion" && first.kind === "start";
}

/** Whether a class may match characters beyond U+FFFF. */
function isWide({ negate, elements }: AST.CharacterClass): boolean {
  return negate || elements.some((element) => highest(element) > 0xffff);
}

function highest(element: AST.CharacterClassElement): number {
  if (element.type === "Character") return element.value;
  return element.type === "CharacterClassRange" ? element.max.value : Infinity;
}
