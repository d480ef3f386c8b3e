import type { JsonObject, JsonValue } from "../../model/model.js";
import { regExpOf } from "../javascript-pattern.js";
import { portablePattern } from "../portable-pattern.js";
import { isObject } from "../schema-nodes.js";
import { FORMATS } from "./formats.js";
import { membersOf } from "./place.js";
import { own } from "../../own.js";

/** What keys must be: each part is true for a key that meets it, and one part at most is a pattern that says it too. */
export interface KeyNames {
  /** The only keys there may be. */
  readonly listed?: readonly string[];
  readonly tests: readonly ((key: string) => boolean)[];
  /** Patterns that together mean the same as the tests; undefined where no pattern can say a part. */
  readonly patterns: readonly (string | undefined)[];
}

/** Go repeats no more often than this. */
const MAX_REPEAT = 1000;
const ANY_CHARACTER = "[\\x00-\u{10ffff}]";
const PROSE = ["title", "description", "$comment", "examples", "type", "default", "deprecated"];

/** What `propertyNames` says; a text says why it cannot be read. */
export function keyNames(schema: JsonObject): KeyNames | string {
  const { type } = schema;
  if (type !== undefined && ![type].flat().includes("string"))
    return "a key is always a string, which the type rules out; remove it";
  const known = ["pattern", "minLength", "maxLength", "format", "enum", "const", ...PROSE];
  const other = Object.keys(schema).find((keyword) => !known.includes(keyword));
  if (other !== undefined)
    return `${other} of keys is checked by no API server; write pattern, minLength, maxLength, enum or const`;
  const parts = [patternPart(schema), lengthPart(schema), formatPart(schema)].filter((part) => part !== undefined);
  const problem = parts.find((part) => typeof part === "string");
  if (problem !== undefined) return problem;
  const sound = parts.filter((part) => typeof part === "object");
  const listed = listedKeys(schema);
  return {
    ...(listed && { listed }),
    tests: [...sound.map(({ test }) => test), ...(listed ? [(key: string) => listed.includes(key)] : [])],
    patterns: sound.map(({ pattern }) => pattern),
  };
}

interface Part {
  readonly test: (key: string) => boolean;
  readonly pattern?: string;
}

function patternPart({ pattern }: JsonObject): Part | string | undefined {
  if (typeof pattern !== "string") return undefined;
  const portable = portablePattern(pattern);
  try {
    const expression = regExpOf(portable);
    return { pattern: portable, test: (key) => expression.test(key) };
  } catch (error) {
    return `the pattern is no regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function lengthPart({ minLength, maxLength }: JsonObject): Part | undefined {
  const [least, most] = [numberOf(minLength) ?? 0, numberOf(maxLength)];
  if (least === 0 && most === undefined) return undefined;
  const test = (key: string) => {
    const { length } = Array.from(key);
    return least <= length && length <= (most ?? Infinity);
  };
  if (Math.max(least, most ?? 0) > MAX_REPEAT) return { test };
  const pattern =
    most === undefined ? `${ANY_CHARACTER}{${least}}` : `^${ANY_CHARACTER}{${least},${Math.max(least, most)}}$`;
  return most !== undefined && most < least ? { test } : { test, pattern };
}

function formatPart({ format }: JsonObject): Part | string | undefined {
  if (typeof format !== "string") return undefined;
  const translation = own(FORMATS, format);
  if (translation?.pattern === undefined) return `the format "${format}" of keys has no pattern of its own; write one`;
  const { pattern, maxLength = Infinity } = translation;
  const expression = regExpOf(pattern);
  const test = (key: string) => expression.test(key) && Array.from(key).length <= maxLength;
  return maxLength === Infinity ? { test, pattern } : { test };
}

/** Keys are strings, so that other values can never be one. */
function listedKeys(schema: JsonObject): readonly string[] | undefined {
  if (schema.enum === undefined && schema.const === undefined) return undefined;
  const lists = [
    ...(schema.enum === undefined ? [] : [membersOf(schema.enum)]),
    ...(schema.const === undefined ? [] : [[schema.const]]),
  ];
  const [first = [], ...others] = lists;
  const texts = first.filter((value): value is string => typeof value === "string");
  return [...new Set(texts)].filter((text) => others.every((list) => list.includes(text)));
}

function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Whether a key may be there. */
export function permits({ tests }: KeyNames, key: string): boolean {
  return tests.every((test) => test(key));
}

/** The schema that a boolean or an object stands for; undefined for what is neither. */
export function schemaOf(value: JsonValue | undefined): JsonObject | false | undefined {
  if (value === true) return {};
  return value === false || isObject(value) ? value : undefined;
}
