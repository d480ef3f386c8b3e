import { Document, Scalar, visit } from "yaml";

/**
 * A JSON value as block-style YAML that every reader understands alike: npm's `yaml` (YAML 1.2), and the reader of
 * kubectl and the API server, which follows YAML 1.1 in parts and takes `on`, `1_000` or `0o7` for something other than
 * a string. Anything but a plain word or sentence is therefore quoted. Keys keep the order of the value; no anchors, no
 * folded lines; ends in a line feed.
 */
export function printYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value === "string") node.type = key === "key" ? keyStyle(node.value) : scalarStyle(node.value);
    },
  });
  // Without a line width nothing is folded; without the minimum a quoted text with line feeds stays on one line.
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  return text.replace(INVISIBLE, escapeCharacter);
}

/** Comment lines from lines of text: `# text`, and `#` for an empty line. */
export function commentLines(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? "#" : `# ${line}`));
}

/** Format and control characters, which only stand in double quotes here; line feeds are structure. YAML forbids some of them raw. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A letter or slash first, perhaps after a dot, so that it is no number, date or sign; then printable text with single blanks between words. */
const PLAIN = /^\.?[\p{L}/][^\p{Cc}\p{Cf}\p{Z}]*(?: [^\p{Cc}\p{Cf}\p{Z}]+)*$/u;

/** What ends a plain scalar or begins a comment in it. */
const ENDS_PLAIN = /: |:$| #/;

/** Words that YAML 1.1 takes for booleans, null or numbers, in any case. */
const RESERVED = /^\.?(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** Several printable lines, the first not indented, none ending in blanks, no more than one line feed at the end. */
const BLOCK =
  /^(?=[^ \n])(?:[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*[^\p{Cc}\p{Cf}\p{Z}])?(?:\n+[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*[^\p{Cc}\p{Cf}\p{Z}])+\n?$/u;

function scalarStyle(text: string): Scalar.Type {
  if (isPlain(text)) return Scalar.PLAIN;
  return BLOCK.test(text) ? Scalar.BLOCK_LITERAL : quoteStyle(text);
}

function keyStyle(text: string): Scalar.Type {
  return isPlain(text) ? Scalar.PLAIN : quoteStyle(text);
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && !RESERVED.test(text) && !ENDS_PLAIN.test(text);
}

/** Single quotes keep backslashes and double quotes readable, in regular expressions for instance; they escape nothing. */
function quoteStyle(text: string): Scalar.Type {
  const needsNoEscape = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}']*$/u.test(text);
  return needsNoEscape && /["\\]/.test(text) ? Scalar.QUOTE_SINGLE : Scalar.QUOTE_DOUBLE;
}

/** `\u0085`, or `\U000e0001` beyond the 16-bit range: both exist in YAML 1.1 and 1.2. */
function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
