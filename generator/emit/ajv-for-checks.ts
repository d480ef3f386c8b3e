import { Ajv, Name, _, str, stringify, type Code, type CodeKeywordDefinition, type KeywordCxt } from "ajv";
import { uniqueItemsKeyword } from "./unique-items-keyword.js";

/** A placeholder in ajv's output for the functions behind `format`; `checkFunction` puts ours in its place. */
const FORMATS = _`formats`;

const INSTANCE_PATH = new Name("instancePath");
const ERRORS = new Name("errors");
const RECORDED = new Name("vErrors");

/**
 * An ajv that writes the generated checks; it reports all errors and contains no messages, since the messages are ours.
 * Strict about unknown keywords and formats. Conditions speak about fields that another place declares, hence no `strictRequired` and no `strictTypes`.
 *
 * @param checkOf the name of the check that a `$ref` calls
 */
export function newAjv(checkOf: (reference: string) => string, ownProperties: boolean): Ajv {
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
    addUsedSchema: false,
    ownProperties,
    formats: { "date-time": () => true },
    keywords: [uniqueItemsKeyword],
    // The code is read and never run, so the engine need not parse it.
    code: { esm: true, source: true, lines: true, formats: FORMATS, process: () => "return () => true" },
  });
  for (const keyword of UNUSED) ajv.removeKeyword(keyword);
  const ownEnum = ajv.getKeyword("enum") as CodeKeywordDefinition;
  ajv.removeKeyword("enum").addKeyword(enumKeyword(ownEnum));
  ajv.removeKeyword("multipleOf").addKeyword(MULTIPLE_OF);
  ajv.removeKeyword("$ref").addKeyword(referenceKeyword(checkOf));
  return ajv;
}

/** Keywords that the schemas of checks do without (json-schema.ts); ajv asks every schema for every keyword that it knows. */
const UNUSED = [
  ...["const", "contains", "dependencies", "propertyNames", "if", "then", "else", "discriminator", "nullable"],
  ...["$schema", "$id", "$defs", "$vocabulary", "definitions", "id", "$comment"],
];

/** The keyword `multipleOf` by the remainder, which is exact; ajv's looks at the quotient, which is whole for long integers. */
const MULTIPLE_OF: CodeKeywordDefinition = {
  keyword: "multipleOf",
  type: "number",
  schemaType: "number",
  error: { message: "", params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}` },
  code: (context) => {
    context.fail(_`${context.data} % ${context.schemaCode} !== 0`);
  },
};

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

/**
 * The keyword `$ref`: a call of another type's check, of which ajv sees no more than its name. So each type is compiled
 * once, and by itself: its code depends on its own schema only.
 */
function referenceKeyword(checkOf: (reference: string) => string): CodeKeywordDefinition {
  const code = ({ gen, data, it, schema }: KeywordCxt): void => {
    const check = new Name(checkOf(schema as string));
    gen.if(_`!${check}(${data}, ${joined(INSTANCE_PATH, it.errorPath)})`, () => {
      gen.assign(RECORDED, _`${RECORDED} === null ? ${check}.errors : ${RECORDED}.concat(${check}.errors)`);
      gen.assign(ERRORS, _`${RECORDED}.length`);
    });
  };
  return { keyword: "$ref", schemaType: "string", code };
}

function joined(first: Code, second: Code): Code {
  return second.emptyStr() ? first : str`${first}${second}`;
}
