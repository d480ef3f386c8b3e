import type { JsonObject, JsonValue } from "../../model/model.js";
import type { InlinedShape, Place } from "../inline-reference.js";

/** A schema of `apiextensions.k8s.io/v1`, as far as the API server calls it structural. */
export type StructuralSchema = JsonObject;

/** A place of the document, ready for translation: no references left. */
export interface StructuralNode extends Place<InlinedShape> {
  readonly default?: JsonValue;
  readonly aliasOf?: string;
}

/** Translates a place below the node. */
export type Translate = (
  place: Place & { readonly default?: JsonValue; readonly aliasOf?: string },
) => StructuralSchema;

/**
 * One concern of the translation. The name is a sentence about the output; `apply` gives the keywords that the concern
 * contributes, none where it does not apply. No two rules contribute the same keyword.
 */
export interface StructuralRule {
  readonly name: string;
  readonly apply: (node: StructuralNode, translate: Translate) => StructuralSchema;
}

/** The object without the entries that are undefined. */
export function defined(entries: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}

/** The object that a keyword has; an empty one where it has none. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** True for what JSON calls an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== undefined && value !== null && typeof value === "object" && !Array.isArray(value);
}
