/** Longer words are not compared: the effort grows with the square of their length. */
const MAX_LENGTH = 64;

/**
 * The candidate that `word` is most likely a misspelling of, ignoring case, or undefined when none is near: at most one
 * mistake in three characters, a mistake being a letter too many, missing, wrong, or swapped with its neighbour.
 */
export function nearestWord<Word extends string>(word: string, candidates: readonly Word[]): Word | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  let nearest: Word | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const longer = Math.max(word.length, candidate.length);
    const isNear = distance <= Math.max(1, Math.floor(longer / 3)) && distance < longer;
    if (!isNear || distance >= least) continue;
    [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** Optimal string alignment: Levenshtein's distance, with a swap of neighbours counting once. */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforePrevious[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[to.length] ?? 0;
}
