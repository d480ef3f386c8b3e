import { compile } from "json-schema-to-typescript";
import {
  Node,
  type IndexSignatureDeclaration,
  type InterfaceDeclaration,
  type JSDoc,
  type SourceFile,
  type TypeLiteralNode,
} from "ts-morph";
import type { SchemaModel, TypeModel } from "../model/model.js";
import { namesOf } from "../model/names.js";
import { withSourceFile } from "../print/source-file.js";
import { applyEdits, replace, type Located, type TextEdit } from "../print/text-edits.js";
import type { TypeForm } from "./type-forms.js";
import { typeSchema } from "./type-schema.js";

/** The exported declaration of one type in one form, with its doc comments; not formatted yet. */
export async function declareType(model: SchemaModel, type: TypeModel, form: TypeForm): Promise<string> {
  const text = await compile(typeSchema(model, type, form), type.name, {
    bannerComment: "",
    // Prettier runs once, on the whole file.
    format: false,
    // References are names to import, not declarations to repeat.
    declareExternallyReferenced: false,
    ignoreMinAndMaxItems: true,
  });
  return withSourceFile(text, (file) => applyEdits(text, restyle(file, type, form)));
}

/**
 * What to change in the text of json-schema-to-typescript: the name, which it bends to its own rules; maps, which it
 * prints as objects; the key of index signatures; and comments of one line, which it prints on three.
 */
function restyle(file: SourceFile, type: TypeModel, form: TypeForm): TextEdit[] {
  const edits = [
    ...file.getTypeAliases().map((alias) => replace(alias.getNameNode(), declaredName(type, form))),
    ...file.getInterfaces().flatMap((declaration) => interfaceEdits(declaration, type, form)),
  ];
  file.forEachDescendant((node) => {
    if (Node.isJSDocable(node)) edits.push(...node.getJsDocs().flatMap(shortDoc));
    if (Node.isTypeLiteral(node)) edits.push(...typeLiteralEdits(node));
  });
  return edits;
}

function declaredName(type: TypeModel, form: TypeForm): string {
  return form === "written" ? namesOf(type).type : namesOf(type).resolved;
}

function interfaceEdits(declaration: InterfaceDeclaration, type: TypeModel, form: TypeForm): TextEdit[] {
  const name = declaredName(type, form);
  const [signature] = declaration.getIndexSignatures();
  if (type.shape.kind === "map" && signature) return recordEdits(declaration, signature, `export type ${name} = `);
  // Extending the written form, the resolved one inherits its doc comments, and the compiler checks that it fits.
  const heading = form === "written" ? name : `${name} extends ${namesOf(type).type}`;
  return [replace(declaration.getNameNode(), heading), ...(signature ? [renameKey(signature)] : [])];
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

function shortDoc(doc: JSDoc): TextEdit[] {
  const text = doc.getInnerText();
  return text.includes("\n") ? [] : [replace(doc, `/** ${text} */`)];
}
