import { type Document, type Node, visit, type YAMLMap } from "yaml";
import { keyText, locate, rangeOf, type SourceRange } from "./positions.js";
import type { Problem } from "./problem.js";
import type { SourceFile } from "./source-file.js";

/** Every duplicate key, or the first of other errors: those after it mostly follow from it. */
export function syntaxProblems(source: SourceFile, document: Document): Problem[] {
  const other = document.errors.find((error) => error.code !== "DUPLICATE_KEY");
  if (!other) return document.errors.map((error) => duplicateKey(source, document, error.pos[0]));
  // What follows the colon of this message is quoted source, which may be a secret.
  const said = other.code === "UNEXPECTED_TOKEN" ? other.message.replace(/: ".*$/s, "") : other.message;
  const message = `${lowerFirst(said)}; expected YAML or JSON`;
  const range = { start: other.pos[0], end: other.pos[1] };
  return [source.problem(range, "", { severity: "error", code: "yaml-syntax", message })];
}

/** Why a document without syntax errors cannot be unfolded: an alias to nothing, or aliases without end. */
export function aliasProblem(source: SourceFile, document: Document): Problem {
  const unknown = unknownAlias(document);
  if (unknown) {
    const message = `the alias \`*${unknown.name}\` has no anchor before it; expected \`&${unknown.name}\` earlier in the document`;
    return source.problem(unknown.range, "", { severity: "error", code: "unknown-alias", message });
  }
  const message = "aliases unfold to more than 100 times the document; expected at most that: write the values out";
  const start = locate(document, "", "key");
  return source.problem(start, "", { severity: "error", code: "too-many-aliases", message });
}

function duplicateKey(source: SourceFile, document: Document, offset: number): Problem {
  const { first, second, name } = repeatedKeyAt(document, offset);
  const given = first ? ` (first given on line ${source.lineOf(first.start)})` : "";
  const message = `the key \`${name}\` is given twice in one mapping${given}; expected it once: remove one`;
  return source.problem(second, "", { severity: "error", code: "duplicate-key", message });
}

/** A key that a mapping has twice: its name, where it stands at `offset`, and where it stood before. */
interface RepeatedKey {
  readonly name: string;
  readonly first: SourceRange | undefined;
  readonly second: SourceRange;
}

/** The key that begins at `offset`, and the earlier key of the same mapping that has the same text. */
function repeatedKeyAt(document: Document, offset: number): RepeatedKey {
  let found: RepeatedKey = { name: "", first: undefined, second: { start: offset, end: offset + 1 } };
  visit(document, {
    Map(_, map) {
      const keys = (map as YAMLMap<Node, Node>).items.map((pair) => pair.key);
      const key = keys.find((node) => rangeOf(node).start === offset);
      if (!key) return undefined;
      const first = keys.find((node) => keyText(node) === keyText(key));
      found = { name: keyText(key), first: first && rangeOf(first), second: rangeOf(key) };
      return visit.BREAK;
    },
  });
  return found;
}

/** The first alias that no anchor stands before. */
function unknownAlias(document: Document): { name: string; range: SourceRange } | undefined {
  let found: { name: string; range: SourceRange } | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined;
      found = { name: alias.source, range: rangeOf(alias) };
      return visit.BREAK;
    },
  });
  return found;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
