import type { JsonObject } from "../../model/model.js";
import { draftOf, DRAFT_2020 } from "./drafts.js";
import { omit, type Place } from "./place.js";

/** Words that may stand beside a reference in every draft, since they say nothing about the value. */
const PROSE: ReadonlySet<string> = new Set(["$ref", "title", "description", "$comment", "examples", "deprecated"]);

/** Draft-07 ignores what stands beside a reference; 2020-12 takes it as one more condition. */
export function references(source: JsonObject, place: Place): JsonObject {
  const schema = withoutIdentity(source, place);
  if (place.draft !== "draft-07" || typeof schema.$ref !== "string") return schema;
  const ignored = Object.keys(schema).filter((keyword) => !PROSE.has(keyword) && keyword !== "$schema");
  const idle = ignored.filter((keyword) => !["$defs", "definitions"].includes(keyword));
  for (const keyword of idle)
    place.approximate(
      keyword,
      "draft-07 ignores what stands beside $ref, and so it is left out; in 2020-12 it would count",
    );
  return omit(schema, ...idle);
}

/** The schema without what others refer to it by: its plain name, and the URI that a schema within a document has. */
export function withoutIdentity(source: JsonObject, place: Place): JsonObject {
  return withoutUri(withoutAnchor(source, place), place);
}

function withoutAnchor(schema: JsonObject, place: Place): JsonObject {
  const { $anchor, $id } = schema;
  const isOld = place.draft === "draft-07";
  const keyword = isOld ? "$id" : "$anchor";
  const isAnchor = isOld ? typeof $id === "string" && $id.startsWith("#") : typeof $anchor === "string";
  if (!isAnchor) return schema;
  place.exact(keyword, "nothing: references to it lead to its place");
  return omit(schema, keyword);
}

function withoutUri(schema: JsonObject, place: Place): JsonObject {
  const { $id, $schema } = schema;
  if (place.pointer === "" || typeof $id !== "string") return schema;
  place.exact("$id", "nothing: references to it lead to its place");
  if (typeof $schema !== "string") return omit(schema, "$id");
  if (isOfDraft($schema, place)) return omit(schema, "$id", "$schema");
  place.refuse("$schema", "a schema within another is of the same draft; write this one as a file of its own");
  return omit(schema, "$id");
}

function isOfDraft($schema: string, { draft }: Place): boolean {
  return draft === "draft-07" ? draftOf({ $schema }) === draft : $schema.replace(/#$/, "") === DRAFT_2020;
}
