import { isMark, isWord } from "./flat-text.js";
import { layOutParts } from "./layout.js";
import { parseBrackets, type Part, type Token } from "./tokens.js";

const END: Token = { kind: "mark", text: ";", spaced: false, lineEnds: 0 };

/**
 * A type declaration as json-schema-to-typescript prints it without layout (a member per line, without semicolons), in
 * prettier's layout; doc comments of one line stand on one line. Throws for text that is no declaration.
 */
export function layOutDeclaration(text: string, width: number): string {
  const parts = parseBrackets(text);
  if (!parts) throw new Error(`This is no declaration of a type:\n${text}`);
  const alias = parts.some((part, index) => isWord(part, "type") && isWord(parts[index - 1], "export"));
  const ended = withoutUnionBrackets(parts.map(withEndedMembers));
  return layOutParts(alias ? [...ended, END] : ended, width);
}

/** A type literal's members with a semicolon behind each: a member begins where a line does. */
function withEndedMembers(part: Part): Part {
  if (part.kind === "comment") return { ...part, text: onOneLine(part.text) };
  if (part.kind !== "brackets") return part;
  const inner = withoutUnionBrackets(part.parts.map(withEndedMembers));
  if (part.open.text !== "{") return { ...part, parts: inner };
  const ended = inner.flatMap((each, index): Part[] => {
    const before = inner[index - 1];
    const begins = each.lineEnds > 0 && before !== undefined && before.kind !== "comment" && !isMark(before, ";");
    return begins ? [END, each] : [each];
  });
  const last = ended.at(-1);
  return { ...part, parts: last === undefined || isMark(last, ";") ? ended : [...ended, END] };
}

/** json-schema-to-typescript puts every union into parentheses; only the items of a list need them. */
function withoutUnionBrackets(parts: readonly Part[]): Part[] {
  return parts.flatMap((part, index): readonly Part[] => {
    if (part.kind !== "brackets" || part.open.text !== "(") return [part];
    const before = parts[index - 1];
    const after = parts[index + 1];
    const begins = before === undefined || [":", "=", ",", "<", "|"].some((mark) => isMark(before, mark));
    const isList = after?.kind === "brackets" && !after.spaced;
    const [first, ...others] = part.parts;
    return begins && !isList && first ? [{ ...first, spaced: true }, ...others] : [part];
  });
}

function onOneLine(comment: string): string {
  const [first, text = "", last, ...more] = comment.split("\n");
  return first === "/**" && last === " */" && more.length === 0 ? `/** ${text.replace(/^ \* ?/, "")} */` : comment;
}
