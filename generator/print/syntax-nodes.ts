import { parse, type AnyNode, type Comment, type Program } from "acorn";

export type { AnyNode, Program } from "acorn";

/** A node of one kind. */
export type NodeOf<Type extends AnyNode["type"]> = Extract<AnyNode, { readonly type: Type }>;

/** JavaScript text as a syntax tree, with its comments; every node knows where it starts and ends in the text. */
export function parseModule(code: string): { readonly program: Program; readonly comments: readonly Comment[] } {
  const comments: Comment[] = [];
  const program = parse(code, { ecmaVersion: 2023, sourceType: "module", onComment: comments });
  return { program, comments };
}

/** A node and all below it, in the order of the text. */
export function nodesOf(root: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  const visit = (node: AnyNode): void => {
    found.push(node);
    for (const value of Object.values(node) as unknown[]) {
      if (Array.isArray(value)) for (const child of value as unknown[]) if (isNode(child)) visit(child);
      if (isNode(value)) visit(value);
    }
  };
  visit(root);
  return found;
}

/** Those of one kind. */
export function ofType<Type extends AnyNode["type"]>(nodes: readonly AnyNode[], type: Type): NodeOf<Type>[] {
  return nodes.filter((node): node is NodeOf<Type> => node.type === type);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "start" in value && "type" in value;
}
