import type { JsonObject, JsonValue } from "../../model/model.js";
import { FIELD_FEATURES } from "../../kubernetes-features.js";
import type { StructuralSchema } from "./node.js";

/** The parts of a CEL rule that only tell people more. */
const WORDS = ["messageExpression", "reason", "fieldPath"] as const;

/**
 * The same schema without what servers of Kubernetes 1.`minor` do not know: they would drop it, or refuse it where a
 * client asks for strict validation. Only words for people are left out, never a rule.
 */
export function forServer(schema: StructuralSchema, minor: number): StructuralSchema {
  const unknown = WORDS.filter((part) => FIELD_FEATURES[part].used > minor);
  return unknown.length === 0 ? schema : (withoutParts(schema, unknown) as StructuralSchema);
}

function withoutParts(node: JsonValue, parts: readonly string[]): JsonValue {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return node;
  const schema = node as JsonObject;
  const entries = Object.entries(schema).map(([keyword, value]): [string, JsonValue] => {
    if (keyword === "x-kubernetes-validations" && Array.isArray(value))
      return [keyword, (value as readonly JsonObject[]).map((rule) => omit(rule, parts))];
    if (keyword === "properties") return [keyword, mapValues(value as JsonObject, parts)];
    const isSchema = keyword === "items" || keyword === "additionalProperties";
    return [keyword, isSchema ? withoutParts(value, parts) : value];
  });
  return Object.fromEntries(entries);
}

function mapValues(properties: JsonObject, parts: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, withoutParts(child, parts)]));
}

function omit(rule: JsonObject, parts: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(rule).filter(([part]) => !parts.includes(part)));
}
