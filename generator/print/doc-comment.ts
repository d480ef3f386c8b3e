import { wrapText } from "./wrap-text.js";

/** What a doc comment says. */
export interface DocComment {
  /** Markdown. */
  readonly text: string;
  /** Block tags in their order; text is not wrapped, since it may be a value. */
  readonly tags?: readonly DocTag[];
}

export interface DocTag {
  readonly name: "default" | "deprecated" | "example";
  readonly text: string;
}

/** Room for text, so that with indentation and `*` a line ends near column 100. */
const TEXT_WIDTH = 95;

/** The lines inside a doc comment, without its delimiters: text wrapped to about 100 columns, nothing in it able to end the comment. */
export function docCommentText({ text, tags = [] }: DocComment): string {
  const prose = text === "" ? [] : [wrapMarkdown(text)];
  const block = tags.map((tag) => `@${tag.name} ${tag.text}`.trimEnd());
  return escapeCommentEnd([...prose, ...(block.length > 0 ? [block.join("\n")] : [])].join("\n\n"));
}

/** Paragraphs and list items each wrapped on their own; fenced code is kept line by line. */
function wrapMarkdown(text: string): string {
  const lines: string[] = [];
  let fenced = false;
  for (const block of logicalLines(text.trim())) {
    if (block.startsWith("```")) fenced = !fenced;
    lines.push(...(fenced ? [block] : wrapLine(block)));
  }
  return lines.join("\n");
}

/** Source lines with the continuation lines of a paragraph or list item joined to it. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let fenced = false;
  for (const line of text.split(/\r?\n/)) {
    const isFence = line.startsWith("```");
    const previous = lines.at(-1) ?? "";
    const continues = !fenced && !isFence && isProse(line) && previous !== "" && !previous.startsWith("```");
    if (continues) lines[lines.length - 1] = `${previous} ${line.trim()}`;
    else lines.push(line.trimEnd());
    if (isFence) fenced = !fenced;
  }
  return lines;
}

/** False for lines that begin something in Markdown: list items, headings, quotes, table rows; and for empty ones. */
function isProse(line: string): boolean {
  return /^\s*[^\s|>#]/.test(line) && !/^\s*(?:[-*+]|\d+[.)])\s/.test(line);
}

function wrapLine(line: string): string[] {
  const marker = /^\s*(?:(?:[-*+]|\d+[.)])\s+)?/.exec(line)?.[0] ?? "";
  const lines = wrapText(line.slice(marker.length), TEXT_WIDTH - marker.length);
  const indentation = " ".repeat(marker.length);
  return lines.map((text, index) => (index === 0 ? marker : indentation) + escapeTag(text));
}

/** At the beginning of a line `@word` would be read as a block tag. */
function escapeTag(text: string): string {
  return text.replace(/^@/, "\\@");
}

/** In a JSON string as in Markdown, a backslash before the slash changes nothing. */
function escapeCommentEnd(text: string): string {
  return text.replaceAll("*/", "*\\/");
}
