import { own } from "../../own.js";
import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { embeddedResource } from "./embedded-resource.js";
import { isForeign } from "./foreign.js";
import { followed } from "./merge.js";
import { omit, shown, type Place } from "./place.js";

const PRESERVE = "x-kubernetes-preserve-unknown-fields";
const INT_OR_STRING = "x-kubernetes-int-or-string";
const EMBEDDED = "x-kubernetes-embedded-resource";

/** Keywords of Kubernetes' own OpenAPI documents, which the schema of a CRD does not have. */
const OF_BUILT_IN_TYPES: ReadonlySet<string> = new Set([
  ...["x-kubernetes-group-version-kind", "x-kubernetes-patch-strategy", "x-kubernetes-patch-merge-key"],
  ...["x-kubernetes-unions", "x-kubernetes-action"],
]);

/** The schema without what other tools and other schemas of Kubernetes have for themselves. */
export function withoutForeign(schema: JsonObject, place: Place): JsonObject {
  const foreign = Object.keys(schema).filter(isForeign);
  for (const keyword of foreign) place.exact(keyword, "nothing: an annotation for another tool");
  const builtIn = Object.keys(schema).filter((keyword) => OF_BUILT_IN_TYPES.has(keyword));
  for (const keyword of builtIn)
    place.approximate(keyword, "only Kubernetes' own types have it; a CRD has no such keyword, so it is left out");
  return foreign.length + builtIn.length === 0 ? schema : omit(schema, ...foreign, ...builtIn);
}

/** An object that keeps unknown fields is an open one, which is how the core dialect says it. */
export function openObjects(schema: JsonObject, place: Place): JsonObject {
  const types: readonly (JsonValue | undefined)[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  if (schema[PRESERVE] !== true || !types.includes("object")) return schema;
  const rest = omit(schema, PRESERVE);
  const others = rest.additionalProperties ?? rest.unevaluatedProperties ?? true;
  if (others === true || (isObject(others) && Object.keys(others).length === 0)) {
    place.exact(PRESERVE, "additionalProperties: true");
    return { ...omit(rest, "unevaluatedProperties"), additionalProperties: true };
  }
  if (others === false) place.refuse(PRESERVE, CLOSED);
  else place.exact(PRESERVE, "nothing: a map keeps all its keys");
  return rest;
}

/** Kubernetes' own keywords, once the type is known: those that say nothing are left out, and those that cannot be refused. */
export function extensions(source: JsonObject, place: Place): JsonObject {
  return [withoutFalse, openObjects, idleOpen, typedIntOrString, embeddedResource].reduce(
    (schema, step) => step(schema, place),
    source,
  );
}

function withoutFalse(schema: JsonObject, place: Place): JsonObject {
  const idle = [PRESERVE, INT_OR_STRING, EMBEDDED].filter((keyword) => own(schema, keyword) === false);
  for (const keyword of idle) place.exact(keyword, "nothing, since it is false");
  return idle.length === 0 ? schema : omit(schema, ...idle);
}

const CLOSED = "it keeps the fields that additionalProperties: false refuses; keep one of the two";

/** Only objects have unknown fields; on another value the keyword says nothing to a server either. */
function idleOpen(schema: JsonObject, place: Place): JsonObject {
  const { type, $ref } = schema;
  if (schema[PRESERVE] !== true || (type === undefined && $ref === undefined)) return schema;
  const target = followed({ schema, place }).schema;
  const isClosed = target.type === "object" && (target.additionalProperties ?? false) === false;
  if (isClosed) place.refuse(PRESERVE, "the object that $ref leads to refuses unknown fields; say it there");
  else place.exact(PRESERVE, "nothing: the value has no unknown fields");
  return omit(schema, PRESERVE);
}

function typedIntOrString(schema: JsonObject, place: Place): JsonObject {
  if (schema[INT_OR_STRING] !== true) return schema;
  const { type } = schema;
  if (Array.isArray(type)) place.exact(INT_OR_STRING, "nothing: the type says it");
  else
    place.refuse(
      INT_OR_STRING,
      type === undefined
        ? "say it in the schema that $ref leads to"
        : `the value is an integer or a string by this, and of type ${shown(type)} besides; keep one of the two`,
    );
  return omit(schema, INT_OR_STRING);
}
