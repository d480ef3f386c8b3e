import { type Document, isAlias, type Node, visit } from "yaml";
import { keyText, rangeOf, type SourceRange } from "./positions.js";

/** Fields whose values are never shown; the schema marks the same ones with `x-octopus-secret`. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set(["password", "keyFilePEM", "httpHeaders"]);

/** Also covers misspellings of those fields, whose values are just as secret. */
const LOOKS_SECRET = /pas+w|pwd|secret|token|credential|authori[sz]ation|cookie|headers|key.*pem/i;

/** What stands in place of a secret, whatever its length. */
export const MASK = "***";

/**
 * The ranges of a file's text that hold secrets, in order: the values of secret fields, and the `user:password@` of URIs.
 *
 * Where the text could not be parsed, a secret is taken to reach to the end of its line.
 */
export function secretRanges(text: string, documents: readonly Document[]): SourceRange[] {
  const parsed = documents.every((document) => document.errors.length === 0);
  const fields = parsed
    ? documents.flatMap(secretFieldsOf)
    : [...documents.flatMap(secretFieldsOf), ...secretLines(text)];
  return [...fields, ...userInfo(text)].sort((a, b) => a.start - b.start);
}

function secretFieldsOf(document: Document): SourceRange[] {
  const ranges: SourceRange[] = [];
  visit(document, {
    Pair(_, pair) {
      const value = pair.value as Node | null;
      if (!value || !isSecretField(keyText(pair.key))) return;
      const target = isAlias(value) ? value.resolve(document) : value;
      if (target) ranges.push(rangeOf(target));
    },
  });
  return ranges;
}

function secretLines(text: string): SourceRange[] {
  return matches(text, /["']?(?<field>[\w.-]+)["']?[ \t]*:[ \t]*(?<secret>[^\r\n]+)/g).filter(({ field }) =>
    isSecretField(field),
  );
}

/** `tcp://user:password@host`; such words belong into basicAuth. */
function userInfo(text: string): SourceRange[] {
  return matches(text, /(?<field>\/\/)(?<secret>[^/\s]+)@/g);
}

function matches(text: string, pattern: RegExp): (SourceRange & { field: string })[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const { field = "", secret = "" } = match.groups ?? {};
    const start = match.index + match[0].lastIndexOf(secret);
    return { field, start, end: start + secret.length };
  });
}

function isSecretField(name: string): boolean {
  // A reference names where a secret is kept; it is none itself.
  return SECRET_FIELDS.has(name) || (LOOKS_SECRET.test(name) && !name.endsWith("Ref"));
}
