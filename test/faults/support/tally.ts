/** What became of the numbered messages that one client published. */
export interface Tally {
  /** Never seen by the subscriber. */
  readonly lost: number;
  /** Seen again: how many more messages came than there were different ones. */
  readonly duplicated: number;
  /** Seen for the first time after one with a higher number. */
  readonly outOfOrder: number;
}

/** Compares the numbers that a subscriber saw, in order, with those that were accepted for delivery. */
export function tally(seen: readonly number[], accepted: Iterable<number>): Tally {
  const known = new Set<number>();
  let highest = -1;
  let outOfOrder = 0;
  for (const number of seen) {
    if (known.has(number)) continue;
    known.add(number);
    if (number < highest) outOfOrder += 1;
    else highest = number;
  }
  let lost = 0;
  for (const number of accepted) if (!known.has(number)) lost += 1;
  return { lost, duplicated: seen.length - known.size, outOfOrder };
}
