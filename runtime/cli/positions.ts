import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
} from "yaml";

/** A stretch of a file's text: offsets in UTF-16 units, `end` exclusive. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** Which token of a field is meant: its key, or its value. */
export type Part = "key" | "value";

interface Step {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/**
 * Where a JSON pointer lands in the text of a YAML or JSON document.
 *
 * A value that is not there, is empty or spans lines is shown by its key; a field that is not there is shown by the key of the
 * nearest parent that is. Aliases and merge keys are followed, so that the range lies where the text has to be mended.
 */
export function locate(document: Document, pointer: string, part: Part): SourceRange {
  const segments = splitPointer(pointer);
  const steps = walk(document, segments);
  const last = steps.at(-1);
  if (last?.value && part === "value" && steps.length === segments.length && isInline(last.value)) {
    return rangeOf(last.value);
  }
  return nearestKey(steps) ?? firstToken(document.contents) ?? { start: 0, end: 0 };
}

/** `/a/b~1c` as `["a", "b/c"]` (RFC 6901). */
export function splitPointer(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The text of a map's key, as it becomes a property name. */
export function keyText(key: unknown): string {
  // YAML 1.1 also takes plain words such as `on` for other things than text.
  if (!isScalar<string | number | bigint | boolean | null>(key)) return "";
  return key.value === null ? "" : String(key.value);
}

function walk(document: Document, segments: readonly string[]): Step[] {
  const steps: Step[] = [];
  let current = document.contents ?? undefined;
  for (const segment of segments) {
    const step = childOf(document, current, segment);
    if (!step) break;
    steps.push(step);
    current = step.value;
  }
  return steps;
}

function childOf(document: Document, parent: Node | undefined, segment: string): Step | undefined {
  const node = resolveAlias(document, parent);
  if (isSeq<Node>(node)) {
    const value = node.items[Number(segment)];
    return value && { key: undefined, value };
  }
  return isMap<Node, Node>(node) ? fieldOf(document, node, segment) : undefined;
}

function fieldOf(document: Document, map: YAMLMap<Node, Node>, name: string): Step | undefined {
  const own = map.items.find((pair) => !isMergeKey(pair.key) && keyText(pair.key) === name);
  if (own) return { key: own.key, value: own.value ?? undefined };
  for (const source of map.items
    .filter((pair) => isMergeKey(pair.key))
    .flatMap((pair) => mergeSources(document, pair))) {
    const inherited = fieldOf(document, source, name);
    if (inherited) return inherited;
  }
  return undefined;
}

function isMergeKey(key: Node): boolean {
  return isScalar(key) && key.source === "<<" && key.type === Scalar.PLAIN;
}

function mergeSources(document: Document, pair: Pair<Node, Node>): YAMLMap<Node, Node>[] {
  const value = resolveAlias(document, pair.value ?? undefined);
  const nodes = isSeq<Node>(value) ? value.items.map((item) => resolveAlias(document, item)) : [value];
  return nodes.filter((node) => isMap<Node, Node>(node));
}

function resolveAlias(document: Document, node: Node | undefined): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

/** True for values that can be underlined where they stand: flow scalars, flow collections and aliases. */
function isInline(node: Node): boolean {
  const { start, end } = rangeOf(node);
  if (start === end) return false;
  if (isCollection(node)) return node.flow === true;
  return !(isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED));
}

function nearestKey(steps: readonly Step[]): SourceRange | undefined {
  for (const { key, value } of steps.toReversed()) {
    const token = key ? rangeOf(key) : firstToken(value);
    if (token) return token;
  }
  return undefined;
}

/** The first key or scalar inside a node. */
function firstToken(node: Node | null | undefined): SourceRange | undefined {
  if (isMap<Node, Node>(node) && !node.flow) return firstToken(node.items[0]?.key);
  if (isSeq<Node>(node) && !node.flow) return firstToken(node.items[0]);
  return node ? rangeOf(node) : undefined;
}

/** The range of a parsed node's own text, without what follows it. */
export function rangeOf(node: Node): SourceRange {
  return { start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
}
