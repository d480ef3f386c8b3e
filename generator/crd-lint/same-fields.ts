import { FieldPath } from "./field-path.js";

/**
 * Whether two decoded parts are alike to the server (`Semantic.DeepEqual`): an empty list or map is the same as none.
 * Where the parts stand does not matter.
 */
export function sameFields(a: unknown, b: unknown): boolean {
  if (a instanceof FieldPath && b instanceof FieldPath) return true;
  if (isEmptyCollection(a) && isEmptyCollection(b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [entriesOf(a), entriesOf(b)];
  if (left.size !== right.size) return false;
  return [...left].every(([name, value]) => right.has(name) && sameFields(value, right.get(name)));
}

function isEmptyCollection(value: unknown): boolean {
  if (value === undefined) return true;
  return value instanceof Map ? value.size === 0 : Array.isArray(value) && value.length === 0;
}

function entriesOf(value: object): ReadonlyMap<unknown, unknown> {
  return value instanceof Map ? value : new Map(Object.entries(value));
}
