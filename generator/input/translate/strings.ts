import type { JsonObject } from "../../model/model.js";
import { portablePattern } from "../portable-pattern.js";
import { BASE64, FORMATS, INSTEAD } from "./formats.js";
import { membersOf, omit, shown, type Place } from "./place.js";
import { own } from "../../own.js";

/** Formats and encodings of strings as patterns, and patterns in the form that JavaScript and Go read alike. */
export function strings(schema: JsonObject, place: Place): JsonObject {
  const isString = schema.type === "string" || Array.isArray(schema.type);
  if (!isString)
    return typeof schema.format === "string" && schema.type !== undefined ? misplaced(schema, place) : schema;
  return [rewritten, formatted, encoded].reduce((result, step) => step(result, place), schema);
}

function misplaced(schema: JsonObject, place: Place): JsonObject {
  place.refuse("format", `formats are of strings and numbers, not of values of type ${shown(schema.type)}; remove it`);
  return omit(schema, "format");
}

function rewritten(schema: JsonObject, place: Place): JsonObject {
  const { pattern } = schema;
  if (typeof pattern !== "string") return schema;
  const portable = portablePattern(pattern);
  if (portable !== pattern) place.exact("pattern", portable);
  return { ...schema, pattern: portable };
}

function formatted(schema: JsonObject, place: Place): JsonObject {
  const { format } = schema;
  if (typeof format !== "string") return schema;
  const translation = own(FORMATS, format);
  if (!translation) {
    place.refuse(
      "format",
      `"${format}" is not checked alike everywhere: ${own(INSTEAD, format) ?? "write a pattern, or leave it out"}`,
    );
    return omit(schema, "format");
  }
  if (translation.kept) {
    if (!Array.isArray(schema.type)) return schema;
    place.refuse("format", "an integer or a string has no format; write a pattern");
    return omit(schema, "format");
  }
  const { pattern, differs, secret } = translation;
  if (secret && /\/(?:items|additionalProperties)$/.test(place.pointer)) {
    place.approximate("format", "only a property can be secret: mark the list or map with x-octopus-secret");
    return omit(schema, "format");
  }
  const into = pattern === undefined ? "x-octopus-secret" : `the pattern ${pattern}`;
  if (differs === undefined) place.exact("format", into);
  else place.approximate("format", `"${format}" becomes a pattern: ${differs}`);
  const bounded = withMaxLength(omit(schema, "format"), translation.maxLength);
  if (secret) return { ...bounded, "x-octopus-secret": true };
  return pattern === undefined ? bounded : withPattern(bounded, pattern);
}

function encoded(schema: JsonObject, place: Place): JsonObject {
  const { contentEncoding } = schema;
  if (typeof contentEncoding !== "string") return schema;
  const rest = omit(schema, "contentEncoding");
  if (contentEncoding === "base64") {
    place.exact("contentEncoding", `the pattern ${BASE64}`);
    return withPattern(rest, BASE64);
  }
  place.refuse(
    "contentEncoding",
    `"${contentEncoding}" is not checked by an API server; write a pattern, or use base64`,
  );
  return rest;
}

function withMaxLength(schema: JsonObject, most: number | undefined): JsonObject {
  if (most === undefined) return schema;
  const { maxLength } = schema;
  return { ...schema, maxLength: typeof maxLength === "number" ? Math.min(maxLength, most) : most };
}

/** A second pattern is a condition. */
function withPattern(schema: JsonObject, pattern: string): JsonObject {
  if (schema.pattern === undefined) return { ...schema, pattern };
  if (schema.pattern === pattern) return schema;
  return { ...schema, allOf: [...membersOf(schema.allOf), { pattern }] };
}
