import { parseJson } from "../../../generator/input/parse-json.js";
import type { JsonValue } from "../../../generator/model/model.js";

const SPELLING = Symbol("spelling");

/** A number as a document writes it: JavaScript has no other way to tell `1.0` from `1`. */
export interface NumberText {
  readonly [SPELLING]: string;
}

/** The number that is written like this. */
export function written(text: string): NumberText {
  return { [SPELLING]: text };
}

function isWritten(draft: Draft | undefined): draft is NumberText {
  return typeof draft === "object" && draft !== null && SPELLING in draft;
}

/** A document to be, in which numbers may have a spelling of their own. */
export type Draft = null | boolean | number | string | NumberText | readonly Draft[] | DraftObject;
export interface DraftObject {
  readonly [key: string]: Draft;
}

export function isList(draft: Draft | undefined): draft is readonly Draft[] {
  return Array.isArray(draft);
}

export function isObject(draft: Draft | undefined): draft is DraftObject {
  return typeof draft === "object" && draft !== null && !isList(draft) && !isWritten(draft);
}

/** The document as JSON text. */
export function textOf(draft: Draft): string {
  if (isWritten(draft)) return draft[SPELLING];
  if (isList(draft)) return `[${draft.map(textOf).join(",")}]`;
  if (!isObject(draft)) return JSON.stringify(draft);
  const members = Object.entries(draft).map(([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`);
  return `{${members.join(",")}}`;
}

/** The document as plain JSON. */
export function valueOf(draft: Draft): JsonValue {
  return parseJson(textOf(draft));
}

/**
 * A text that is the same for values that JSON calls the same: keys are sorted, and half of a surrogate pair, which Go
 * cannot hold, is U+FFFD, as it is for the server.
 */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === "string") return wellFormed(member);
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    const entries = Object.entries(member).map(([key, each]) => [wellFormed(key), each as unknown] as const);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The text with U+FFFD for each half of a surrogate pair that is alone. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, "\ufffd");
}
