/** The first place where a text stops being JSON. */
export interface JsonSyntaxError {
  /** In UTF-16 units from the start of the text. */
  readonly offset: number;
  /** What stands there, and what JSON (RFC 8259) wants instead. */
  readonly message: string;
}

interface Token {
  readonly kind: "punctuation" | "string" | "literal" | "end" | "other";
  readonly text: string;
  readonly offset: number;
}

const TOKEN =
  /[ \t\n\r]*(?:(?<punctuation>[{}[\],:])|(?<string>"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?<literal>true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<other>\/[/*]|\S[\w.+-]*)|$)/guy;

/**
 * Says where and why a text is not JSON, since `JSON.parse` gives no place for most errors.
 * Only asked about texts that `JSON.parse` has refused; undefined when no error is found.
 */
export function findJsonSyntaxError(text: string): JsonSyntaxError | undefined {
  const tokens = tokenize(text);
  let index = 0;
  const peek = (): Token => tokens[index] ?? { kind: "end", text: "", offset: text.length };
  const next = (): Token => {
    const token = peek();
    index++;
    return token;
  };

  const value = (wanted: string): void => {
    const token = next();
    if (token.text === "{") members("}", member);
    else if (token.text === "[")
      members("]", () => {
        value("a value");
      });
    else if (token.kind !== "string" && token.kind !== "literal") throw new Unexpected(token, wanted);
  };
  const members = (close: string, one: () => void): void => {
    if (peek().text === close) return void next();
    do one();
    while (separator(close) === ",");
  };
  const separator = (close: string): string => {
    const token = next();
    if (token.text !== "," && token.text !== close) throw new Unexpected(token, `"," or "${close}"`);
    if (token.text === "," && peek().text === close)
      throw new Unexpected(token, `"${close}" (no comma after the last item)`);
    return token.text;
  };
  const member = (): void => {
    const name = next();
    if (name.kind !== "string") throw new Unexpected(name, "a property name in double quotes");
    const colon = next();
    if (colon.text !== ":") throw new Unexpected(colon, `":" after the property name`);
    value("a value");
  };

  try {
    value("one JSON value");
    const rest = next();
    return rest.kind === "end" ? undefined : new Unexpected(rest, "the end of the file").finding;
  } catch (error) {
    if (error instanceof Unexpected) return error.finding;
    throw error;
  }
}

/** Ends the descent at the first token that does not fit. */
class Unexpected extends Error {
  readonly finding: JsonSyntaxError;

  constructor(token: Token, wanted: string) {
    super();
    this.finding = { offset: token.offset, message: `found ${describe(token)}, expected ${wanted}` };
  }
}

function describe({ kind, text }: Token): string {
  if (kind === "end") return "the end of the file";
  if (kind === "punctuation") return `"${text}"`;
  if (/^(?:\/[/*]|#)/.test(text)) return "a comment, which JSON does not have";
  if (kind === "other" && text.startsWith('"')) return "a string that does not end on its line or has a bad escape";
  return text.length > 20 ? `${text.slice(0, 20)}...` : text;
}

const KINDS = ["punctuation", "string", "literal", "other"] as const;

function tokenize(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const groups: Partial<Record<string, string>> = match.groups ?? {};
    const kind = KINDS.find((candidate) => groups[candidate] !== undefined) ?? "end";
    const found = groups[kind] ?? "";
    return {
      kind,
      text: found,
      offset: kind === "end" ? text.trimEnd().length : match.index + match[0].length - found.length,
    };
  });
}
