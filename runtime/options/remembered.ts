/** What very many devices say alike, such as the server and the durations, is a few texts; more are not kept. */
const MOST = 64;

/** The function, which remembers what it has given for the first texts, to give the same again. Errors it makes anew. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const fresh = read(text);
    if (known.size < MOST) known.set(text, fresh);
    return fresh;
  };
}
