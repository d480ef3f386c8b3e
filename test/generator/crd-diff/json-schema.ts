import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { JsonObject, JsonValue } from "../../../generator/model/model.js";

/**
 * A structural schema as JSON Schema that says what the server does to a document under strict field validation:
 * undeclared fields are errors unless the object keeps them, exclusive bounds are flags, defaults are filled in.
 */
export function jsonSchemaOf(node: JsonObject, inJunctor = false): JsonObject {
  const below = (value: JsonValue | undefined, junctor = inJunctor) =>
    jsonSchemaOf((value ?? {}) as JsonObject, junctor);
  const schema: Record<string, JsonValue> = { ...node };
  for (const [bound, flag] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    const exclusive = node[flag] === true && node[bound] !== undefined;
    Reflect.deleteProperty(schema, exclusive ? bound : flag);
    if (exclusive) schema[flag] = node[bound] ?? null;
  }
  if (node["x-kubernetes-int-or-string"] === true) schema.type = ["integer", "string"];
  if (node.properties)
    schema.properties = Object.fromEntries(
      Object.entries(node.properties as JsonObject).map(([name, field]) => [name, below(field)]),
    );
  if (node.items) schema.items = below(node.items);
  if (typeof node.additionalProperties === "object") schema.additionalProperties = below(node.additionalProperties);
  if (!inJunctor && node.type === "object" && node.additionalProperties === undefined)
    schema.additionalProperties = node["x-kubernetes-preserve-unknown-fields"] === true;
  // An empty list says nothing to the server, and to ajv that no value is valid.
  for (const keyword of ["allOf", "anyOf", "oneOf", "enum"] as const)
    if (Array.isArray(node[keyword]) && node[keyword].length === 0) Reflect.deleteProperty(schema, keyword);
  for (const keyword of ["allOf", "anyOf", "oneOf"] as const)
    if (schema[keyword]) schema[keyword] = (node[keyword] as JsonObject[]).map((member) => below(member, true));
  if (node.not) schema.not = below(node.not, true);
  return schema;
}

const ajv = new Ajv2020({ strict: false, useDefaults: true, validateSchema: false, code: { optimize: false } });

/** Whether a server with this schema would take a document; the document itself is not changed. */
export function takes(node: JsonObject): (document: JsonValue) => boolean {
  const validate: ValidateFunction = ajv.compile(jsonSchemaOf(node));
  return (document) => validate(structuredClone(document));
}

/** Whether every default satisfies its own schema; a server refuses a CRD where one does not. */
export function hasSoundDefaults(node: JsonObject): boolean {
  const below = [...Object.values((node.properties ?? {}) as JsonObject), node.items, node.additionalProperties];
  const sound = node.default === undefined || takes(node)(node.default);
  return sound && below.every((child) => typeof child !== "object" || hasSoundDefaults(child as JsonObject));
}
