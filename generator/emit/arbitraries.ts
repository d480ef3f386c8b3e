import { readFile } from "node:fs/promises";
import { GeneratorError, type Diagnostic } from "../diagnostics.js";
import type { EmitSettings, Emitter, JsonValue, OutputFile, SchemaModel, TypeModel } from "../model/model.js";
import { namesOf, ownTypes } from "../model/names.js";
import { typeScriptBanner } from "../print/banner.js";
import { formatStatements, formatTypeScript } from "../print/format.js";
import { importDeclarations } from "../print/source-file.js";
import { renderTemplate, templatePath } from "../print/template.js";
import { arbitraryExpression } from "./arbitrary-expression.js";
import { samplesFor } from "./arbitrary-samples.js";
import { isWanted, typeScope } from "./scope.js";

/**
 * `arbitraries/`, where a run is to emit it: for each type a module with `arbitraryX`, which makes valid documents for
 * fast-check, and `samplesX`. Throws a `GeneratorError` where it finds no valid sample: without one, values that meet the
 * rules of a type might never be found.
 */
export const emitArbitraries: Emitter = async (model, settings) => {
  if (!settings?.arbitraries) return [];
  const wanted = ownTypes(model).filter((type) => isWanted(typeScope(type), settings));
  const sampled = wanted.map((type) => ({ type, ...samplesFor(model, type) }));
  const missing = sampled.filter(({ samples }) => samples.length === 0);
  if (missing.length > 0) throw new GeneratorError(missing.map(({ type, reason }) => sampleMissing(type, reason)));
  const files = await Promise.all(sampled.map(({ type, samples }) => moduleOf(model, type, samples, settings)));
  return isWanted(undefined, settings)
    ? [...files, await indexFile(ownTypes(model), settings), await supportFile(settings)]
    : files;
};

async function moduleOf(
  model: SchemaModel,
  type: TypeModel,
  samples: readonly JsonValue[],
  settings: EmitSettings,
): Promise<OutputFile> {
  const names = namesOf(type);
  const { code: expression, helpers, types } = arbitraryExpression(model, type);
  const imports = importDeclarations([
    { from: "../support/arbitrary.js", names: ["arbitraryOf", "samplesOf", ...helpers], typeOnly: false },
    { from: `../types/${names.module}.js`, names: [names.type], typeOnly: true },
    { from: `../validators/${names.module}.js`, names: [names.is], typeOnly: false },
    ...types.map((other) => ({
      from: `./${namesOf(other).module}.js`,
      names: [namesOf(other).arbitrary],
      typeOnly: false,
    })),
  ]);
  const data = { ...names, imports, expression, samples: JSON.stringify(samples) };
  const code = await formatStatements(renderTemplate("arbitrary.hbs", data, settings.templates));
  const content = typeScriptBanner([`schema/${type.source}`]) + code;
  return { path: `arbitraries/${names.module}.ts`, content, scope: typeScope(type) };
}

async function indexFile(types: readonly TypeModel[], { templates }: EmitSettings): Promise<OutputFile> {
  const exports = types.map((type) => ({ from: `./${namesOf(type).module}.js`, typeOnly: false }));
  const code = exports.length === 0 ? "export {};" : renderTemplate("index.hbs", { exports }, templates);
  return { path: "arbitraries/index.ts", content: await formatTypeScript([], code) };
}

async function supportFile({ templates }: EmitSettings): Promise<OutputFile> {
  const name = "arbitraries/arbitrary.ts";
  const text = await readFile(templatePath(name, templates), "utf8");
  const content = typeScriptBanner([`templates/${name}`]) + text.replaceAll("\r\n", "\n");
  return { path: "support/arbitrary.ts", content };
}

function sampleMissing({ name, source }: TypeModel, reason: string): Diagnostic {
  const message = `no value of ${name} was found that meets all its rules, for its samples and its arbitrary (${reason}); add \`examples\` with one`;
  return { code: "invalid-example", severity: "error", file: source, pointer: "", line: 0, column: 0, message };
}
