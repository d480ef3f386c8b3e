import { isComposite, moduleSpecifier, namesOf, ownTypes, referencedTypes, typeNamed } from "../model/names.js";
import type { EmitSettings, Emitter, OutputFile, SchemaModel, TypeModel } from "../model/model.js";
import { formatTypeScript } from "../print/format.js";
import { importDeclarations, type NamedImport } from "../print/source-file.js";
import { isWanted, typeScope } from "./scope.js";
import { enumDeclarations, isDeclaredEnum } from "./enum-declaration.js";
import { declareType } from "./type-declaration.js";

/**
 * `types/<module>.ts` for each type: `X`, the document as a user writes it, and for types that hold properties
 * `ResolvedX`, the document with its defaults applied.
 */
export const emitInterfaces: Emitter = async (model, settings) => {
  const files: OutputFile[] = [];
  // One after the other: all at once, what each leaves behind would stay in memory until the last is done.
  for (const type of ownTypes(model).filter((each) => isWanted(typeScope(each), settings)))
    files.push(await emitTypeModule(model, type, settings));
  return files;
};

async function emitTypeModule(model: SchemaModel, type: TypeModel, settings?: EmitSettings): Promise<OutputFile> {
  const declarations = enumDeclarations(model, type, settings?.enums);
  if (!isDeclaredEnum(model, type, settings?.enums))
    declarations.push(await declareType(model, type, "written", settings));
  if (isComposite(type.shape)) declarations.push(await declareType(model, type, "resolved", settings));
  const imports = importDeclarations(typeImports(model, type));
  const head = await formatTypeScript([`schema/${type.source}`], imports);
  const body = declarations.join("\n");
  const content = imports === "" ? head + body : `${head}\n${body}`;
  return { path: `types/${namesOf(type).module}.ts`, content, scope: typeScope(type) };
}

function typeImports(model: SchemaModel, type: TypeModel): NamedImport[] {
  return referencedTypes(type.shape).map((name) => {
    const referenced = typeNamed(model, name);
    const names = namesOf(referenced);
    return {
      from: moduleSpecifier(referenced, "types"),
      names: isComposite(type.shape) ? [names.type, names.resolved] : [names.type],
      typeOnly: true,
    };
  });
}
