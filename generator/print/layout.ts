import { flatText, isMark, isWord, listItems } from "./flat-text.js";
import { withoutNeedlessBrackets } from "./needless-brackets.js";
import { headLength, isBlock, isBraces, isEnded, splitAfter, splitBefore, statementEnd } from "./statements.js";
import { closingOf, parseBrackets, type Brackets, type Part } from "./tokens.js";

const INDENT = "  ";

/**
 * TypeScript text in prettier's layout, made from its brackets alone: blocks indented, one statement a line, and a
 * statement wider than `width` broken at its brackets or operators. Only white space, needless brackets, quotes and the
 * commas at line ends differ from `code`. Undefined for text that needs a real parser.
 */
export function layOut(code: string, width: number): string | undefined {
  const parsed = parseBrackets(code);
  if (!parsed || !isEnded(parsed)) return undefined;
  return layOutParts(parsed, width);
}

/** The same for text that is parsed already. */
export function layOutParts(parts: readonly Part[], width: number): string {
  const lines = new Layout(width).statements(withoutNeedlessBrackets(parts), "");
  return lines.map((line) => `${line}\n`).join("");
}

class Layout {
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  /** The lines of statements that stand one after the other; one empty line stays where the text has any. */
  statements(parts: readonly Part[], indent: string): string[] {
    const lines: string[] = [];
    for (let start = 0; start < parts.length;) {
      const end = statementEnd(parts, start);
      if (lines.length > 0 && (parts[start]?.lineEnds ?? 0) > 1) lines.push("");
      for (const line of this.#statement(parts.slice(start, end), indent)) lines.push(line);
      start = end;
    }
    return lines;
  }

  #statement(parts: readonly Part[], indent: string): string[] {
    const [first] = parts;
    if (first?.kind === "comment") return commentLines(first.text, indent);
    const head = headLength(parts, 0);
    if (head > 0) return this.#afterHead(parts, head, indent);
    const block = parts.findIndex((part, index) => isBlock(part, parts[index - 1], first));
    if (block < 0) return this.#simple(parts, indent);
    const body = parts[block] as Brackets;
    return this.#withBlock(this.#simple(parts.slice(0, block), indent, " {"), body, indent);
  }

  /** `if (...)`, `for (...)` and `else`, and the statement or block that they govern. */
  #afterHead(parts: readonly Part[], head: number, indent: string): string[] {
    const [body, ...others] = parts.slice(head);
    const header = parts.slice(0, head);
    if (isBraces(body)) {
      const lines = this.#withBlock(this.#header(header, indent, " {"), body, indent);
      return others.length === 0 ? lines : this.#continued(lines, others, indent);
    }
    const rest = parts.slice(head);
    const length = statementEnd(rest, 0);
    const [only = "", ...more] = this.#statement(rest.slice(0, length), indent + INDENT);
    const whole = `${indent}${flatText(header)} ${only.trimStart()}`;
    const fits = more.length === 0 && whole.length <= this.#width;
    const lines = fits ? [whole] : [...this.#header(header, indent, ""), only, ...more];
    const tail = rest.slice(length);
    return tail.length === 0 ? lines : [...lines, ...this.#statement(tail, indent)];
  }

  /** `else` goes on the line of the brace before it. */
  #continued(lines: readonly string[], others: readonly Part[], indent: string): string[] {
    const [first = "", ...more] = this.#statement(others, indent);
    return [...lines.slice(0, -1), `${lines.at(-1) ?? ""} ${first.trimStart()}`, ...more];
  }

  #header(parts: readonly Part[], indent: string, end: string): string[] {
    const flat = `${indent}${flatText(parts)}${end}`;
    const condition = parts.at(-1);
    if (flat.length <= this.#width || condition?.kind !== "brackets") return [flat];
    const inner = this.#operands(condition.parts, indent + INDENT);
    return [`${indent}${flatText(parts.slice(0, -1))} (`, ...inner, `${indent})${end}`];
  }

  #withBlock(header: readonly string[], body: Brackets, indent: string): string[] {
    const inner = this.statements(body.parts, indent + INDENT);
    const opened = header.length === 0 ? [`${indent}{`] : header;
    return inner.length === 0
      ? [...opened.slice(0, -1), `${opened.at(-1) ?? ""}}`]
      : [...opened, ...inner, `${indent}}`];
  }

  /** Operands of `&&`, `||` or `|`, each on a line that the operator ends. */
  #operands(parts: readonly Part[], indent: string): string[] {
    const operands = splitAfter(parts, (part) => isMark(part, "&&") || isMark(part, "||"));
    return operands.flatMap((operand) => this.#simple(operand, indent));
  }

  /** Text without blocks: on one line if that is wide enough, else broken at its last brackets. */
  #simple(parts: readonly Part[], indent: string, end = ""): string[] {
    if (parts.length === 0) return [];
    const members = parts.findIndex((part) => isBraces(part) && part.parts.some((inner) => isMark(inner, ";")));
    if (members >= 0) return this.#withMembers(parts, members, indent, end);
    const flat = indent + flatText(parts) + end;
    if (flat.length <= this.#width && !(MAY_HAVE_COMMENT.test(flat) && hasComment(parts))) return [flat];
    return (
      this.#union(parts, indent, end) ??
      this.#choice(parts, indent) ??
      this.#commented(parts, indent, end) ??
      this.#broken(parts, indent, end) ??
      this.#moved(parts, indent, end) ?? [flat]
    );
  }

  /** An object type within a declaration: a line for each member, however short they are. */
  #withMembers(parts: readonly Part[], index: number, indent: string, end: string): string[] {
    const group = parts[index] as Brackets;
    const emptied = { ...group, parts: [] };
    const before = flatText([...parts.slice(0, index), emptied]).slice(0, -1);
    const after = flatText([emptied, ...parts.slice(index + 1)]).slice(1);
    return [indent + before, ...this.statements(group.parts, indent + INDENT), indent + after + end];
  }

  /** `name: "a" | "b";` on a line of its own below the name, or with a line for each alternative. */
  #union(parts: readonly Part[], indent: string, end: string): string[] | undefined {
    if (!parts.some((part) => isMark(part, "|"))) return undefined;
    const start = parts.findIndex((part) => isMark(part, ":") || isMark(part, "=")) + 1;
    if (start === 0) return undefined;
    const head = indent + flatText(parts.slice(0, start));
    const line = indent + INDENT + flatText(parts.slice(start)) + end;
    if (line.length <= this.#width) return [head, line];
    const alternatives = splitBefore(parts.slice(start), (part) => isMark(part, "|"));
    return [
      head,
      ...alternatives.map((each, index) => `${indent}${INDENT}${index === 0 ? "| " : ""}${flatText(each)}${end}`),
    ];
  }

  /** `x = a ? b : c;` below its `=`, on one line or on three. */
  #choice(parts: readonly Part[], indent: string): string[] | undefined {
    const equals = parts.findIndex((part) => isMark(part, "="));
    const value = parts.slice(equals + 1);
    const then = value.findIndex((part) => isMark(part, "?"));
    const otherwise = value.findIndex((part, index) => index > then && isMark(part, ":"));
    if (equals < 0 || then < 0 || otherwise < 0) return undefined;
    const inner = indent + INDENT;
    const line = inner + flatText(value);
    if (line.length <= this.#width) return [indent + flatText(parts.slice(0, equals + 1)), line];
    return [
      indent + flatText(parts.slice(0, equals + 1)),
      inner + flatText(value.slice(0, then)),
      inner + INDENT + flatText(value.slice(then, otherwise)),
      inner + INDENT + flatText(value.slice(otherwise)),
    ];
  }

  #broken(parts: readonly Part[], indent: string, end: string): string[] | undefined {
    const isFunction = isWord(parts[0], "function") || isWord(parts[1], "function");
    const mayBreak = (part: Part, index: number) =>
      part.kind === "brackets" && part.parts.length > 0 && !isAccess(part, parts[index - 1]);
    const last = isFunction ? parts.findIndex(mayBreak) : parts.findLastIndex(mayBreak);
    const group = parts[last];
    if (group?.kind !== "brackets") return undefined;
    // A single name is imported on one line, however long.
    if (isWord(parts[0], "import") && group.parts.length === 1) return undefined;
    const before = flatText([...parts.slice(0, last), { ...group, parts: [] }]).slice(0, -1);
    const after = flatText([{ ...group, parts: [] }, ...parts.slice(last + 1)]).slice(1) + end;
    if (isGrouping(group, parts[last - 1]))
      return [indent + before, ...this.#operands(group.parts, indent + INDENT), indent + after];
    const items = listItems(group.parts);
    const [sole] = items;
    const hugged = sole?.[0];
    if (items.length === 1 && sole?.length === 1 && hugged?.kind === "brackets" && group.open.text === "(") {
      const members = this.#items(hugged, indent + INDENT);
      return [`${indent}${before}${hugged.open.text}`, ...members, `${indent}${closingOf(hugged)}${after}`];
    }
    return [indent + before, ...this.#items(group, indent + INDENT), indent + after];
  }

  /** A value with a comment before it goes below its `=` where not even its beginning fits behind that. */
  #commented(parts: readonly Part[], indent: string, end: string): string[] | undefined {
    const equals = parts.findIndex((part) => isMark(part, "="));
    if (equals < 0 || parts[equals + 1]?.kind !== "comment") return undefined;
    const whole = indent + flatText(parts) + end;
    if (whole.length <= this.#width) return [whole];
    const broken = this.#broken(parts, indent, end);
    if ((broken?.[0]?.length ?? Infinity) <= this.#width) return broken;
    const head = indent + flatText(parts.slice(0, equals + 1));
    if (head.length > this.#width) return this.#typeArguments(parts, equals, indent, end);
    const value = parts.slice(equals + 1);
    const inner = indent + INDENT;
    const line = inner + flatText(value) + end;
    const lines = line.length <= this.#width ? [line] : (this.#broken(value, inner, end) ?? [line]);
    return [head, ...lines];
  }

  /** `name: Type<A, B> = value` with a line for each argument of the type. */
  #typeArguments(parts: readonly Part[], equals: number, indent: string, end: string): string[] | undefined {
    const open = parts.findIndex((part) => isMark(part, "<"));
    const close = parts.findLastIndex((part, index) => index < equals && isMark(part, ">"));
    if (open < 0 || close < open) return undefined;
    const items = listItems(parts.slice(open + 1, close));
    const argumentLines = items.map(
      (item, index) => indent + INDENT + flatText(item) + (index < items.length - 1 ? "," : ""),
    );
    const rest = parts.slice(close);
    const line = indent + flatText(rest) + end;
    const lines = line.length <= this.#width ? [line] : (this.#broken(rest, indent, end) ?? [line]);
    return [indent + flatText(parts.slice(0, open + 1)), ...argumentLines, ...lines];
  }

  /** A value that cannot be broken goes on a line of its own. */
  #moved(parts: readonly Part[], indent: string, end: string): string[] | undefined {
    const equals = parts.findIndex((part) => isMark(part, "=") || isMark(part, ":"));
    if (equals < 0) return undefined;
    return [indent + flatText(parts.slice(0, equals + 1)), indent + INDENT + flatText(parts.slice(equals + 1)) + end];
  }

  #items(group: Brackets, indent: string): string[] {
    const mayEndInComma = !group.parts.some((part) => isMark(part, "..."));
    return listItems(group.parts).flatMap((item) => this.#simple(item, indent, mayEndInComma ? "," : ""));
  }
}

/** `(a && b)`: parentheses that hold no list. */
function isGrouping({ open, parts }: Brackets, before: Part | undefined): boolean {
  if (open.text !== "(") return false;
  const follows = before?.kind === "mark" ? before.text !== ">" : before === undefined || isKeyword(before);
  return follows || parts.some((part) => isMark(part, "&&") || isMark(part, "||"));
}

function isKeyword(part: Part): boolean {
  return part.kind === "word" && /^(?:if|for|return|typeof|in|of|new|delete|instanceof|as|else)$/.test(part.text);
}

/** `value["a"]`: brackets that hold no list. */
function isAccess({ open }: Brackets, before: Part | undefined): boolean {
  if (open.text !== "[" || before === undefined) return false;
  return before.kind !== "mark" ? !open.spaced : before.text === ">";
}

const MAY_HAVE_COMMENT = /\/[/*]/;

function hasComment(parts: readonly Part[]): boolean {
  return parts.some((part) => part.kind === "comment" || (part.kind === "brackets" && hasComment(part.parts)));
}

function commentLines(text: string, indent: string): string[] {
  return text.split("\n").map((line, index) => (index === 0 ? indent + line : `${indent} ${line.trim()}`.trimEnd()));
}
