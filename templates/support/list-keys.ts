/**
 * The index of the first item that an earlier one makes superfluous: the same value under every one of `keys`, or, where
 * there are no keys, the same value; undefined where all items differ. The API server compares so within lists of the
 * types `map` and `set`. Items that are no objects have no keys; they are left to the other checks.
 */
export function repeatedItem(items: readonly unknown[], keys: readonly string[]): number | undefined {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const identity = identityOf(item, keys);
    if (identity === undefined) continue;
    if (seen.has(identity)) return index;
    seen.add(identity);
  }
  return undefined;
}

function identityOf(item: unknown, keys: readonly string[]): string | undefined {
  if (keys.length === 0) return JSON.stringify(item);
  if (typeof item !== "object" || item === null) return undefined;
  const values = keys.map((key) =>
    Object.hasOwn(item, key) ? (item as Readonly<Record<string, unknown>>)[key] : null,
  );
  return JSON.stringify(values);
}
