/** The keywords of a templated topic, without their colon, in the order of the Octopus MQTT document. */
export const TOPIC_KEYWORDS = ["namespace", "name", "uid", "path", "operator"] as const;

/** One of the five keywords. */
export type TopicKeyword = (typeof TOPIC_KEYWORDS)[number];

/** A keyword that renders to nothing unless a call overrides it, and the keyword that was probably meant. */
export interface UnknownKeyword {
  /** As written, without the colon. */
  readonly keyword: string;
  readonly suggestion?: TopicKeyword;
}

/**
 * The keywords of a template that are none of the five, each once, in order of appearance. Such a segment vanishes
 * from the topic without a word, so a misspelling would go unnoticed.
 */
export function unknownKeywords(template: string): UnknownKeyword[] {
  const keywords = template
    .split("/")
    .filter((segment) => segment.startsWith(":") && segment !== ":")
    .map((segment) => segment.slice(1));
  return [...new Set(keywords)].filter((keyword) => !isTopicKeyword(keyword)).map(withSuggestion);
}

function isTopicKeyword(keyword: string): keyword is TopicKeyword {
  return (TOPIC_KEYWORDS as readonly string[]).includes(keyword);
}

function withSuggestion(keyword: string): UnknownKeyword {
  const suggestion = nearestKeyword(keyword.toLowerCase());
  return suggestion === undefined ? { keyword } : { keyword, suggestion };
}

/** The known keyword that needs the fewest edits, if they are few for its length; also one of which it is the start. */
function nearestKeyword(word: string): TopicKeyword | undefined {
  const started = TOPIC_KEYWORDS.find((known) => word.length >= 2 && known.startsWith(word));
  const ranked = TOPIC_KEYWORDS.map((known) => ({ known, distance: editDistance(word, known) }))
    .filter(({ known, distance }) => distance <= Math.max(1, Math.floor(known.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.known ?? started;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
function editDistance(from: string, to: string): number {
  // Longer words cannot be near any keyword, and the table would only cost time.
  if (Math.abs(from.length - to.length) > 3) return Infinity;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(previous, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const swappable = row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = swappable ? at(beforePrevious, column - 2) + 1 : Infinity;
      current.push(Math.min(at(previous, column) + 1, at(current, column - 1) + 1, replaced, swapped));
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
