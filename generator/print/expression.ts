/** A JSON value, as far as printing it goes. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A JavaScript expression whose value is `value`. */
export function literal(value: Json): string {
  if (isList(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${memberName(key)}: ${literal(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** A property of an object: `value.qos`, or `value["x-y"]` for a name that is no identifier. */
export function propertyAccess(object: string, name: string): string {
  return IDENTIFIER.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}

/** A property's name as an object literal has it: `qos`, `"x-y"`, or `["__proto__"]`. */
export function memberName(key: string): string {
  // Written without brackets, `__proto__` would set what the object inherits.
  if (key === "__proto__") return `["__proto__"]`;
  return IDENTIFIER.test(key) ? key : JSON.stringify(key);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
