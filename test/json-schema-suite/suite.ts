import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { JsonObject, JsonValue } from "../../generator/model/model.js";

/** A schema of the public JSON Schema test suite, with its documents. */
export interface SuiteGroup {
  /** Base name of the file, which is that of the keyword. */
  readonly file: string;
  readonly description: string;
  readonly schema: JsonValue;
  readonly tests: readonly { readonly description: string; readonly data: JsonValue; readonly valid: boolean }[];
}

const FOLDER = join(import.meta.dirname, "draft2020-12");

/** All groups, in the order of the files. */
export function suiteGroups(): SuiteGroup[] {
  return readdirSync(FOLDER).flatMap((name) => {
    const groups = JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Omit<SuiteGroup, "file">[];
    return groups.map((group) => ({ ...group, file: basename(name, ".json") }));
  });
}

const ANY: JsonObject = { "x-kubernetes-preserve-unknown-fields": true };

/** Keywords that the dialect wants below a type; the suite leaves the type out. */
const TYPE_OF: Readonly<Record<string, string>> = {
  ...{ properties: "object", additionalProperties: "object", propertyNames: "object", patternProperties: "object" },
  ...{ required: "object", dependentRequired: "object", dependentSchemas: "object", items: "array", contains: "array" },
  ...{ uniqueItems: "array", prefixItems: "array", format: "string" },
};

/**
 * The schema as a source of the dialect writes it, in which every schema has a type or takes any value, objects say
 * whether they are open, and lists what their items are. Keywords that the dialect does not know stay, to be refused.
 */
export function asSource(schema: JsonValue): JsonValue {
  if (schema === true) return ANY;
  if (!isObject(schema)) return schema;
  const keywords: JsonObject = Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== "$schema"));
  const type = keywords.type ?? impliedType(keywords);
  if (type === undefined && keywords.$ref === undefined) {
    return Object.keys(keywords).length === 0 ? ANY : { ...ANY, allOf: [keywords] };
  }
  const { properties, items, additionalProperties } = keywords;
  return {
    ...keywords,
    ...(type !== undefined && { type }),
    ...(isObject(properties) && { properties: mapValues(properties, asSource) }),
    ...(items !== undefined ? { items: asSource(items) } : type === "array" && { items: ANY }),
    ...(type === "object" && {
      additionalProperties: isObject(additionalProperties)
        ? asSource(additionalProperties)
        : (additionalProperties ?? true),
    }),
  };
}

/** The type that the schema's keywords are about, where the dialect cannot do without it. */
export function impliedType(schema: JsonValue): string | undefined {
  if (!isObject(schema) || schema.type !== undefined) return undefined;
  const own = Object.keys(schema)
    .map((keyword) => TYPE_OF[keyword])
    .find((type) => type !== undefined);
  return own ?? typeOfMembers(schema);
}

/** The type that all members of a composed schema are of. */
function typeOfMembers(schema: JsonObject): string | undefined {
  const members = ["allOf", "anyOf", "oneOf"].flatMap((keyword) => (schema[keyword] ?? []) as readonly JsonValue[]);
  const types = new Set(members.map((member) => (isObject(member) ? (member.type ?? impliedType(member)) : undefined)));
  const [type] = types;
  return types.size === 1 && typeof type === "string" ? type : undefined;
}

function mapValues(object: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

/** True for what JSON calls an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
