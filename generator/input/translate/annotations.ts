import type { JsonObject } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { describe } from "./documents.js";
import { omit, texts, type Place } from "./place.js";

/** What a schema tells its readers. The core dialect has a description; other prose becomes part of it. */
export function annotations(schema: JsonObject, place: Place): JsonObject {
  if (schema.nullable !== undefined) place.refuse("nullable", NULLABLE);
  const steps = [nestedTitle, access, media, emptyProse];
  return steps.reduce((result, step) => step(result, place), omit(schema, "nullable"));
}

const NULLABLE =
  'nullable is no keyword of JSON Schema; write "type": ["string", "null"] for a null that is a value of its own, ' +
  "or leave it out: a field that is null counts as absent";

function nestedTitle(schema: JsonObject, place: Place): JsonObject {
  if (place.pointer === "" || typeof schema.title !== "string" || isDefinition(place)) return schema;
  place.exact("title", "the first words of the description");
  return { ...omit(schema, "title"), description: describe(schema.title, schema.description) };
}

function isDefinition({ pointer }: Place): boolean {
  return /^\/(?:\$defs|definitions)\/[^/]+$/.test(pointer);
}

const ACCESS: Readonly<Record<string, string>> = { readOnly: "Read-only.", writeOnly: "Write-only." };

function access(schema: JsonObject, place: Place): JsonObject {
  return Object.entries(ACCESS).reduce((result, [keyword, words]) => {
    if (typeof result[keyword] !== "boolean") return result;
    place.exact(keyword, result[keyword] ? `the words "${words}" in the description` : "nothing, since it is false");
    const rest = omit(result, keyword);
    return result[keyword] ? { ...rest, description: describe(words, rest.description) } : rest;
  }, schema);
}

/** What a string holds is not checked, in JSON Schema 2020-12 neither. */
function media(schema: JsonObject, place: Place): JsonObject {
  const { contentMediaType, contentSchema } = schema;
  if (contentSchema !== undefined) place.approximate("contentSchema", "what is inside of the text is not checked");
  if (typeof contentMediaType !== "string") return omit(schema, "contentSchema");
  place.exact("contentMediaType", "words in the description");
  const rest = omit(schema, "contentMediaType", "contentSchema");
  return { ...rest, description: describe(`Content: ${contentMediaType}.`, rest.description) };
}

const MEMBERS = { items: "Each item", additionalProperties: "Each value" } as const;

/** Items and map values, once translated, have no documentation of their own: theirs goes to the list or map. */
export function memberProse(schema: JsonObject, place: Place): JsonObject {
  return Object.entries(MEMBERS).reduce((result, [keyword, words]) => {
    const member = result[keyword];
    if (!isObject(member)) return result;
    const prose = texts(member.title, member.description);
    if (prose.length === 0 && member.examples === undefined) return result;
    const below = place.of(member, keyword);
    if (prose.length > 0) below.exact("description", "words in the description of the list or map");
    if (member.examples !== undefined)
      below.approximate("examples", "examples are shown of properties only, not of items or values");
    const rest = below.made(omit(member, "title", "description", "examples"));
    if (prose.length === 0) return { ...result, [keyword]: rest };
    const description = texts(result.description, `${words}: ${prose.join(". ")}`);
    return { ...result, [keyword]: rest, description: description.join("\n\n") };
  }, schema);
}

function emptyProse(schema: JsonObject): JsonObject {
  const empty = ["description", "$comment"].filter((keyword) => schema[keyword] === "");
  return omit(
    schema,
    ...empty,
    ...(Array.isArray(schema.examples) && schema.examples.length === 0 ? ["examples"] : []),
  );
}
