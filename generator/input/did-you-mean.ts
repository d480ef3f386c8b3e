import { nearestWord } from "../../templates/support/nearest-word.js";

/** `; did you mean "maxLength"?`, or "" when no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearestWord(word, [...candidates]);
  return candidate === undefined ? "" : `; did you mean "${candidate}"?`;
}

/** The candidate that was meant, if one is nearer than all others; a tie is for a person to decide. */
export function sureWord(word: string, candidates: readonly string[]): string | undefined {
  const nearest = nearestWord(word, candidates);
  // Of equals the first is taken, so a tie shows when they come in the other order.
  return nearest === nearestWord(word, candidates.toReversed()) ? nearest : undefined;
}
