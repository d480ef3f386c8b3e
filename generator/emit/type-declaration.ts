import { compile, type JSONSchema } from "json-schema-to-typescript";
import type { EmitSettings, SchemaModel, Shape, TypeModel } from "../model/model.js";
import { namesOf } from "../model/names.js";
import { branchSchema } from "./branch-schema.js";
import { PRINT_WIDTH } from "../print/format.js";
import { layOutDeclaration } from "../print/declaration.js";
import type { TypeForm } from "./type-forms.js";
import { CALLED_METHOD, typeSchema } from "./type-schema.js";
import { docComment } from "../print/source-file.js";
import { typeDoc } from "./type-documentation.js";
import { unionOf, type NamedUnion } from "./union-names.js";

/** The name that json-schema-to-typescript is told: it bends others to its own rules. */
const PLACEHOLDER = "Declared";

/** How json-schema-to-typescript prints that an object has other keys. */
const INDEX_SIGNATURE = "[k: string]";

/**
 * The exported declaration of one type in one form, with its doc comments, printed by json-schema-to-typescript. Of
 * a union, those of the properties that its alternatives have in common, of each alternative, and of the union.
 */
export async function declareType(
  model: SchemaModel,
  type: TypeModel,
  form: TypeForm,
  settings: EmitSettings = {},
): Promise<string> {
  const union = unionOf(model, type);
  if (union) return declareUnion(model, type, union, form, settings);
  const names = namesOf(type);
  const name = form === "written" ? names.type : names.resolved;
  // Extending the written form, the resolved one inherits its doc comments, and the compiler checks that it fits.
  const base = form === "written" ? undefined : names.type;
  return declare(typeSchema(model, type, form, settings), { name, base }, type.shape);
}

async function declareUnion(
  model: SchemaModel,
  type: TypeModel,
  union: NamedUnion,
  form: TypeForm,
  settings: EmitSettings,
): Promise<string> {
  const { shape } = type;
  if (shape.kind !== "object") throw new Error(`${type.name} is a union, but no object`);
  const name = form === "written" ? type.name : namesOf(type).resolved;
  const fields = {
    ...typeSchema(model, type, form, settings),
    description: `What the alternatives of {@link ${name}} have in common.`,
  };
  const base = form === "written" ? undefined : union.written;
  const declarations = [await declare(fields, { name: union[form], base }, shape)];
  for (const branch of union.branches) {
    const schema = branchSchema(model, shape, branch.facts, form, settings);
    const described = { ...schema, description: `An alternative of {@link ${name}}.` };
    declarations.push(await declare(described, { name: branch[form], base: union[form] }, shape));
  }
  const alternatives = union.branches.map((branch) => branch[form]).join(" | ");
  const whole = `${docComment(typeDoc(type, form))}export type ${name} = ${alternatives}`;
  return [...declarations, layOutDeclaration(whole, PRINT_WIDTH)].join("\n");
}

/** What is declared, and the interface that it extends. */
interface Heading {
  readonly name: string;
  readonly base: string | undefined;
}

async function declare(schema: JSONSchema, heading: Heading, shape: Shape): Promise<string> {
  const printed = await compile(schema, PLACEHOLDER, {
    bannerComment: "",
    format: false,
    // References are names to import, not declarations to repeat.
    declareExternallyReferenced: false,
    ignoreMinAndMaxItems: true,
  });
  const whole = printed.replaceAll(JSON.stringify(CALLED_METHOD.standIn), CALLED_METHOD.name);
  return layOutDeclaration(withHeading(await withRecords(whole, shape), heading), PRINT_WIDTH);
}

/** Maps read better as `Record<string, T>`. The syntax tree takes longer to load than a thousand types take to print. */
async function withRecords(text: string, shape: Shape): Promise<string> {
  if (!text.includes(INDEX_SIGNATURE)) return text;
  const { restyleIndexSignatures } = await import("./index-signatures.js");
  return restyleIndexSignatures(text, shape.kind === "map");
}

function withHeading(text: string, { name, base }: Heading): string {
  const extended = base === undefined ? "" : ` extends ${base}`;
  const headings = [
    [`export interface ${PLACEHOLDER} {`, `export interface ${name}${extended} {`],
    [`export type ${PLACEHOLDER} = `, `export type ${name} = `],
  ] as const;
  const heading = headings.find(([printed]) => text.startsWith(printed) || text.includes(`\n${printed}`));
  if (!heading) throw new Error(`json-schema-to-typescript declared something unknown for ${name}:\n${text}`);
  const at = text.startsWith(heading[0]) ? 0 : text.indexOf(`\n${heading[0]}`) + 1;
  return text.slice(0, at) + heading[1] + text.slice(at + heading[0].length);
}
