import { ts } from "ts-morph";

export { ts };

/**
 * The syntax tree of TypeScript text (or JavaScript, which parses as such): that of the compiler in ts-morph itself.
 * Wrapped nodes and a project to hold them take ten times as long, and we only read.
 */
export function syntaxTree(text: string): ts.SourceFile {
  return ts.createSourceFile("output.ts", text, ts.ScriptTarget.Latest, true);
}

/** All nodes below one, each before those in it. */
export function nodesBelow(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  node.forEachChild((child) => void nodes.push(child, ...nodesBelow(child)));
  return nodes;
}
