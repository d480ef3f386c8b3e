import type { JsonObject, JsonValue } from "../../model/model.js";
import { portablePattern } from "../portable-pattern.js";
import { isObject } from "../schema-nodes.js";
import { keyNames, permits, schemaOf, type KeyNames } from "./key-names.js";
import { omit, type Place } from "./place.js";

/** What the keys of an object may be: a map has one pattern of keys, and an object names its properties. */
export function keys(schema: JsonObject, place: Place): JsonObject {
  if (schema.type !== "object") return schema;
  return [patterns, names].reduce((result, step) => step(result, place), schema);
}

/** Patterns that any key matches. */
const EVERY_KEY = ["", "^", "$", ".*", "^.*", ".*$"];
/** Patterns that any key matches which has no line end. */
const NEARLY_EVERY_KEY = ["^.*$", ".+", "^.+$", ".", "^.+", ".+$"];

function patterns(schema: JsonObject, place: Place): JsonObject {
  const { patternProperties } = schema;
  if (!isObject(patternProperties)) return schema;
  const entries = Object.entries(patternProperties);
  const rest = omit(schema, "patternProperties");
  const [first] = entries;
  if (!first) {
    place.exact("patternProperties", "nothing, since it is empty");
    return rest;
  }
  const problem = problemOf(schema, entries);
  if (problem !== undefined) {
    place.refuse("patternProperties", problem);
    return { ...rest, additionalProperties: true };
  }
  const [, values] = first;
  const all = { ...omit(rest, "properties", "unevaluatedProperties"), additionalProperties: values };
  if (isSame(values, othersOf(schema)) || entries.some(([pattern]) => EVERY_KEY.includes(pattern))) {
    place.exact("patternProperties", "a map, whose keys may be anything");
    return all;
  }
  if (entries.some(([pattern]) => NEARLY_EVERY_KEY.includes(pattern))) {
    place.approximate("patternProperties", "becomes a map whose keys may be anything, empty ones and line ends too");
    return all;
  }
  const sources = entries.map(([pattern]) => portablePattern(pattern));
  const pattern = sources.length === 1 ? (sources[0] ?? "") : sources.map((source) => `(?:${source})`).join("|");
  place.exact("patternProperties", `a map with keys of the pattern ${pattern}`);
  return { ...all, propertyNames: { pattern } };
}

/** Why the patterns do not make a map. */
function problemOf(schema: JsonObject, entries: readonly [string, JsonValue][]): string | undefined {
  const values = entries[0]?.[1] ?? null;
  if (isObject(schema.properties) && Object.keys(schema.properties).length > 0)
    return "an API server has no object with properties and patterns of others; put the map into a property of its own";
  if (schema.propertyNames !== undefined) return "say what keys may be in one of patternProperties and propertyNames";
  if (schemaOf(values) === undefined || values === false)
    return "keys that must not be there have no form in an API server; write a pattern of those that may";
  if (entries.some(([, each]) => !isSame(each, values)))
    return "the values of a map have one schema, whatever their keys are; give each pattern a property of its own";
  const others = othersOf(schema);
  const all = [...EVERY_KEY, ...NEARLY_EVERY_KEY];
  if (others === false || isSame(others, values) || entries.some(([pattern]) => all.includes(pattern)))
    return undefined;
  return "what other keys have is left open; add additionalProperties: false, for a map with keys of this pattern";
}

/** What properties have that no pattern matches. */
function othersOf({ additionalProperties, unevaluatedProperties = true }: JsonObject): JsonValue {
  return additionalProperties ?? unevaluatedProperties;
}

function names(schema: JsonObject, place: Place): JsonObject {
  const given = schemaOf(schema.propertyNames);
  if (schema.propertyNames === undefined || given === undefined) return schema;
  const rest = omit(schema, "propertyNames");
  const found = given === false ? "no key is permitted; write maxProperties: 0" : keyNames(given);
  if (typeof found === "string") {
    place.refuse("propertyNames", found);
    return rest;
  }
  if (found.tests.length === 0) {
    place.exact("propertyNames", "nothing, since every key is a string");
    return rest;
  }
  if (isObject(schema.properties) && Object.keys(schema.properties).length > 0) return namedOnly(rest, found, place);
  if (schema.additionalProperties === false) {
    place.exact("propertyNames", "nothing, since there are no properties");
    return rest;
  }
  return found.listed ? listedOnly(rest, found.listed, found, place) : keyPattern(rest, found, place);
}

/** A closed object has no keys but those it names, which are judged here and now. */
function namedOnly(schema: JsonObject, found: KeyNames, place: Place): JsonObject {
  const properties = schema.properties as JsonObject;
  const isOpen = schema.additionalProperties === true || isObject(schema.additionalProperties);
  if (isOpen) {
    place.refuse(
      "propertyNames",
      "an object with properties that is open may have other keys, which no API server checks; write additionalProperties: false",
    );
    return schema;
  }
  const entries = Object.entries(properties).map(([name, child]): [string, JsonValue] => [
    name,
    permits(found, name) ? child : false,
  ]);
  const never = entries.filter(([name]) => !permits(found, name)).map(([name]) => name);
  place.exact("propertyNames", never.length === 0 ? "nothing, since all properties fit" : `no ${never.join(", ")}`);
  return { ...schema, properties: place.of(properties, "properties").made(Object.fromEntries(entries)) };
}

/** A map with keys from a list is an object. */
function listedOnly(schema: JsonObject, listed: readonly string[], found: KeyNames, place: Place): JsonObject {
  const { additionalProperties: values = true } = schema;
  const kept = listed.filter((key) => permits(found, key));
  place.exact("propertyNames", `an object with the properties ${kept.join(", ")}`);
  return { ...schema, properties: Object.fromEntries(kept.map((key) => [key, values])), additionalProperties: false };
}

function keyPattern(schema: JsonObject, { patterns }: KeyNames, place: Place): JsonObject {
  const [pattern, ...others] = patterns;
  if (pattern === undefined || others.length > 0) {
    place.refuse(
      "propertyNames",
      "no single pattern says what these keys may be; write one that does, such as ^[a-z]{1,63}$",
    );
    return schema;
  }
  if (isObject(schema.additionalProperties)) place.exact("propertyNames", `the pattern ${pattern} of the keys`);
  else place.refuse("propertyNames", ANY_VALUES);
  return { ...schema, additionalProperties: schemaOf(schema.additionalProperties) ?? {}, propertyNames: { pattern } };
}

const ANY_VALUES =
  "an API server checks keys only where the values have a type; write it as additionalProperties, or leave the keys free";

function isSame(a: JsonValue, b: JsonValue): boolean {
  return canonical(a === true ? {} : a) === canonical(b === true ? {} : b);
}

/** The same text for schemas of the same keywords, in whatever order. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, each: JsonValue) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}
