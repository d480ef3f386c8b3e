import type { JsonObject, JsonValue } from "../../model/model.js";
import type { StructuralSchema } from "./node.js";

/**
 * The same schema with every description cut to so many characters (code points): at the end of a sentence if one
 * ends in the second half, otherwise at the end of a word, with `...`. 0 leaves no descriptions.
 */
export function limitDescriptions(schema: StructuralSchema, limit: number): StructuralSchema {
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, JsonValue][] => {
    if (keyword === "description" && typeof value === "string") {
      return limit === 0 ? [] : [[keyword, cutText(value, limit)]];
    }
    if (keyword === "properties") return [[keyword, limitMembers(value as JsonObject, limit)]];
    const isSchema = keyword === "items" || keyword === "additionalProperties";
    return [[keyword, isSchema ? limitDescriptions(value as StructuralSchema, limit) : value]];
  });
  return Object.fromEntries(entries);
}

function limitMembers(properties: JsonObject, limit: number): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, limitDescriptions(schema as StructuralSchema, limit)]),
  );
}

const ELLIPSIS = "...";

/** A text of at most `limit` characters: whole, or cut where a reader expects an end. */
export function cutText(text: string, limit: number): string {
  const characters = Array.from(text);
  if (characters.length <= limit) return text;
  const head = characters.slice(0, limit).join("");
  const rest = characters[limit] ?? "";
  const sentences = [...`${head}${rest}`.matchAll(/[.!?](?=\s)/g)];
  const sentenceEnd = (sentences.at(-1)?.index ?? -1) + 1;
  if (Array.from(head.slice(0, sentenceEnd)).length * 2 >= limit) return head.slice(0, sentenceEnd);
  // With the next character, so that a word that just fits is seen to end.
  const room = characters.slice(0, Math.max(0, limit - ELLIPSIS.length + 1)).join("");
  const words = room.slice(0, Math.max(0, room.search(/\s+\S*$/)));
  return words === "" ? head : `${words.replace(/[\s,;:([-]+$/, "")}${ELLIPSIS}`;
}
