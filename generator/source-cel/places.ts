import type { FieldPath } from "../crd-lint/field-path.js";
import type { NormalizedNode, NormalizedSchema } from "../input/schema-document.js";

/** A node of a source. */
export interface SourceNode {
  readonly owner: NormalizedSchema;
  readonly node: NormalizedNode;
}

/**
 * The nodes that a schema of a CRD is made of: what stands at the place itself, then what it refers to, the last of
 * which has the type.
 *
 * @param path through `properties`, `items` and `additionalProperties`, from the type's own schema
 */
export function sourceNodes(
  path: FieldPath,
  type: NormalizedSchema,
  types: ReadonlyMap<string, NormalizedSchema>,
): readonly [SourceNode, ...SourceNode[]] {
  let chain = follow({ owner: type, node: type.root }, types);
  for (const step of path.steps) {
    const { owner, node } = chain.at(-1) ?? chain[0];
    const child = childOf(node, step);
    if (child) chain = follow({ owner, node: child }, types);
  }
  return chain;
}

function follow(
  start: SourceNode,
  types: ReadonlyMap<string, NormalizedSchema>,
): readonly [SourceNode, ...SourceNode[]] {
  const owner = types.get(start.node.reference ?? "");
  return owner ? [start, ...follow({ owner, node: owner.root }, types)] : [start];
}

function childOf(node: NormalizedNode, step: FieldPath["steps"][number]): NormalizedNode | undefined {
  if (step.kind === "key") return node.properties.find(([name]) => name === step.name)?.[1];
  if (step.kind !== "field") return undefined;
  return { items: node.items, additionalProperties: node.values }[step.name];
}
