import type { JsonObject, JsonValue } from "../../model/model.js";
import type { StructuralSchema } from "./node.js";

/** Since which minor version of Kubernetes 1 a server knows the parts of a CEL rule beside `rule` and `message`. */
const RULE_PARTS: Readonly<Record<string, number>> = { messageExpression: 28, reason: 28, fieldPath: 28 };

/**
 * The same schema without what servers of Kubernetes 1.`minor` do not know: they would drop it, or refuse it where a
 * client asks for strict validation. Only words for people are left out, never a rule.
 */
export function forServer(schema: StructuralSchema, minor: number): StructuralSchema {
  const unknown = Object.keys(RULE_PARTS).filter((part) => (RULE_PARTS[part] ?? 0) > minor);
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
