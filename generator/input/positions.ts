import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from "yaml";
import type { Diagnostic, DiagnosticCode, Fix } from "../diagnostics.js";
import { pointerSegments } from "./json-pointer.js";

/** A place in a source text; both numbers count from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a finding needs to know of the document it is about. */
export interface Located {
  readonly path: string;
  readonly text: string;
  /** Where in the text the parts of a translated document come from. */
  readonly origins?: ReadonlyMap<string, string>;
}

/** The place in the source of a place in the translated document: that of the nearest part which has one, and the way on. */
export function sourcePointer({ origins }: Located, pointer: string): string {
  if (!origins) return pointer;
  for (let end = pointer.length; end >= 0; end = end === 0 ? -1 : pointer.lastIndexOf("/", end - 1)) {
    const origin = origins.get(pointer.slice(0, end));
    if (origin !== undefined) return origin + pointer.slice(end);
  }
  return pointer;
}

interface Parsed {
  readonly root: Document;
  readonly lines: LineCounter;
}

// Positions are needed only once something is wrong, so a text is parsed on the first question about it.
const parsed = new WeakMap<Located, Parsed>();

function parse(document: Located): Parsed {
  const known = parsed.get(document);
  if (known) return known;
  const lines = new LineCounter();
  const fresh = { root: parseDocument(document.text, { lineCounter: lines, uniqueKeys: false }), lines };
  parsed.set(document, fresh);
  return fresh;
}

/**
 * Where a JSON pointer leads in a source: at the property's name (`key`) or at its value.
 * A pointer to something that is not there gives the nearest place above it.
 */
export function positionOf(document: Located, pointer: string, side: "key" | "value"): Position {
  const { root, lines } = parse(document);
  let node = root.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const segment of pointerSegments(pointer)) {
    const step = stepInto(node, segment);
    if (!step) break;
    node = step.value;
    offset = (side === "key" ? step.key : node)?.range?.[0] ?? offset;
  }
  return positionAt(lines, offset);
}

function stepInto(node: Node | null, segment: string): { key: Node | null; value: Node | null } | undefined {
  if (isSeq<Node>(node)) {
    const item = node.items[Number(segment)];
    return item && { key: item, value: item };
  }
  if (!isMap<Node, Node>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === segment);
  return pair && { key: pair.key, value: pair.value };
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** The pointer of what begins on a line: the outermost property or item; undefined where none does. */
export function pointerOnLine(document: Located, line: number): string | undefined {
  const { root, lines } = parse(document);
  const begins = (node: Node | null) => node?.range !== undefined && lines.linePos(node.range?.[0] ?? 0).line === line;
  const search = (node: Node | null, path: readonly string[]): readonly string[] | undefined => {
    const parts = isSeq<Node>(node)
      ? node.items.map((item, index) => ({ name: String(index), key: item, value: item }))
      : isMap<Node, Node>(node)
        ? node.items.map((pair) => ({ name: keyText(pair), key: pair.key, value: pair.value }))
        : [];
    for (const { name, key, value } of parts) {
      if (begins(key)) return [...path, name];
      const found = search(value, [...path, name]);
      if (found) return found;
    }
    return undefined;
  };
  const found = search(root.contents, []);
  return found && toPointer(found);
}

/** Names that an object of the source gives twice: of each, the pointer and the place of the later one. */
export function repeatedKeys(document: Located): { pointer: string; name: string; position: Position }[] {
  const { root, lines } = parse(document);
  const found: { pointer: string; name: string; position: Position }[] = [];
  const visit = (node: Node | null, path: readonly string[]): void => {
    if (isSeq<Node>(node))
      node.items.forEach((item, index) => {
        visit(item, [...path, String(index)]);
      });
    if (!isMap<Node, Node>(node)) return;
    const seen = new Set<string>();
    for (const pair of node.items) {
      const name = keyText(pair);
      const at = [...path, name];
      if (seen.has(name))
        found.push({ pointer: toPointer(at), name, position: positionAt(lines, pair.key.range?.[0] ?? 0) });
      seen.add(name);
      visit(pair.value, at);
    }
  };
  visit(root.contents, []);
  return found;
}

function keyText(pair: Pair<Node, Node>): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

function toPointer(path: readonly string[]): string {
  return path.map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** How a finding differs from an error at the value of its pointer. */
export interface FindingOptions {
  readonly severity?: Diagnostic["severity"];
  /** Point at the property's name instead of its value. */
  readonly side?: "key" | "value";
  /** Where there is one sure remedy. */
  readonly fix?: Fix | undefined;
}

/** A diagnostic at the place that a JSON pointer leads to. */
export function finding(
  document: Located,
  pointer: string,
  code: DiagnosticCode,
  message: string,
  { severity = "error", side = "value", fix }: FindingOptions = {},
): Diagnostic {
  const place = sourcePointer(document, pointer);
  const found = { code, severity, file: document.path, pointer: place, ...positionOf(document, place, side), message };
  return fix ? { ...found, fix } : found;
}
