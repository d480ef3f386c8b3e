import type { CheckError } from "./check.js";
import { codePointLength } from "./code-point-length.js";
import { describeValue, listWords, quoteName } from "./found.js";
import { repeatedItem } from "./list-keys.js";
import { nearestWord } from "./nearest-word.js";
import { isHidden, stepInto, type ConditionWords, type Place, type Spot } from "./place.js";
import type { GenericIssueCode } from "./validation-issue.js";

/** The words of an issue; where it is and how severe are added by the caller. */
export interface IssueWords {
  readonly code: GenericIssueCode;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
  readonly message: string;
}

/** Longer numbers are not repeated. */
const MAX_NUMBER = 20;

/** More known fields than these are not listed in a message. */
const MAX_LISTED = 12;

/** What an error says that no rule of the schema accounts for. */
export function genericIssue(error: CheckError, spot: Spot): IssueWords {
  const { keyword, params = {} } = error;
  switch (keyword) {
    case "required":
      return missingField(spot, params.missingProperty ?? "");
    case "additionalProperties":
      return unknownField(spot, params.additionalProperty ?? "");
    case "type":
      return wrongType(spot, params.type ?? "");
    case "enum":
      return notAllowed(spot);
    case "minimum":
    case "maximum":
      return outOfRange(spot, keyword, params.limit ?? 0);
    case "x-unique-by":
      return repetition(spot, params.keys ?? []);
    case "pattern":
    case "format":
      return badValue("wrong-format", spot);
    default:
      return sizeIssue(spot, keyword, params.limit ?? 0) ?? conditionIssue(error, spot);
  }
}

function missingField(spot: Spot, name: string): IssueWords {
  const expected = expectedAt(stepInto(spot, name).place);
  const owner = spot.name === "" ? "" : ` to ${quoteName(spot.name)}`;
  const remedy = `add ${quoteName(name)}${owner}`;
  return {
    code: "missing-field",
    found: "nothing",
    expected,
    remedy,
    message: `missing field ${quoteName(name)}, expected ${expected}; ${remedy}`,
  };
}

function unknownField(spot: Spot, name: string): IssueWords {
  const { fields, keys } = spot.place;
  if (!fields && keys !== undefined) return wrongKey(spot, name, keys);
  const known = Object.keys(fields ?? {}).filter((field) => fields?.[field]?.deprecated !== true);
  const nearest = nearestWord(name, known);
  const list = listWords((nearest === undefined ? known : [nearest]).map(quoteName));
  const listed = nearest !== undefined || (known.length > 0 && known.length <= MAX_LISTED);
  const fallback = listed ? `remove it, or use ${list}` : "remove it";
  return {
    code: "unknown-field",
    found: quoteName(name),
    expected: listed ? list : "a known field",
    remedy: nearest === undefined ? fallback : `rename it to ${list}`,
    message: `unknown field ${quoteName(name)}; ${nearest === undefined ? fallback : `did you mean ${list}?`}`,
  };
}

function wrongKey(spot: Spot, name: string, keys: string): IssueWords {
  const expected = `a name that matches ${keys}`;
  const message = `the name ${quoteName(name)} in ${label(spot)} must match ${keys}`;
  return { code: "wrong-format", found: quoteName(name), expected, remedy: `write ${expected}`, message };
}

function wrongType(spot: Spot, type: string): IssueWords {
  const { expected: wanted, found } = sentence(spot);
  const expected = type !== "string" || wanted.includes("string") ? wanted : `a string, ${wanted}`;
  const remedy = typeRemedy(spot, type);
  const message = `${label(spot)} must be ${expected}, not ${found}${remedy === "" ? "" : `; ${remedy}`}`;
  return { code: "wrong-type", found, expected, remedy: remedy || `write ${wanted}`, message };
}

/** Quotes are what separates most wrong types from the right ones; "" where they are not the matter. */
function typeRemedy(spot: Spot, type: string): string {
  const { value, place } = spot;
  if (type === "string") {
    if (typeof value !== "number" && typeof value !== "boolean") return "";
    return place.example === undefined
      ? "write it in quotes"
      : `write a string such as ${JSON.stringify(place.example)}`;
  }
  const unquoted = type === "boolean" ? /^(?:true|false)$/ : /^-?\d+(?:\.\d+)?$/;
  const isQuoted = type !== "object" && type !== "array" && typeof value === "string" && unquoted.test(value);
  if (!isQuoted) return "";
  return isHidden(spot) || value.length > MAX_NUMBER ? "write it without quotes" : `write ${value} without quotes`;
}

function notAllowed(spot: Spot): IssueWords {
  const { value, place } = spot;
  const words = place.values?.filter((allowed): allowed is string => typeof allowed === "string") ?? [];
  const nearest = typeof value === "string" && !isHidden(spot) ? nearestWord(value, words) : undefined;
  const expected = place.values ? listValues(place.values) : expectedAt(place);
  const issue = badValue("value-not-allowed", spot, expected);
  if (nearest === undefined) return issue;
  const remedy = `write ${JSON.stringify(nearest)}`;
  return { ...issue, remedy, message: `${issue.message}; did you mean ${JSON.stringify(nearest)}?` };
}

function outOfRange(spot: Spot, keyword: string, limit: number): IssueWords {
  const bound = `a number of ${keyword === "minimum" ? "at least" : "at most"} ${limit}`;
  return badValue("out-of-range", spot, expectedAt(spot.place, bound));
}

const SIZES: Readonly<Record<string, readonly [code: GenericIssueCode, bound: string, unit: string, remedy: string]>> =
  {
    minLength: ["too-short", "at least", "character", "make it longer"],
    maxLength: ["too-long", "at most", "character", "shorten it"],
    minItems: ["too-few", "at least", "item", "add items"],
    maxItems: ["too-many", "at most", "item", "remove items"],
    minProperties: ["too-few", "at least", "field", "add fields"],
    maxProperties: ["too-many", "at most", "field", "remove fields"],
  };

function sizeIssue(spot: Spot, keyword: string, limit: number): IssueWords | undefined {
  const words = SIZES[keyword];
  if (!words) return undefined;
  const [code, bound, unit, remedy] = words;
  const expected = `${bound} ${count(limit, unit)}`;
  const size = sizeOf(spot.value);
  const found = count(size, unit);
  if (size === 0) return { ...emptiness(spot), code, found, expected };
  return { code, found, expected, remedy, message: `${label(spot)} must have ${expected}, not ${found}; ${remedy}` };
}

function emptiness(spot: Spot): Pick<IssueWords, "remedy" | "message"> {
  const remedy = `write ${expectedAt(spot.place)}`;
  return { remedy, message: `${label(spot)} must not be empty; ${remedy}` };
}

/** An item that an earlier one of the same list makes superfluous; `spot` is the list. */
function repetition(spot: Spot, keys: readonly string[]): IssueWords {
  const items = Array.isArray(spot.value) ? (spot.value as readonly unknown[]) : [];
  const item = stepInto(spot, `${repeatedItem(items, keys) ?? 0}`);
  const [names, same] = keys.length > 0 ? [listWords(keys.map(quoteName)), keys] : ["value", []];
  const values = same.map((key) => stepInto(item, key)).map((each) => describeValue(each.value, isHidden(each)));
  const found = listWords(same.length > 0 ? values : [describeValue(item.value, isHidden(item))]);
  const expected = `items that differ in ${names}`;
  const remedy = `remove the item, or give it another ${names}`;
  const message = `${label(spot)} must have ${expected}; ${found} is there twice; ${remedy}`;
  return { code: "repeated-item", found, expected, remedy, message };
}

/**
 * The field whose value would decide what a condition asks for, if it has none of those that the schema knows: then the
 * error of that field says all there is to say.
 */
export function undecidedBy(error: CheckError, spot: Spot): string | undefined {
  const words = conditionWords(error, spot);
  return words?.by !== undefined && caseOf(words, spot) === undefined ? words.by : undefined;
}

/** A condition of the schema without words of its own. What an object or a list is like, its reader can see. */
function conditionIssue(error: CheckError, spot: Spot): IssueWords {
  const code = typeof spot.value === "string" ? "wrong-format" : "value-not-allowed";
  const words = conditionWords(error, spot);
  if (typeof spot.value !== "object" || spot.value === null)
    return badValue(code, spot, words?.expected, words ? "it is" : "not");
  const noun = Array.isArray(spot.value) ? "a list" : "an object";
  const expected =
    (words && (caseOf(words, spot) ?? words.expected)) ?? `${noun} that meets the conditions of its schema`;
  const message = `${label(spot)} must be ${expected}`;
  return { code, found: noun, expected, remedy: `write ${expected}`, message };
}

/**
 * A type whose place null may take is checked where it is referred to, so that the paths of its conditions begin there, and
 * only their ends are those that the type's place knows.
 */
function conditionWords({ schemaPath = "" }: CheckError, { place }: Spot): ConditionWords | undefined {
  const { conditions = {} } = place;
  const end = /\/allOf\/\d+\/not$/.exec(schemaPath)?.[0] ?? "";
  const ending = Object.keys(conditions).filter((path) => path.endsWith(end));
  const [path = ""] = Object.hasOwn(conditions, schemaPath) ? [schemaPath] : ending.length === 1 ? ending : [];
  return end === "" ? undefined : conditions[path];
}

/** What the value of the deciding field asks for; undefined where it may not be told, or asks for nothing known. */
function caseOf({ by, cases = {} }: ConditionWords, spot: Spot): string | undefined {
  if (by === undefined) return undefined;
  const field = stepInto(spot, by);
  const value = JSON.stringify(field.value) as string | undefined;
  return value !== undefined && !isHidden(field) && Object.hasOwn(cases, value) ? cases[value] : undefined;
}

function badValue(code: GenericIssueCode, spot: Spot, wanted?: string, contrast: "not" | "it is" = "not"): IssueWords {
  const { expected, found } = sentence(spot, wanted);
  const shown = contrast === "not" ? `, not ${found}` : `; it is ${found}`;
  const told = isHidden(spot) ? "; what it is may be secret and is not shown" : shown;
  const message = `${label(spot)} must be ${expected}${told}`;
  return { code, found, expected, remedy: `write ${expected}`, message };
}

function sentence(spot: Spot, expected = expectedAt(spot.place)): { expected: string; found: string } {
  return { expected, found: describeValue(spot.value, isHidden(spot)) };
}

function expectedAt(place: Place, otherwise = "another value"): string {
  return place.expected ?? (place.values ? listValues(place.values) : otherwise);
}

function listValues(values: readonly (string | number | boolean)[]): string {
  return listWords(values.map((value) => JSON.stringify(value)));
}

function label(spot: Spot): string {
  if (spot.name !== "") return quoteName(spot.name);
  return spot.place.fields ? "the document" : "the value";
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

function sizeOf(value: unknown): number {
  if (typeof value === "string") return codePointLength(value);
  return Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
}
