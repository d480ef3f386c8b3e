/**
 * A JSON value as Go's decoder of the API server keeps it: a number without fraction or exponent that fits in 64 bits
 * is an int64 (here `bigint`), any other is a float64 (here `number`); the two are different values to it.
 */
export type GoJson = null | boolean | string | bigint | number | readonly GoJson[] | GoObject;

/** Objects are maps, so that no name of a property has a meaning to JavaScript. */
export type GoObject = ReadonlyMap<string, GoJson>;

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

export function isGoObject(value: GoJson | undefined): value is GoObject {
  return value instanceof Map;
}

export function isGoList(value: GoJson | undefined): value is readonly GoJson[] {
  return Array.isArray(value);
}

/** A whole number as Go's decoder keeps it: int64 if it fits, else float64. */
export function goInteger(value: bigint): bigint | number {
  return value >= MIN_INT64 && value <= MAX_INT64 ? value : Number(value);
}

/** What Go calls the type of a JSON value in its messages. */
export function goTypeName(value: GoJson): string {
  if (value === null) return "null";
  if (isGoList(value)) return "array";
  if (isGoObject(value)) return "object";
  if (typeof value === "boolean") return "bool";
  return typeof value === "string" ? "string" : "number";
}

/** Go's reflect.DeepEqual: 1 and 1.0 differ, the order of an object's properties does not matter. */
export function deepEqual(a: GoJson, b: GoJson): boolean {
  if (isGoList(a)) return isGoList(b) && a.length === b.length && a.every((item, i) => deepEqual(item, b[i] ?? null));
  if (!isGoObject(a)) return a === b;
  if (!isGoObject(b) || a.size !== b.size) return false;
  return [...a].every(([name, value]) => b.has(name) && deepEqual(value, b.get(name) ?? null));
}

/** As Go's encoder writes a value: no blanks, properties in the order of their names. */
export function printGoJson(value: GoJson): string {
  if (isGoList(value)) return `[${value.map(printGoJson).join(",")}]`;
  if (isGoObject(value)) {
    const names = [...value.keys()].sort((a, b) => (a < b ? -1 : 1));
    return `{${names.map((name) => `${JSON.stringify(name)}:${printGoJson(value.get(name) ?? null)}`).join(",")}}`;
  }
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}

/** A number of either kind as float64. */
export function asFloat(value: bigint | number): number {
  return typeof value === "bigint" ? Number(value) : value;
}

/** A JSON value of JavaScript as Go's decoder would read its text. */
export function goJsonOf(value: unknown): GoJson {
  if (Array.isArray(value)) return value.map(goJsonOf);
  if (typeof value === "number") return Number.isInteger(value) ? goInteger(BigInt(value)) : value;
  if (typeof value === "object" && value !== null)
    return new Map(Object.entries(value).map(([name, child]) => [name, goJsonOf(child)]));
  return typeof value === "boolean" || typeof value === "string" ? value : null;
}
