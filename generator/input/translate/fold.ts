import type { JsonObject, JsonValue } from "../../model/model.js";

/** A condition, or the constant that it always is. */
export type Fold = JsonObject | boolean;

/** All hold: in one object as far as their keywords differ, otherwise in `allOf`. */
export function all(...parts: readonly Fold[]): Fold {
  if (parts.includes(false)) return false;
  const conditions = parts.filter((part) => part !== true) as readonly JsonObject[];
  if (conditions.length === 0) return true;
  const joined: Record<string, JsonValue> = {};
  const others: JsonValue[] = [];
  for (const condition of conditions) {
    const isFree = Object.keys(condition).every((keyword) => !Object.hasOwn(joined, keyword) && keyword !== "allOf");
    if (isFree) Object.assign(joined, condition);
    else if (Object.keys(condition).join() === "allOf") others.push(...(condition.allOf as readonly JsonValue[]));
    else others.push(condition);
  }
  return others.length > 0 ? { ...joined, allOf: others } : joined;
}

/** At least one holds. */
export function any(...parts: readonly Fold[]): Fold {
  if (parts.includes(true)) return true;
  const conditions = parts.filter((part) => part !== false) as readonly JsonObject[];
  const [only] = conditions;
  if (!only) return false;
  return conditions.length === 1 ? only : { anyOf: conditions };
}

/** Exactly one holds. */
export function one(...parts: readonly Fold[]): Fold {
  const certain = parts.filter((part) => part === true).length;
  const conditions = parts.filter((part): part is JsonObject => typeof part === "object");
  const [only] = conditions;
  if (certain > 1) return false;
  if (certain === 1) return none(...conditions);
  if (!only) return false;
  return conditions.length === 1 ? only : { oneOf: conditions };
}

/** None holds. */
export function none(...parts: readonly Fold[]): Fold {
  const some = any(...parts);
  return typeof some === "boolean" ? !some : { not: some };
}

/** None of the properties is there. */
export function absent(names: readonly string[]): Fold {
  return none(...names.map((name): Fold => ({ required: [name] })));
}
