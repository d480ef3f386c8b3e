import type { JsonObject } from "../../model/model.js";

/** The drafts of JSON Schema that a source may be written in; `$schema` decides. */
export type Draft = "2020-12" | "draft-07";

const DRAFT_07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;
/** How `$schema` names the draft of the core dialect. */
export const DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema";

/** The draft that a document is written in; what `$schema` does not name is read as 2020-12, and refused by the linter. */
export function draftOf({ $schema }: JsonObject): Draft {
  return typeof $schema === "string" && DRAFT_07.test($schema) ? "draft-07" : "2020-12";
}
