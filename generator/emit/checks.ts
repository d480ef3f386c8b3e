import { Ajv, _, stringify, type CodeKeywordDefinition, type KeywordCxt } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { SchemaModel, Shape, TypeModel } from "../model/model.js";
import { adviseName, checkName, isComposite, namesOf } from "../model/names.js";
import { adviceId, adviceSchema } from "./advice.js";
import { checkSchema, type JsonSchema } from "./json-schema.js";
import { readableChecks, type CheckedSchema } from "./readable-checks.js";
import { uniqueItemsKeyword } from "./unique-items-keyword.js";

/** A placeholder in ajv's output for the functions behind `format`; `readableChecks` puts ours in its place. */
const FORMATS = _`formats`;

/** Makes the code of one type's checks. */
export type ChecksCode = (type: TypeModel) => string;

/**
 * `checks/<module>.ts` without banner and layout, for the types of a model: the check of the type, and for composite
 * types that of its warnings. To the checks of other types ajv sees no more than a name, so each type is compiled
 * once, and by itself: its code depends on its own schema only.
 */
export function checksOf(model: SchemaModel): ChecksCode {
  const imported = model.types.flatMap((type) => idsOf(type).map((id) => [id, importedCheck(type, id)] as const));
  const stubs = imported.map(([id]) => ({ $id: id }));
  const ajvs = new Map<boolean, Ajv>();
  return (type) => {
    const ownProperties = namesInheritedMember(type.shape);
    const ajv = ajvs.get(ownProperties) ?? newAjv(stubs, ownProperties);
    ajvs.set(ownProperties, ajv);
    const own = idsOf(type).map((id) => [`${id}.own`, { check: nameOf(type, id), path: id }] as const);
    for (const [id, { path }] of own) {
      ajv.addSchema({ ...(path === type.name ? checkSchema(model, type) : adviceSchema(model, type.shape)), $id: id });
    }
    const exports = Object.fromEntries(own.map(([id, { check }]) => [check, id]));
    return readableChecks(standaloneCode.default(ajv, exports), new Map<string, CheckedSchema>([...imported, ...own]));
  };
}

/** The schemas of a type: its own and, where it holds properties, that of its warnings. */
function idsOf({ name, shape }: TypeModel): string[] {
  return isComposite(shape) ? [name, adviceId(name)] : [name];
}

function nameOf({ name }: TypeModel, id: string): string {
  return id === name ? checkName(name) : adviseName(name);
}

function importedCheck(type: TypeModel, id: string): CheckedSchema {
  return { check: nameOf(type, id), path: id, from: `./${namesOf(type).module}.js` };
}

/**
 * An ajv that compiles schemas for the generated checks; it reports all errors and contains no messages, since the messages are ours.
 * Strict about unknown keywords and formats. Conditions speak about fields that another place declares, hence no `strictRequired` and no `strictTypes`.
 */
function newAjv(schemas: readonly JsonSchema[], ownProperties: boolean): Ajv {
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allErrors: true,
    messages: false,
    inlineRefs: false,
    loopEnum: Infinity,
    loopRequired: Infinity,
    meta: false,
    validateSchema: false,
    ownProperties,
    formats: { "date-time": () => true },
    keywords: [uniqueItemsKeyword],
    code: { esm: true, source: true, lines: true, formats: FORMATS },
  });
  const ownEnum = ajv.getKeyword("enum") as CodeKeywordDefinition;
  ajv.removeKeyword("enum").addKeyword(enumKeyword(ownEnum));
  ajv.addSchema([...schemas]);
  return ajv;
}

/** More values than this are looked up in a set: compared one after the other they would nest too deep for a parser. */
const MANY_VALUES = 100;

/** The keyword `enum`, as ajv has it for few values. The schemas have it with scalars only. */
function enumKeyword(ownEnum: CodeKeywordDefinition): CodeKeywordDefinition {
  const code = (context: KeywordCxt): void => {
    const values = context.schema as readonly unknown[];
    if (values.length <= MANY_VALUES) {
      ownEnum.code(context);
      return;
    }
    const set = { key: values, ref: new Set(values), code: _`new Set(${stringify(values)})` };
    context.fail(_`!${context.gen.scopeValue("obj", set)}.has(${context.data})`);
  };
  return { keyword: "enum", schemaType: "array", ...(ownEnum.error && { error: ownEnum.error }), code };
}

/** True where a field is named like something that every object inherits (`constructor`), so that it seems to be there always. */
function namesInheritedMember(shape: Shape): boolean {
  switch (shape.kind) {
    case "object":
      return shape.properties.some((each) => each.wireName in Object.prototype || namesInheritedMember(each.shape));
    case "map":
      return namesInheritedMember(shape.values);
    case "array":
      return namesInheritedMember(shape.items);
    default:
      return false;
  }
}
