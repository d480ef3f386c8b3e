import { Lexer } from "yaml";

/** Deeper documents are not read: the library and the rules follow the nesting with the call stack. */
export const MAX_NESTING = 500;

/**
 * How deep the flow collections of a text are nested, or how far its block collections are indented, whichever is
 * more. Found without recursion, so that no text can exhaust the stack.
 */
export function nestingOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === "{" || lexeme === "[") deepest = Math.max(deepest, ++depth);
    else if (lexeme === "}" || lexeme === "]") depth--;
    else if (lexeme === "\u0002") depth = 0;
    if (deepest > MAX_NESTING) return deepest;
  }
  for (const [indent] of text.matchAll(/^(?: |[-?:] )+/gm)) deepest = Math.max(deepest, indent.length);
  return deepest;
}
