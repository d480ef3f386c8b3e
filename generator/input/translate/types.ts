import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { omit, shown, type Place } from "./place.js";
import { mergedAlternative, nullAlternative, scalarAlternatives } from "./type-alternatives.js";

/** Gives a schema one type of the core dialect, and says apart from it whether null is a value of its own. */
export function types(schema: JsonObject, place: Place): JsonObject {
  const single = scalarAlternatives(mergedAlternative(nullAlternative(schema, place), place), place);
  if (single.$ref !== undefined) return single;
  if (single.type === undefined) return inferType(single, place);
  if (single.type === "null") {
    place.refuse(
      "type",
      "a value that can only be null says nothing, and an API server has no such type; remove the property",
    );
    return { ...single, type: "string" };
  }
  return Array.isArray(single.type) ? typeOfList(single, single.type as readonly JsonValue[], place) : single;
}

const EVERY_TYPE = ["object", "array", "string", "number", "boolean"] as const;

function typeOfList(schema: JsonObject, list: readonly JsonValue[], place: Place): JsonObject {
  const types = new Set(list);
  const nullable = types.delete("null") ? { nullable: true } : {};
  if (types.has("number")) types.delete("integer");
  const names = [...types];
  const [only] = names;
  if (EVERY_TYPE.every((name) => types.has(name))) {
    place.exact("type", "any value, which x-kubernetes-preserve-unknown-fields lets through");
    return { ...omit(schema, "type"), ...nullable, "x-kubernetes-preserve-unknown-fields": true };
  }
  if (only !== undefined && names.length === 1) {
    place.exact("type", "nullable" in nullable ? `${shown(only)} with nullable: true` : shown(only));
    return { ...schema, ...nullable, type: only };
  }
  if (names.length === 2 && types.has("string") && types.has("integer")) {
    place.exact("type", "x-kubernetes-int-or-string");
    return { ...schema, ...nullable, type: ["integer", "string"] };
  }
  if (names.length === 0) return types.size === 0 && "nullable" in nullable ? onlyNull(schema, place) : schema;
  place.refuse("type", UNION);
  return { ...schema, type: only ?? "string" };
}

function onlyNull(schema: JsonObject, place: Place): JsonObject {
  return types({ ...schema, type: "null" }, place);
}

/** Advice for unions of types that an API server does not have. */
export const UNION =
  "an API server knows no value of several types, but for an integer or a string; give each type a property of its own, " +
  'write the value as a string, or write ["integer", "string"]';

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  string: ["minLength", "maxLength", "pattern", "contentEncoding"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  array: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "additionalItems"],
  object: [
    ...["properties", "required", "additionalProperties", "propertyNames", "patternProperties", "minProperties"],
    ...["maxProperties", "unevaluatedProperties"],
  ],
};

const VALUES = ["enum", "const", "oneOf"] as const;

/** The type of a schema that does not name one: that of its values, or of the keywords that it has. */
function inferType(schema: JsonObject, place: Place): JsonObject {
  if (schema["x-kubernetes-int-or-string"] === true) return intOrString(schema, place);
  if (schema["x-kubernetes-preserve-unknown-fields"] === true) return schema;
  const listed = VALUES.flatMap((keyword) => listedValues(keyword, schema[keyword]));
  if (listed.length > 0) return typeOfValues(schema, listed, place);
  const fitting = Object.entries(GROUPS).filter(([, keywords]) =>
    keywords.some((keyword) => schema[keyword] !== undefined),
  );
  const [first] = fitting;
  if (fitting.length > 1) {
    place.refuse(
      "",
      `the schema has keywords of several types (${fitting.map(([type]) => type).join(", ")}); give it one type`,
    );
    return { ...schema, type: "object" };
  }
  if (first) {
    const keyword = first[1].find((name) => schema[name] !== undefined) ?? "";
    place.approximate(
      keyword,
      `the schema names no type; since ${keyword} is about values of type ${first[0]}, all others are refused`,
    );
    return { ...schema, type: first[0] };
  }
  if (["allOf", "anyOf", "not", "if", "oneOf"].some((keyword) => schema[keyword] !== undefined)) return schema;
  if (schema.format !== undefined)
    return {
      ...schema,
      type: typeof schema.format === "string" && /^u?int|^float|^double/.test(schema.format) ? "number" : "string",
    };
  place.exact("", "any value, which x-kubernetes-preserve-unknown-fields lets through");
  return { ...schema, "x-kubernetes-preserve-unknown-fields": true };
}

function intOrString(schema: JsonObject, place: Place): JsonObject {
  place.exact("x-kubernetes-int-or-string", "an integer or a string");
  return { ...omit(schema, "x-kubernetes-int-or-string", "anyOf"), type: ["integer", "string"] };
}

function listedValues(keyword: (typeof VALUES)[number], value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  if (keyword === "const") return [value];
  if (!Array.isArray(value)) return [];
  if (keyword === "enum") return value as readonly JsonValue[];
  const members = value as readonly JsonValue[];
  return members.every((member) => isObject(member) && member.const !== undefined)
    ? members.map((member) => (member as JsonObject).const ?? null)
    : [];
}

function typeOfValues(schema: JsonObject, listed: readonly JsonValue[], place: Place): JsonObject {
  const types = new Set(listed.filter((value) => value !== null).map(typeOfValue));
  if (types.has("number")) types.delete("integer");
  const [type] = types;
  if (types.size > 1 || type === undefined || type === "array" || type === "object") {
    const keyword = VALUES.find((name) => schema[name] !== undefined) ?? "enum";
    place.refuse(keyword, type === undefined ? "null alone is no value to an API server; remove the property" : MIXED);
    return { ...omit(schema, ...VALUES), type: "string" };
  }
  place.exact(VALUES.find((name) => schema[name] !== undefined) ?? "enum", `values of type ${type}`);
  return { ...schema, type, ...(listed.includes(null) && { nullable: true }) };
}

const MIXED =
  "the values are of several types, or are lists or objects, which an API server cannot compare reliably; list scalars of one type";

/** The type of a JSON value, as the core dialect names it. */
export function typeOfValue(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  if (value === null) return "null";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}
