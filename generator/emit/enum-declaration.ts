import type { EnumStyle, SchemaModel, TypeModel } from "../model/model.js";
import { docCommentText } from "../print/doc-comment.js";
import { docComment } from "../print/source-file.js";
import { enumNamesOf, memberNames, type NamedEnumShape } from "./enum-names.js";
import { typeDoc } from "./type-documentation.js";

/** True where the type's module declares an enum instead of a type. */
export function isDeclaredEnum(model: SchemaModel, type: TypeModel, style: EnumStyle | undefined): boolean {
  return style !== undefined && style !== "union" && enumNamesOf(model).of(type.shape) !== undefined;
}

/** The declarations of the enums that a type's module has, each with an empty line behind it but the last. */
export function enumDeclarations(model: SchemaModel, type: TypeModel, style: EnumStyle | undefined): string[] {
  if (style === undefined || style === "union") return [];
  const names = enumNamesOf(model);
  return names.in(type).map((shape) => {
    const doc = shape === type.shape ? typeDoc(type, "written") : "";
    return docComment(doc) + declaration(names.of(shape) ?? type.name, shape, style);
  });
}

function declaration(name: string, shape: NamedEnumShape, style: "const-object" | "enum"): string {
  const [open, assign, close] =
    style === "enum" ? [`enum ${name}`, " =", "}"] : [`const ${name} =`, ":", "} as const;"];
  const names = memberNames(shape.enum);
  const members = shape.enum.map(({ value, description }, index) => {
    const doc = docComment(docCommentText({ text: description })).replace(/^(?=.)/gm, "  ");
    return `${doc}  ${names[index] ?? ""}${assign} ${JSON.stringify(value)},\n`;
  });
  const type = style === "enum" ? "" : `export type ${name} = (typeof ${name})[keyof typeof ${name}];\n`;
  return `export ${open} {\n${members.join("")}${close}\n${type}`;
}
