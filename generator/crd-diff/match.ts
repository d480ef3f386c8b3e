import { groupNameOf, namesOf, type Item, type Side } from "./crd-item.js";

/** What stands on both sides, and what on one only. */
export interface Matched {
  readonly pairs: readonly (readonly [old: Item, next: Item])[];
  readonly removed: readonly Item[];
  readonly added: readonly Item[];
}

/**
 * CRDs by metadata.name. What is left over is matched by what a CRD keeps when it is renamed or moved (kind and plural,
 * then kind, then group and plural), as long as there is exactly one on each side: the change of name is then told as one.
 */
export function matchCrds(old: readonly Item[], next: readonly Item[]): Matched {
  let matched = matchByName(old, next);
  for (const trait of TRAITS) matched = matchLeftOver(matched, trait);
  const { pairs, removed, added } = matched;
  const [lone, other] = [removed[0], added[0]];
  // One document on each side was named by the user to be compared, whatever it is called.
  if (pairs.length === 0 && removed.length === 1 && added.length === 1 && lone && other)
    return { pairs: [[lone, other]], removed: [], added: [] };
  return matched;
}

/** Types by name; a type that another one uses on one of the sides counts as present there. */
export function matchTypes(old: Side, next: Side): Matched {
  const { pairs, removed, added } = matchByName(old.types, next.types);
  const [elsewhere, before] = [byName(next.otherTypes), byName(old.otherTypes)];
  const used = removed.flatMap((item) => pairWith(item, elsewhere.get(item.name)));
  const unused = added.flatMap((item) => pairWith(before.get(item.name), item));
  return {
    pairs: [...pairs, ...used, ...unused],
    removed: removed.filter(({ name }) => !elsewhere.has(name)),
    added: added.filter(({ name }) => !before.has(name)),
  };
}

function matchByName(old: readonly Item[], next: readonly Item[]): Matched {
  const [before, after] = [byName(old), byName(next)];
  return {
    pairs: old.flatMap((item) => pairWith(item, after.get(item.name))),
    removed: old.filter(({ name }) => !after.has(name)),
    added: next.filter(({ name }) => !before.has(name)),
  };
}

function pairWith(old: Item | undefined, next: Item | undefined): (readonly [Item, Item])[] {
  return old && next ? [[old, next]] : [];
}

function byName(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.name, item]));
}

type Trait = (item: Item) => string;

const TRAITS: readonly Trait[] = [
  ({ content }) => `${namesOf(content).kind} ${namesOf(content).plural}`,
  ({ content }) => namesOf(content).kind,
  ({ content }) => `${groupNameOf(content)} ${namesOf(content).plural}`,
];

function matchLeftOver({ pairs, removed, added }: Matched, trait: Trait): Matched {
  const only = (item: Item, items: readonly Item[]) =>
    items.filter((candidate) => trait(candidate) === trait(item)).length === 1;
  const found = removed.flatMap((item) => {
    const match = added.find((candidate) => trait(candidate) === trait(item));
    return match && only(item, removed) && only(item, added) ? [[item, match] as const] : [];
  });
  return {
    pairs: [...pairs, ...found],
    removed: removed.filter((item) => !found.some(([old]) => old === item)),
    added: added.filter((item) => !found.some(([, next]) => next === item)),
  };
}
