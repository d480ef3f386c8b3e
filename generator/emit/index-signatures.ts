import {
  Node,
  type IndexSignatureDeclaration,
  type InterfaceDeclaration,
  type SourceFile,
  type TypeLiteralNode,
} from "ts-morph";
import { withSourceFile } from "../print/syntax-tree.js";
import { applyEdits, replace, type Located, type TextEdit } from "../print/text-edits.js";

/**
 * The text of a declaration with the index signatures of json-schema-to-typescript in our style: an object of nothing
 * else becomes a `Record`, and the key of others gets a whole word for a name.
 *
 * @param isMap whether the declared type itself is a map
 */
export function restyleIndexSignatures(text: string, isMap: boolean): string {
  return withSourceFile(text, (file) => applyEdits(text, editsOf(file, isMap)));
}

function editsOf(file: SourceFile, isMap: boolean): TextEdit[] {
  const edits = file.getInterfaces().flatMap((declaration) => interfaceEdits(declaration, isMap));
  file.forEachDescendant((node) => {
    if (Node.isTypeLiteral(node)) edits.push(...typeLiteralEdits(node));
  });
  return edits;
}

function interfaceEdits(declaration: InterfaceDeclaration, isMap: boolean): TextEdit[] {
  const [signature] = declaration.getIndexSignatures();
  if (!signature) return [];
  return isMap
    ? recordEdits(declaration, signature, `export type ${declaration.getName()} = `)
    : [renameKey(signature)];
}

function typeLiteralEdits(literal: TypeLiteralNode): TextEdit[] {
  const [signature] = literal.getIndexSignatures();
  if (!signature) return [];
  return literal.getMembers().length === 1 ? recordEdits(literal, signature, "") : [renameKey(signature)];
}

/** `{ [k: string]: T }` becomes `Record<string, T>`; T keeps its place, so that edits inside it still fit. */
function recordEdits(whole: Located, signature: IndexSignatureDeclaration, before: string): TextEdit[] {
  const value = signature.getReturnTypeNodeOrThrow();
  return [
    { start: whole.getStart(), end: value.getStart(), text: `${before}Record<string, ` },
    { start: value.getEnd(), end: whole.getEnd(), text: ">" },
  ];
}

function renameKey(signature: IndexSignatureDeclaration): TextEdit {
  return replace(signature.getKeyNameNode(), "key");
}
