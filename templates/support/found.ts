/** The most characters of a document that one message repeats. */
const MAX_SHOWN = 60;

/** Characters that would disturb a terminal or split a line, beyond those that JSON escapes. */
const INVISIBLE = /[\u007f-\u009f\u2028\u2029]/g;

/**
 * A value for a message: scalars as JSON in at most 60 characters, anything else by its kind ("an object"). With
 * `hidden` every value is named by its kind. User info of addresses is masked. Never throws, whatever the value.
 */
export function describeValue(value: unknown, hidden: boolean): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (hidden) return kindOf(value);
  if (typeof value === "string") return quoteText(maskUserInfo(value));
  return typeof value === "number" || typeof value === "boolean" || typeof value === "bigint"
    ? `${value}`
    : kindOf(value);
}

/** The name of a field in backquotes, in at most 60 characters. */
export function quoteName(name: string): string {
  return `\`${shorten(escaped(name).slice(1, -1))}\``;
}

/** A list for people: `a, b or c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1] ?? ""}`;
}

function quoteText(text: string): string {
  return shorten(escaped(text));
}

/** Only the beginning can be shown, so only that is worth escaping. */
function escaped(text: string): string {
  return JSON.stringify(text.slice(0, MAX_SHOWN + 1)).replace(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function shorten(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  return `${text.slice(0, MAX_SHOWN - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** `tcp://user:word@host` as `tcp://***@host`. A word may hold `/`, `:` and `@`, so all up to the last `@` goes. */
function maskUserInfo(text: string): string {
  const end = text.lastIndexOf("@");
  const colon = text.indexOf(":");
  const slashes = text.indexOf("//");
  if (end < 0 || (slashes < 0 && (colon < 0 || colon > end))) return text;
  const scheme = /^[a-z][a-z0-9+.-]*:\/*/i.exec(text)?.[0] ?? "";
  return `${slashes < 0 ? "" : scheme}***${text.slice(end)}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
