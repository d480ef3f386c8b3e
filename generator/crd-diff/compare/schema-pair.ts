import type { Finding, Pair } from "../change.js";
import type { JsonObject } from "../../model/model.js";

/** Two schemas at the same place of one document. */
export interface SchemaPair extends Pair {
  /** Below allOf, anyOf, oneOf or not a schema only says what values are valid: it declares no field and no default. */
  readonly inJunctor: boolean;
}

/** Compares schemas below the pair. */
export type CompareBelow = (pair: SchemaPair) => Finding[];

/** One concern of a node: what has changed in its keywords, and below it where they hold schemas. */
export type Comparer = (pair: SchemaPair, below: CompareBelow) => Finding[];

/** What a node is, in one word; "any" where it does not say. */
export function typeOf(schema: JsonObject): string {
  if (schema["x-kubernetes-int-or-string"] === true) return "int-or-string";
  return typeof schema.type === "string" ? schema.type : "any";
}

/** Whether fields that the node does not declare are kept. */
export function keepsUnknown(schema: JsonObject): boolean {
  const { additionalProperties } = schema;
  return (
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    additionalProperties === true ||
    typeof additionalProperties === "object"
  );
}
