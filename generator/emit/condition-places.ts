import type { Condition, Documentation, JsonValue, SchemaModel, Shape } from "../model/model.js";
import { typeNamed, unreachable } from "../model/names.js";
import { conditionText } from "./condition-words.js";
import { isPlain, rulePath } from "./json-schema.js";
import { own } from "../own.js";

/** Longer sentences are not read; a reader is sent to the schema instead. */
const MAX_WORDS = 400;

/** The words of a condition as places have them (templates/support/place.ts). */
type ConditionWords =
  | { readonly expected: string }
  | { readonly expected: string; readonly by: string; readonly cases: Readonly<Record<string, string>> };

/** The words of those conditions of a shape that checks report as a whole, by where they report them. */
export function conditionWords(
  model: SchemaModel,
  shape: Shape,
  typePath: string,
  documented?: Documentation,
): Readonly<Record<string, ConditionWords>> {
  // What the schema says a scalar is says more than what its conditions add up to.
  if (hasOwnWords(model, shape, documented)) return {};
  const rules = shape.kind === "object" ? shape.rules.length : 0;
  const noun = nounOf(model, shape);
  const entries = shape.conditions.flatMap((condition, index) => {
    if (isPlain(condition)) return [];
    const words = wordsOf(condition, noun);
    return words ? [[typePath + rulePath(rules + index), words] as const] : [];
  });
  return Object.fromEntries(entries);
}

function wordsOf(condition: Condition, noun: string): ConditionWords | undefined {
  const expected = `${noun} that ${conditionText(condition)}`;
  const cases = casesOf(condition, noun);
  const short = expected.length <= MAX_WORDS ? expected : `${noun} that meets the conditions of its schema`;
  if (cases && Object.values(cases.cases).every((each) => each.length <= MAX_WORDS))
    return { expected: short, ...cases };
  return short === expected ? { expected } : undefined;
}

/** What each value of a field asks for, where every alternative requires the field, with values that no other has. */
function casesOf(condition: Condition, noun: string): { by: string; cases: Record<string, string> } | undefined {
  const { oneOf, anyOf = oneOf, ...others } = condition;
  const [first] = anyOf ?? [];
  if (!anyOf || !first || Object.keys(others).length > 0) return undefined;
  const by = (first.required ?? []).find((name) => {
    const values = anyOf.map((each) => valuesAt(each, name));
    const all = values.flatMap((each) => each ?? []);
    return !values.includes(undefined) && new Set(all).size === all.length;
  });
  if (by === undefined) return undefined;
  const cases = anyOf.flatMap((each) =>
    (valuesAt(each, by) ?? []).map((value) => [value, caseText(each, by, value, noun)] as const),
  );
  return { by, cases: Object.fromEntries(cases) };
}

/** The values that a field must have, as JSON; undefined where it may be absent, or have any. */
function valuesAt({ required = [], properties = {} }: Condition, name: string): readonly string[] | undefined {
  const values = required.includes(name) ? own(properties, name)?.enum : undefined;
  return values?.every(isScalar) ? values.map((value) => JSON.stringify(value)) : undefined;
}

function caseText(
  { required = [], properties = {}, ...others }: Condition,
  by: string,
  value: string,
  noun: string,
): string {
  const asked = Object.fromEntries(Object.entries(properties).filter(([name]) => name !== by));
  const rest = conditionText({ ...others, required: required.filter((name) => name !== by), properties: asked });
  return `${noun} that ${rest} since \`${by}\` is ${value}`;
}

function isScalar(value: JsonValue): boolean {
  return value === null || typeof value !== "object";
}

function hasOwnWords(model: SchemaModel, shape: Shape, documented?: Documentation): boolean {
  if (shape.kind === "object" || shape.kind === "map" || shape.kind === "array") return false;
  if ((shape.expected ?? documented?.expected) !== undefined) return true;
  if (shape.kind !== "reference") return false;
  const type = typeNamed(model, shape.type);
  return hasOwnWords(model, type.shape, type);
}

function nounOf(model: SchemaModel, shape: Shape): string {
  switch (shape.kind) {
    case "object":
    case "map":
      return "an object";
    case "array":
      return "a list";
    case "string":
      return "a string";
    case "integer":
      return "an integer";
    case "number":
      return "a number";
    case "boolean":
    case "int-or-string":
    case "any":
      return "a value";
    case "reference":
      return nounOf(model, typeNamed(model, shape.type).shape);
    default:
      return unreachable(shape);
  }
}
