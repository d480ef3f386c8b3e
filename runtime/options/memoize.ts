/** What very many devices say alike, such as the server and the durations, is a few texts; no more are kept. */
const MOST = 64;

/** The function, memoized: what it gave for one of the first texts it gives again. Errors it throws anew. */
export function memoize<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const fresh = read(text);
    if (known.size < MOST) known.set(text, fresh);
    return fresh;
  };
}
