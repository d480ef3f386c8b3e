import { Ajv } from "ajv";
import { isDateTime } from "../../templates/support/date-time.js";
import { repeatedItem } from "../../templates/support/list-keys.js";
import { GeneratorError } from "../diagnostics.js";
import { REG_EXP_ENGINE } from "../input/javascript-pattern.js";
import { applyDefaults } from "../model/expand-defaults.js";
import type { IntOrStringShape, JsonValue, SchemaModel, StringShape, TypeModel } from "../model/model.js";
import { typeNamed } from "../model/names.js";
import { meets } from "./condition.js";
import { inlineReference } from "./inline-reference.js";
import { checkSchemas } from "./json-schema.js";
import { sampleValue } from "./sample-value.js";
import { enumValues } from "./wording.js";

/** Valid values of a type, or why there are none. */
export interface TypeSamples {
  readonly samples: readonly JsonValue[];
  readonly reason: string;
}

/** More values of an enum than this say nothing new. */
const MANY_VALUES = 20;

/** The examples of a type, the values that it is limited to, and the least document that it takes: those that are valid. */
export function samplesFor(model: SchemaModel, type: TypeModel): TypeSamples {
  const { examples, shape } = inlineReference(model, type);
  const values = enumValues(shape)
    .slice(0, MANY_VALUES)
    .map(({ value }) => value);
  const { least, reason } = leastOf(model, type);
  const different = new Map([...examples, ...values, ...least].map((value) => [JSON.stringify(value), value]));
  const isValid = validatorOf(model, type);
  return { samples: [...different.values()].filter(isValid), reason };
}

function leastOf(model: SchemaModel, type: TypeModel): { readonly least: readonly JsonValue[]; reason: string } {
  try {
    const place = { ...type, examples: [], path: "", pointer: "" };
    return { least: [sampleValue(model, place)], reason: "the least that it could be breaks one" };
  } catch (error) {
    if (!(error instanceof GeneratorError)) throw error;
    const [first] = error.diagnostics;
    return { least: [], reason: first?.message.replace(/;.*/, "") ?? "" };
  }
}

const validators = new WeakMap<SchemaModel, Ajv>();

/** Tells of a document as it is written what the generated `isX` will tell. */
function validatorOf(model: SchemaModel, type: TypeModel): (value: JsonValue) => boolean {
  const ajv = validators.get(model) ?? newAjv(model);
  validators.set(model, ajv);
  return (value) =>
    ajv.validate(
      type.name,
      applyDefaults(type.shape, value, (name) => typeNamed(model, name)),
    );
}

function newAjv(model: SchemaModel): Ajv {
  const code = { regExp: REG_EXP_ENGINE };
  const ajv = new Ajv({ strict: false, validateSchema: false, inlineRefs: false, ownProperties: true, code });
  ajv.addFormat("date-time", isDateTime);
  const isUnique = (keys: readonly string[], items: readonly unknown[]) => repeatedItem(items, keys) === undefined;
  ajv.addKeyword({ keyword: "x-unique-by", type: "array", validate: isUnique });
  for (const each of checkSchemas(model)) ajv.addSchema(each);
  return ajv;
}

/** The examples that a text takes: all there is of it where its pattern is too much for fast-check. */
export function textSamples(
  { minLength, maxLength, pattern }: StringShape | IntOrStringShape,
  examples: readonly JsonValue[],
): string[] {
  const condition = {
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern }),
  };
  const texts = examples.filter((example) => typeof example === "string");
  return texts.filter((example) => meets(example, condition));
}
