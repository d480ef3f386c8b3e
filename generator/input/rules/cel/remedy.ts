import { sourcePointer } from "../../positions.js";
import { keyCheckCost, RULE_LIMIT } from "./estimate.js";
import { productOf, type KeyCheck, type Repetition } from "./key-checks.js";

/** Which bound of a list or map must be given or lowered, and how great it may be while all others stay. */
export function remedyFor(check: KeyCheck): string {
  const { around, map } = check;
  const unbounded = around.filter(({ most }) => most === undefined);
  const room = atMost(RULE_LIMIT / (costOfOne(check) * productOf(around)));
  const bound = (place: Repetition) => `${nameOf(place, map)} a ${keywordOf(place)}`;
  if (unbounded.length === 1 && room >= 1) return `give ${unbounded.map(bound).join()} of at most ${room}`;
  if (unbounded.length > 1 && room >= 1)
    return `give ${unbounded.map(bound).join(" and ")}, whose product is at most ${room}`;
  const lower = loweredBound(check);
  return unbounded.length === 0 ? lower : `${lower}, and give ${unbounded.map(bound).join(" and ")} of 1`;
}

/** The greatest of the bounds is the one to lower, unless even the least of it would not do. */
function loweredBound(check: KeyCheck): string {
  const { around, map, keys, pattern } = check;
  const { fixed, each } = keyCheckCost(pattern);
  const others = ({ most = 1 }: Repetition) => productOf(around) / most;
  const choices = [
    { place: map, now: keys, most: atMost((RULE_LIMIT / productOf(around) - fixed) / each) },
    ...around
      .filter(({ most }) => most !== undefined)
      .map((place) => ({ place, now: place.most ?? 1, most: atMost(RULE_LIMIT / (costOfOne(check) * others(place))) })),
  ].toSorted((a, b) => b.now - a.now);
  const choice = choices.find(({ most }) => most >= 1);
  if (choice) return `set ${keywordOf(choice.place)} of ${nameOf(choice.place, map)} to at most ${choice.most}`;
  return `lower ${choices.map(({ place }) => `${keywordOf(place)} of ${nameOf(place, map)}`).join(" and ")}`;
}

function costOfOne({ pattern, keys }: KeyCheck): number {
  const { fixed, each } = keyCheckCost(pattern);
  return fixed + keys * each;
}

function atMost(bound: number): number {
  return Math.min(Math.floor(bound), RULE_LIMIT);
}

function nameOf(place: Repetition, map: Repetition): string {
  return place === map ? "this map" : `the ${place.kind} at ${pathOf(place, map)}`;
}

/** Where a list or map is: in the source of another, or with the name of its own. */
export function pathOf({ owner, pointer }: Repetition, beside?: Repetition): string {
  const path = sourcePointer(owner.document, pointer);
  return owner === beside?.owner && path !== "" ? path : `${owner.document.path}#${path}`;
}

function keywordOf({ kind }: Repetition): string {
  return kind === "list" ? "maxItems" : "maxProperties";
}
