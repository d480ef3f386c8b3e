import { own } from "../../own.js";
import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { followed } from "./merge.js";
import { membersOf, omit, shown, type Place } from "./place.js";

const EMBEDDED = "x-kubernetes-embedded-resource";

/**
 * What an API server asks of the values (apiextensions-apiserver, pkg/apiserver/schema/objectmeta/validation.go): a
 * group and a version, or a version alone; and a label of RFC 1035 in lower case or upper. Two letters beyond ASCII
 * become ASCII when Go puts them into lower case.
 */
const LETTER = "A-Za-z\\u0130\\u212a";
const FIELDS: Readonly<Record<string, JsonObject>> = {
  apiVersion: {
    description: "Group and version of the resource, such as `apps/v1`, or its version alone.",
    type: "string",
    minLength: 1,
    maxLength: 317,
    pattern: "^[^/]*(?:/[^/]*)?$",
  },
  kind: {
    description: "Kind of the resource, such as `Deployment`.",
    type: "string",
    maxLength: 63,
    pattern: `^[${LETTER}](?:[${LETTER}0-9-]*[${LETTER}0-9])?$`,
  },
  metadata: {
    description: "What Kubernetes knows the resource by: its name, labels and the like.",
    type: "object",
    additionalProperties: true,
  },
};

/**
 * An embedded resource declares what the server asks of every resource. What is in its metadata remains the server's:
 * that is checked as for an object of its own, against rules that no keyword has.
 */
export function embeddedResource(schema: JsonObject, place: Place): JsonObject {
  if (schema[EMBEDDED] !== true) return schema;
  const problem = problemOf(schema);
  if (problem !== undefined) {
    place.refuse(EMBEDDED, problem);
    return schema;
  }
  place.approximate(
    EMBEDDED,
    "the API server alone checks what is in metadata, and drops what it does not know there; the generated validator lets any object pass",
  );
  const declared = isObject(schema.properties) ? schema.properties : {};
  const below = place.of(declared, "properties");
  const entries = Object.entries(FIELDS).map(([name, field]): [string, JsonValue] => {
    const given = own(declared, name);
    return [name, given === undefined || given === true ? field : besides(name, given, below)];
  });
  const required = [...new Set([...membersOf(schema.required), "apiVersion", "kind"])];
  return {
    ...schema,
    required,
    properties: below.made({ ...Object.fromEntries(entries), ...omit(declared, ...Object.keys(FIELDS)) }),
  };
}

function problemOf({ type, $ref, additionalProperties }: JsonObject): string | undefined {
  if ($ref !== undefined) return "say it in the schema that $ref leads to";
  if (type !== "object") return `a resource is an object, and this is of type ${shown(type)}; remove it`;
  if (isObject(additionalProperties) && Object.keys(additionalProperties).length > 0)
    return "a resource is no map: write its fields as properties, or additionalProperties: true";
  return undefined;
}

/** What the source says of a field, and what the server asks of it. */
function besides(name: string, given: JsonValue, below: Place): JsonValue {
  if (name === "metadata") return openMetadata(given, below);
  const { minLength, maxLength, pattern } = FIELDS[name] ?? {};
  const asked = { ...(minLength !== undefined && { minLength }), maxLength, pattern } as JsonObject;
  return isObject(given) ? below.of(given, name).made({ allOf: [given, asked] }) : given;
}

/** The server keeps all metadata of a resource, so that what the source says of them may leave none out. */
function openMetadata(given: JsonValue, below: Place): JsonValue {
  const at = below.of(given, "metadata");
  const target = isObject(given) ? followed({ schema: given, place: at }).schema : {};
  const { additionalProperties, unevaluatedProperties, properties } = target;
  const isDecided = target !== given && properties !== undefined;
  const others = additionalProperties ?? unevaluatedProperties ?? !isDecided;
  if (isObject(given) && others === true)
    return target === given ? at.made({ ...given, additionalProperties: true }) : given;
  at.refuse(
    isObject(given) ? "additionalProperties" : "",
    "an API server keeps all metadata of an embedded resource, declared or not; write additionalProperties: true",
  );
  return given;
}
