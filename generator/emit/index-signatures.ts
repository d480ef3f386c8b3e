import { nodesBelow, syntaxTree, ts } from "../print/syntax-tree.js";
import { applyEdits, replace, type Located, type TextEdit } from "../print/text-edits.js";

/**
 * The text of a declaration with the index signatures of json-schema-to-typescript in our style: an object of nothing
 * else becomes a `Record`, and the key of others gets a whole word for a name.
 *
 * @param isMap whether the declared type itself is a map
 */
export function restyleIndexSignatures(text: string, isMap: boolean): string {
  const edits = nodesBelow(syntaxTree(text)).flatMap((node) => {
    if (ts.isInterfaceDeclaration(node)) return interfaceEdits(node, isMap);
    return ts.isTypeLiteralNode(node) ? typeLiteralEdits(node) : [];
  });
  return applyEdits(text, edits);
}

function interfaceEdits(declaration: ts.InterfaceDeclaration, isMap: boolean): TextEdit[] {
  const signature = declaration.members.find(ts.isIndexSignatureDeclaration);
  if (!signature) return [];
  return isMap ? recordEdits(declaration, signature, `export type ${declaration.name.text} = `) : renameKey(signature);
}

function typeLiteralEdits(literal: ts.TypeLiteralNode): TextEdit[] {
  const signature = literal.members.find(ts.isIndexSignatureDeclaration);
  if (!signature) return [];
  return literal.members.length === 1 ? recordEdits(literal, signature, "") : renameKey(signature);
}

/** `{ [k: string]: T }` becomes `Record<string, T>`; T keeps its place, so that edits inside it still fit. */
function recordEdits(whole: Located, { type }: ts.IndexSignatureDeclaration, before: string): TextEdit[] {
  return [
    { start: whole.getStart(), end: type.getStart(), text: `${before}Record<string, ` },
    { start: type.getEnd(), end: whole.getEnd(), text: ">" },
  ];
}

function renameKey({ parameters }: ts.IndexSignatureDeclaration): TextEdit[] {
  return parameters.map(({ name }) => replace(name, "key"));
}
