import type { EmitSettings, Emitter, OutputFile, SchemaModel, TypeModel } from "../model/model.js";
import {
  adviseName,
  checkName,
  isComposite,
  moduleSpecifier,
  namesOf,
  ownTypes,
  placeName,
  referencedTypes,
  typeNamed,
} from "../model/names.js";
import { formatTypeScript } from "../print/format.js";
import { importDeclarations } from "../print/source-file.js";
import { renderTemplate } from "../print/template.js";
import { placeExpression } from "./places.js";
import { isWanted, typeScope } from "./scope.js";

/**
 * `validators/`: for each type a module with its typed functions (`validateX`, `isX`, and for types that hold
 * properties `warnX` and `parseX`), which say in words what the checks of `checks/<module>.ts` (`emitChecks`) find, and
 * its Standard Schema, `standardX`;
 * `places/<module>.ts` has the facts for these words.
 */
export const emitValidators: Emitter = async (model, settings) => {
  const types = ownTypes(model).filter((type) => isWanted(typeScope(type), settings));
  const files = await Promise.all(
    types.map(async (type) => [await placeModule(model, type, settings), await validatorModule(type, settings)]),
  );
  return files.flat();
};

async function validatorModule(type: TypeModel, settings?: EmitSettings): Promise<OutputFile> {
  const names = namesOf(type);
  const functions = { check: checkName(type.name), advise: adviseName(type.name), place: placeName(type.name) };
  const template = isComposite(type.shape) ? "validators-of-composite.hbs" : "validators-of-scalar.hbs";
  const code = renderTemplate(template, { ...names, ...functions }, settings?.templates);
  const content = await formatTypeScript([`schema/${type.source}`], code);
  return { path: `validators/${names.module}.ts`, content, scope: typeScope(type) };
}

async function placeModule(model: SchemaModel, type: TypeModel, settings?: EmitSettings): Promise<OutputFile> {
  const others = referencedTypes(type.shape).map((name) => ({
    from: moduleSpecifier(typeNamed(model, name), "embed"),
    names: [placeName(name)],
    typeOnly: false,
  }));
  const imports = importDeclarations([{ from: "../../support/place.js", names: ["Place"], typeOnly: true }, ...others]);
  const expression = placeExpression(model, type);
  const code = renderTemplate(
    "place.hbs",
    { imports, type: type.name, name: placeName(type.name), expression },
    settings?.templates,
  );
  const content = await formatTypeScript([`schema/${type.source}`], code);
  return { path: `validators/places/${namesOf(type).module}.ts`, content, scope: typeScope(type) };
}
