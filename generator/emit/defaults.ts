import type { EmitSettings, Emitter, OutputFile, SchemaModel, TypeModel } from "../model/model.js";
import { isComposite, moduleSpecifier, namesOf, ownTypes, typeNamed } from "../model/names.js";
import { formatTypeScript } from "../print/format.js";
import { functionDeclaration, importDeclarations, type NamedImport } from "../print/source-file.js";
import { isWanted, typeScope } from "./scope.js";
import { unionOf } from "./union-names.js";
import { writeAppliers, type Applier, type ApplierModule } from "./default-appliers.js";

/**
 * `defaults/<module>.ts` for each type that holds properties: `applyXDefaults`, which turns `X` into `ResolvedX`.
 *
 * Null and defaults mean what they mean to the API server: null in a property counts as absent, an absent property
 * gets its default, an absent parent stays absent unless it has a default itself, null in a map drops the key, null in a list stays and
 * is the validator's to refuse. Keys that the schema does not know are kept as they are.
 */
export const emitDefaults: Emitter = (model, settings) =>
  Promise.all(
    ownTypes(model)
      .filter((type) => isComposite(type.shape) && isWanted(typeScope(type), settings))
      .map((type) => emitDefaultsModule(model, type, settings)),
  );

async function emitDefaultsModule(model: SchemaModel, type: TypeModel, settings?: EmitSettings): Promise<OutputFile> {
  const written = writeAppliers(model, type, settings);
  const imports = importDeclarations(moduleImports(model, type, written));
  const code = [imports, ...written.appliers.map(applierText)].join("\n");
  return {
    path: `defaults/${namesOf(type).module}.ts`,
    content: await formatTypeScript([`schema/${type.source}`], code),
    scope: typeScope(type),
  };
}

function applierText({ name, parameterType, returnType, body, doc }: Applier): string {
  return functionDeclaration({
    name,
    exported: doc !== undefined,
    parameter: `value: ${parameterType}`,
    returnType,
    statements: body,
    ...(doc !== undefined && { doc }),
  });
}

function moduleImports(model: SchemaModel, type: TypeModel, written: ApplierModule): NamedImport[] {
  const { type: name, resolved, module } = namesOf(type);
  const union = unionOf(model, type);
  const appliers = written.references.map((reference) => {
    const referenced = typeNamed(model, reference);
    return { from: moduleSpecifier(referenced, "types"), names: [namesOf(referenced).applyDefaults], typeOnly: false };
  });
  return [
    { from: `../types/${module}.js`, names: [name, ...(union ? [union.written] : []), resolved], typeOnly: true },
    { from: "../support/copy-on-write.js", names: written.helpers, typeOnly: false },
    ...appliers,
  ];
}
