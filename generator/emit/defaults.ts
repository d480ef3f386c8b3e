import { StructureKind, type FunctionDeclarationStructure } from "ts-morph";
import type { Emitter, OutputFile, SchemaModel, TypeModel } from "../model/model.js";
import { isComposite, namesOf, typeNamed } from "../model/names.js";
import { formatTypeScript } from "../print/format.js";
import { importDeclarations, printSourceFile, type NamedImport } from "../print/source-file.js";
import { writeAppliers, type Applier, type ApplierModule } from "./default-appliers.js";

/**
 * `defaults/<module>.ts` for each type that holds properties: `applyXDefaults`, which turns `X` into `ResolvedX`.
 *
 * Null and defaults mean what they mean to the API server: null in a property counts as absent, an absent property
 * gets its default, an absent parent stays absent unless it has a default itself, null in a map drops the key, null in a list stays and
 * is the validator's to refuse. Keys that the schema does not know are kept as they are.
 */
export const emitDefaults: Emitter = (model) =>
  Promise.all(model.types.filter(({ shape }) => isComposite(shape)).map((type) => emitDefaultsModule(model, type)));

async function emitDefaultsModule(model: SchemaModel, type: TypeModel): Promise<OutputFile> {
  const written = writeAppliers(model, type);
  const imports = importDeclarations(moduleImports(model, type, written));
  const code = printSourceFile({ statements: [...imports, ...written.appliers.map(functionDeclaration)] });
  return {
    path: `defaults/${namesOf(type).module}.ts`,
    content: await formatTypeScript([`schema/${type.source}`], code),
  };
}

function functionDeclaration(applier: Applier): FunctionDeclarationStructure {
  return {
    kind: StructureKind.Function,
    isExported: applier.doc !== undefined,
    name: applier.name,
    parameters: [{ name: "value", type: applier.parameterType }],
    returnType: applier.returnType,
    // As one statement, since ts-morph would put an empty line after each block.
    statements: applier.body.join("\n"),
    docs: applier.doc === undefined ? [] : [applier.doc],
  };
}

function moduleImports(model: SchemaModel, type: TypeModel, written: ApplierModule): NamedImport[] {
  const { type: name, resolved, module } = namesOf(type);
  const appliers = written.references.map((reference) => {
    const names = namesOf(typeNamed(model, reference));
    return { from: `./${names.module}.js`, names: [names.applyDefaults], typeOnly: false };
  });
  return [
    { from: `../types/${module}.js`, names: [name, resolved], typeOnly: true },
    { from: "../support/copy-on-write.js", names: written.helpers, typeOnly: false },
    ...appliers,
  ];
}
