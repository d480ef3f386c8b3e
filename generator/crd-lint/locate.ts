import { isAlias, isMap, isScalar, isSeq, type Document, type Node, type Pair } from "yaml";
import { anchored } from "./anchors.js";
import type { FieldPath, Step } from "./field-path.js";

/**
 * The offset in the text where a path leads: at a scalar value, at the name of anything larger, and, for something that
 * is not there, at the name of what it is missing from.
 */
export function locate(document: Document, path: FieldPath): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path.steps) {
    const next = stepInto(resolved(node, document), step, document);
    if (!next) return offset;
    node = next.value;
    offset = next.key?.range?.[0] ?? offset;
  }
  return isScalar(node) ? (node.range?.[0] ?? offset) : offset;
}

interface Place {
  readonly key: Node | null;
  readonly value: Node | null;
}

function resolved(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (anchored(node, document) ?? null) : node;
}

function stepInto(node: Node | null, step: Step, document: Document): Place | undefined {
  if (step.kind === "index") {
    const item = isSeq<Node>(node) ? node.items[step.index] : undefined;
    return item && { key: item, value: item };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const isNamed = ({ key }: Pair<Node, Node | null>) => {
    const name = resolved(key, document);
    return isScalar(name) && String(name.value) === step.name;
  };
  const pair = node.items.findLast(isNamed);
  if (pair) return { key: pair.key, value: pair.value };
  return mergedPlace(node.items, step, document);
}

/** Looks for a name in what `<<` merges in. */
function mergedPlace(items: readonly Pair<Node, Node | null>[], step: Step, document: Document): Place | undefined {
  for (const { key, value } of items) {
    if (!isScalar(key) || key.source !== "<<") continue;
    const target = resolved(value, document);
    const sources = isSeq<Node>(target) ? target.items.map((item) => resolved(item, document)) : [target];
    for (const source of sources) {
      const place = stepInto(source, step, document);
      if (place) return place;
    }
  }
  return undefined;
}
