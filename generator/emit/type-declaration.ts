import { compile } from "json-schema-to-typescript";
import type { EmitSettings, SchemaModel, TypeModel } from "../model/model.js";
import { namesOf } from "../model/names.js";
import { PRINT_WIDTH } from "../print/format.js";
import { layOutDeclaration } from "../print/declaration.js";
import type { TypeForm } from "./type-forms.js";
import { CALLED_METHOD, typeSchema } from "./type-schema.js";

/** The name that json-schema-to-typescript is told: it bends others to its own rules. */
const PLACEHOLDER = "Declared";

/** How json-schema-to-typescript prints that an object has other keys. */
const INDEX_SIGNATURE = "[k: string]";

/** The exported declaration of one type in one form, with its doc comments, printed by json-schema-to-typescript. */
export async function declareType(
  model: SchemaModel,
  type: TypeModel,
  form: TypeForm,
  settings: EmitSettings = {},
): Promise<string> {
  const printed = await compile(typeSchema(model, type, form, settings), PLACEHOLDER, {
    bannerComment: "",
    format: false,
    // References are names to import, not declarations to repeat.
    declareExternallyReferenced: false,
    ignoreMinAndMaxItems: true,
  });
  const whole = printed.replaceAll(JSON.stringify(CALLED_METHOD.standIn), CALLED_METHOD.name);
  return layOutDeclaration(withHeading(await withRecords(whole, type), type, form), PRINT_WIDTH);
}

/** Maps read better as `Record<string, T>`. The syntax tree takes longer to load than a thousand types take to print. */
async function withRecords(text: string, type: TypeModel): Promise<string> {
  if (!text.includes(INDEX_SIGNATURE)) return text;
  const { restyleIndexSignatures } = await import("./index-signatures.js");
  return restyleIndexSignatures(text, type.shape.kind === "map");
}

function withHeading(text: string, type: TypeModel, form: TypeForm): string {
  const names = namesOf(type);
  const name = form === "written" ? names.type : names.resolved;
  // Extending the written form, the resolved one inherits its doc comments, and the compiler checks that it fits.
  const base = form === "written" ? "" : ` extends ${names.type}`;
  const headings = [
    [`export interface ${PLACEHOLDER} {`, `export interface ${name}${base} {`],
    [`export type ${PLACEHOLDER} = `, `export type ${name} = `],
  ] as const;
  const heading = headings.find(([printed]) => text.startsWith(printed) || text.includes(`\n${printed}`));
  if (!heading) throw new Error(`json-schema-to-typescript declared something unknown for ${type.name}:\n${text}`);
  const at = text.startsWith(heading[0]) ? 0 : text.indexOf(`\n${heading[0]}`) + 1;
  return text.slice(0, at) + heading[1] + text.slice(at + heading[0].length);
}
