const NAMED: Readonly<Record<string, string>> = {
  ...{ '"': '\\"', "\\": "\\\\", "\x07": "\\a", "\b": "\\b" },
  ...{ "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v" },
};

/** A text as Go's `%q` prints it. */
export function goQuote(text: string): string {
  return `"${Array.from(text, escaped).join("")}"`;
}

/** Whether Go takes a character for one that can be printed (unicode.IsPrint). */
export function isPrintable(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character);
}

function escaped(character: string): string {
  const named = NAMED[character];
  if (named !== undefined) return named;
  if (isPrintable(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
