import type { EmitSettings, Emitter, OutputFile } from "../model/model.js";
import { isComposite, namesOf, ownTypes } from "../model/names.js";
import { formatTypeScript } from "../print/format.js";
import { renderTemplate } from "../print/template.js";
import { isWanted } from "./scope.js";

/** Support modules that users meet in signatures. The others are the inside of generated code and stay there. */
const PUBLIC_SUPPORT = ["options-validation-error", "standard-schema", "validation-issue"];

/** One line of an index file. */
interface Reexport {
  readonly from: string;
  /** Exports types only, so that nothing is loaded at run time. */
  readonly typeOnly: boolean;
}

/**
 * `index.ts` of the output and of its folders: the whole generated API in one import, or one artefact of it.
 * `types/index.ts` exports nothing but types, unless enums are declared as values.
 */
export const emitIndexFiles: Emitter = (model, settings) => {
  if (!isWanted(undefined, settings)) return [];
  const types = ownTypes(model);
  const all = types.map((type) => namesOf(type).module);
  const composite = types.filter((type) => isComposite(type.shape)).map((type) => namesOf(type).module);
  const index = (path: string, modules: readonly string[]) => indexFile(path, modules, settings);
  return Promise.all([
    index("index.ts", ["types/index", "defaults/index", "validators/index", "support/index"]),
    index("types/index.ts", all),
    index("defaults/index.ts", composite),
    index("validators/index.ts", all),
    index("support/index.ts", PUBLIC_SUPPORT),
  ]);
};

async function indexFile(path: string, modules: readonly string[], settings?: EmitSettings): Promise<OutputFile> {
  // Enums are values beside the types.
  const hasTypesOnly = (settings?.enums ?? "union") === "union";
  const exports = modules.map((module): Reexport => {
    const file = `./${module}.js`;
    return { from: file, typeOnly: hasTypesOnly && (path.startsWith("types/") || module.startsWith("types/")) };
  });
  // Without an import or export the file would be a script, not a module.
  const code = exports.length === 0 ? "export {};" : renderTemplate("index.hbs", { exports }, settings?.templates);
  return { path, content: await formatTypeScript([], code) };
}
