/** Says whether a topic name is meant by the filter it was made from. */
export type FilterMatcher = (topic: string) => boolean;

/**
 * Compiles a valid topic filter into a function that matches topic names, by MQTT 3.1.1 section 4.7: `+` is one level,
 * `#` the parent and everything below, and neither reaches topics that begin with `$` from its first level. Of a shared
 * subscription `$share/GROUP/FILTER`, the FILTER counts, since messages arrive under their own topic.
 */
export function compileFilter(filter: string): FilterMatcher {
  const levels = filter.startsWith("$share/") ? filter.split("/").slice(2) : filter.split("/");
  if (!levels.includes("+") && !levels.includes("#")) {
    const wanted = levels.join("/");
    return (topic) => topic === wanted;
  }
  const startsWithWildcard = levels[0] === "+" || levels[0] === "#";
  return (topic) => !(startsWithWildcard && topic.startsWith("$")) && matches(levels, topic.split("/"));
}

function matches(filter: readonly string[], topic: readonly string[]): boolean {
  for (const [index, level] of filter.entries()) {
    if (level === "#") return true;
    if (index >= topic.length || (level !== "+" && level !== topic[index])) return false;
  }
  return filter.length === topic.length;
}
