/** `node:util`: text without colours. */
export function styleText(_format: string, text: string): string {
  return text;
}

/** Deep equality of JSON values, which is all that the generator compares. */
export function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every(
    (name) => Object.hasOwn(b, name) && isDeepStrictEqual(a[name as keyof typeof a], b[name as keyof typeof b]),
  );
}
