/** CRDs of sound sources that a server refuses all the same, and why the generator lets it come to that. */
const KNOWN_REFUSALS: readonly { readonly reason: RegExp; readonly why: string }[] = [
  {
    reason: /estimated rule cost exceeds budget/,
    why: "a pattern of a map's keys is a CEL rule, which costs too much below lists and maps without bounds",
  },
  {
    reason: /unable to convert structural schema to CEL declarations|failed to convert to declType/,
    why: "CEL knows no type for lists and maps of any value, so that no rule about a map that holds them compiles",
  },
];

/** Why the server refuses the CRD, where that is known; undefined where it is news. */
export function knownRefusal(reasons: readonly string[]): string | undefined {
  const known = reasons.map((reason) => KNOWN_REFUSALS.find((each) => each.reason.test(reason))?.why);
  return known.every((why) => why !== undefined) ? known[0] : undefined;
}
