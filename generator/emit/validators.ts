import type { Emitter, OutputFile, SchemaModel, TypeModel } from "../model/model.js";
import { adviseName, checkName, isComposite, namesOf, placeName, referencedTypes } from "../model/names.js";
import { typeScriptBanner } from "../print/banner.js";
import { formatTypeScript } from "../print/format.js";
import { renderTemplate } from "../print/template.js";
import { checksOf, type ChecksCode } from "./checks.js";
import { placeExpression } from "./places.js";

/**
 * `validators/`: for each type a module with its typed functions (`validateX`, `isX`, and for types that hold
 * properties `warnX` and `parseX`), which say in words what the checks of `checks/<module>.ts` find; `places.ts` has
 * the facts for these words.
 */
export const emitValidators: Emitter = async (model) => {
  if (model.types.length === 0) return [];
  const modules = model.types.map((type) => validatorModule(type));
  const checksCode = checksOf(model);
  const checks = model.types.map((type) => checksModule(type, checksCode));
  return [...checks, ...(await Promise.all([placesModule(model), ...modules]))];
};

async function validatorModule(type: TypeModel): Promise<OutputFile> {
  const names = namesOf(type);
  const functions = { check: checkName(type.name), advise: adviseName(type.name), place: placeName(type.name) };
  const template = isComposite(type.shape) ? "validators-of-composite.hbs" : "validators-of-scalar.hbs";
  const code = renderTemplate(template, { ...names, ...functions });
  return {
    path: `validators/${names.module}.ts`,
    content: await formatTypeScript([`schema/${type.source}`], code),
  };
}

/** The files that are not type-checked: ajv writes JavaScript. Their exports are typed. */
function checksModule(type: TypeModel, checksCode: ChecksCode): OutputFile {
  const content = typeScriptBanner([`schema/${type.source}`]) + checksCode(type);
  return { path: `validators/checks/${namesOf(type).module}.ts`, content: `// @ts-nocheck\n${content}` };
}

async function placesModule(model: SchemaModel): Promise<OutputFile> {
  const places = referencedFirst(model).map((type) => ({
    type: type.name,
    name: placeName(type.name),
    expression: placeExpression(model, type),
  }));
  const code = renderTemplate("places.hbs", { places });
  return { path: "validators/places.ts", content: await formatTypeScript([], code) };
}

/** Each type after those it refers to, since a constant can only mention what is there already. */
function referencedFirst(model: SchemaModel): TypeModel[] {
  const byName = new Map(model.types.map((type) => [type.name, type]));
  const ordered = new Set<TypeModel>();
  const visit = (type: TypeModel | undefined): void => {
    if (!type || ordered.has(type)) return;
    referencedTypes(type.shape).forEach((name) => {
      visit(byName.get(name));
    });
    ordered.add(type);
  };
  model.types.forEach(visit);
  return [...ordered];
}
