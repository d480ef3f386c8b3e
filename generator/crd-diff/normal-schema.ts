import { own } from "../own.js";
import type { JsonObject, JsonValue } from "../model/model.js";
import { isObject, objectsOf, sameJson } from "./json.js";

/** Values that say the same as leaving the keyword out (types_jsonschema.go: zero values, and the documented defaults). */
const MEANS_NOTHING: Readonly<Record<string, readonly JsonValue[]>> = {
  nullable: [false],
  uniqueItems: [false],
  exclusiveMinimum: [false],
  exclusiveMaximum: [false],
  minLength: [0],
  minItems: [0],
  minProperties: [0],
  required: [[]],
  enum: [[]],
  allOf: [[]],
  anyOf: [[]],
  oneOf: [[]],
  properties: [{}],
  title: [""],
  description: [""],
  pattern: [""],
  format: [""],
  "x-kubernetes-validations": [[]],
  "x-kubernetes-list-map-keys": [[]],
  "x-kubernetes-int-or-string": [false],
  "x-kubernetes-embedded-resource": [false],
  "x-kubernetes-preserve-unknown-fields": [false],
  "x-kubernetes-list-type": ["atomic"],
  "x-kubernetes-map-type": ["granular"],
};

/** The one form of a union that the server knows; it says no more than `x-kubernetes-int-or-string` does. */
const INT_OR_STRING: JsonValue = [{ type: "integer" }, { type: "string" }];

/** A node without what says nothing, so that two nodes of one meaning are equal more often. Nodes below stay as they are. */
export function normalSchema(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(([keyword, value]) => saysSomething(schema, keyword, value));
  const normal = Object.fromEntries(kept);
  return schema["x-kubernetes-int-or-string"] === true ? withoutOwnUnion(normal) : normal;
}

function saysSomething(schema: JsonObject, keyword: string, value: JsonValue): boolean {
  // A keyword that is null is a nil pointer to the server.
  if (value === null) return false;
  if (keyword === "exclusiveMinimum" && typeof schema.minimum !== "number") return false;
  if (keyword === "exclusiveMaximum" && typeof schema.maximum !== "number") return false;
  const idle = own(MEANS_NOTHING, keyword) ?? [];
  return !idle.some((nothing) => sameJson(nothing, value));
}

function withoutOwnUnion({ anyOf, allOf, ...rest }: JsonObject): JsonObject {
  const members = objectsOf(allOf).filter((member) => !sameJson(member, { anyOf: INT_OR_STRING }));
  return {
    ...rest,
    ...(anyOf === undefined || sameJson(anyOf, INT_OR_STRING) ? {} : { anyOf }),
    ...(members.length === 0 ? {} : { allOf: members }),
  };
}

/** The schema without its words, at every depth: what two fields of one meaning have in common. */
export function wordless(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map((item: JsonValue) => wordless(item));
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([keyword, value]) => !(isWords(keyword) && typeof value === "string"));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, wordless(value)]));
}

function isWords(keyword: string): boolean {
  return keyword === "description" || keyword === "title";
}
