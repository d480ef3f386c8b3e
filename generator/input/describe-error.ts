import type { ErrorObject } from "ajv/dist/2020.js";
import { nearestWord } from "../../templates/support/nearest-word.js";

/** What ajv calls `"verbose"`: errors that carry the value and the schema they are about. */
export type SchemaError = ErrorObject<string, Readonly<Record<string, unknown>>>;

/** Longest text of a value that a message shows. */
const MAX_SHOWN = 40;

/** What is wrong with a value, in our words: what was found and what was expected, with a remedy where one is plain. */
export function describeError(error: SchemaError): string {
  const { keyword, params, schema, parentSchema, propertyName } = error;
  const found = propertyName === undefined ? shown(error.data) : `the name ${shown(error.data)}`;
  switch (keyword) {
    case "type":
      return `found ${found}, expected ${listed(wordsOf(params.type), "or")}`;
    case "enum":
      return `found ${found}, expected ${oneOf(error.data, params.allowedValues)}`;
    case "const":
      return `found ${found}, expected ${shown(params.allowedValue)}`;
    case "required":
      return `"${String(params.missingProperty)}" is missing`;
    case "dependentRequired":
      return `"${String(params.property)}" needs "${String(params.missingProperty)}" beside it`;
    case "additionalProperties":
      return unknownProperty(error);
    case "pattern":
      return typeof parentSchema?.["x-octopus-expected"] === "string"
        ? `found ${found}, expected ${parentSchema["x-octopus-expected"]}`
        : `${found} does not match the pattern ${String(schema)}`;
    case "format":
      return `${found} is not a ${String(schema)}`;
    case "uniqueItems":
      return "the list has an item twice; keep one of them";
    case "false schema":
      return "this cannot stand here; remove it";
    default:
      return Object.hasOwn(BOUND_WORDS, keyword)
        ? `${found} ${BOUND_WORDS[keyword] ?? ""} ${String(schema)}`
        : `${found} breaks a condition (${keyword})`;
  }
}

const BOUND_WORDS: Readonly<Record<string, string>> = {
  minLength: "is too short: the least number of characters is",
  maxLength: "is too long: the greatest number of characters is",
  minimum: "is too small: the least value is",
  maximum: "is too great: the greatest value is",
  minItems: "has too few items: the least number is",
  maxItems: "has too many items: the greatest number is",
  minProperties: "has too few properties: the least number is",
  maxProperties: "has too many properties: the greatest number is",
};

function unknownProperty({ params, parentSchema }: SchemaError): string {
  const name = String(params.additionalProperty);
  const known = Object.keys((parentSchema?.properties ?? {}) as object);
  const near = nearestWord(name, known);
  if (near !== undefined) return `"${name}" is unknown; did you mean "${near}"?`;
  return `"${name}" is unknown; expected ${known.length > 0 ? listed(known, "or") : "no properties"}`;
}

function oneOf(found: unknown, allowed: unknown): string {
  const values = (allowed as unknown[]).map(shown);
  const near = typeof found === "string" ? nearestWord(found, (allowed as unknown[]).map(String)) : undefined;
  return listed(values, "or") + (near === undefined ? "" : `; did you mean "${near}"?`);
}

function wordsOf(types: unknown): string[] {
  const names = Array.isArray(types) ? types.map(String) : [String(types)];
  return names.map((name) => (/^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`));
}

/** `a, b or c`. */
function listed(words: readonly string[], conjunction: string): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1) ?? ""}`;
}

/** A value as a message may show it: scalars as JSON, cut short, and of composites only what they are. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0 ? "{}" : "an object";
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}..."` : text;
}
