import { Ajv, _, stringify, type CodeKeywordDefinition, type KeywordCxt } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { SchemaModel, Shape } from "../model/model.js";
import { adviseName, checkName, isComposite } from "../model/names.js";
import { adviceId, adviceSchemas } from "./advice.js";
import { checkSchemas, type JsonSchema } from "./json-schema.js";
import { readableChecks } from "./readable-checks.js";
import { uniqueItemsKeyword } from "./unique-items-keyword.js";

/** A placeholder in ajv's output for the functions behind `format`; `readableChecks` puts ours in its place. */
const FORMATS = _`formats`;

/** `checks.ts` without banner and layout: one exported check per type, and one for the warnings of each composite type. */
export function checksCode(model: SchemaModel): string {
  const schemas = [...checkSchemas(model), ...adviceSchemas(model)];
  const composite = model.types.filter(({ shape }) => isComposite(shape));
  const exports = Object.fromEntries([
    ...model.types.map(({ name }) => [checkName(name), name]),
    ...composite.map(({ name }) => [adviseName(name), adviceId(name)]),
  ]) as Record<string, string>;
  const ajv = newAjv(schemas, { ownProperties: model.types.some(({ shape }) => namesInheritedMember(shape)) });
  return readableChecks(
    standaloneCode.default(ajv, exports),
    new Map(Object.entries(exports).map(([name, id]) => [id, name])),
  );
}

/**
 * An ajv that compiles schemas for the generated checks; it reports all errors and contains no messages, since the messages are ours.
 * Strict about unknown keywords and formats. Conditions speak about fields that another place declares, hence no `strictRequired` and no `strictTypes`.
 */
function newAjv(schemas: readonly JsonSchema[], { ownProperties }: { readonly ownProperties: boolean }): Ajv {
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
