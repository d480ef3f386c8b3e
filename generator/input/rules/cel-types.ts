import type { NormalizedNode, NormalizedSchema } from "../schema-document.js";

/** A node and all below it in the same source, from the top. */
export function nodesBelow(node: NormalizedNode): NormalizedNode[] {
  const children = [...node.properties.map(([, child]) => child), node.items, node.values];
  return [node, ...children.flatMap((child) => (child ? nodesBelow(child) : []))];
}

/** Whether CEL has a type for the values of a node; it has none for what may be anything, nor for lists or maps of it. */
export function hasCelType(node: NormalizedNode, normalized: readonly NormalizedSchema[]): boolean {
  const type = normalized.find(({ name }) => name === node.reference);
  if (type) return hasCelType(type.root, normalized);
  if (node.kind === "array") return node.items !== undefined && hasCelType(node.items, normalized);
  if (node.kind === "map") return node.values !== undefined && hasCelType(node.values, normalized);
  return node.kind !== "any";
}
