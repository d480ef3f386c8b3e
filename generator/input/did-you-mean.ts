import { nearestWord } from "../../templates/support/nearest-word.js";

/** `; did you mean "maxLength"?`, or "" when no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearestWord(word, [...candidates]);
  return candidate === undefined ? "" : `; did you mean "${candidate}"?`;
}
