import { visit, type Alias, type Document, type Node } from "yaml";

const known = new WeakMap<Document, ReadonlyMap<string, readonly Node[]>>();

/** The node that an alias stands for: the last one before it with the anchor; undefined if there is none. */
export function anchored(alias: Alias, document: Document): Node | undefined {
  const start = alias.range?.[0] ?? 0;
  return anchorsOf(document)
    .get(alias.source)
    ?.findLast((node) => (node.range?.[0] ?? 0) < start);
}

/** Collected once, since the library looks through the whole document for each alias. */
function anchorsOf(document: Document): ReadonlyMap<string, readonly Node[]> {
  const found = known.get(document);
  if (found) return found;
  const anchors = new Map<string, Node[]>();
  visit(document, {
    Node: (_key, node) => {
      if ("anchor" in node && typeof node.anchor === "string")
        anchors.set(node.anchor, [...(anchors.get(node.anchor) ?? []), node]);
    },
  });
  known.set(document, anchors);
  return anchors;
}
