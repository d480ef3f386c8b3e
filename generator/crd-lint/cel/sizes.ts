/** How many characters, bytes, items or entries a value has (cel-go v0.29.2, checker/cost.go, `SizeEstimate`). */
export interface Size {
  readonly min: number;
  readonly max: number;
}

/** Sizes and costs are capped here, as the server's 64 bits are. */
export const MAX = 2 ** 64;

export const UNKNOWN: Size = { min: 0, max: MAX };

export function fixed(size: number): Size {
  return { min: size, max: size };
}

export function plus(a: Size, b: Size): Size {
  return { min: cap(a.min + b.min), max: cap(a.max + b.max) };
}

export function times(a: Size, b: Size): Size {
  return { min: cap(a.min * b.min), max: cap(a.max * b.max) };
}

export function union(a: Size, b: Size): Size {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

/** The cost of passing over a size once, at so much for each unit. */
export function costOf(size: number, factor: number): number {
  return cap(Math.ceil(size * factor));
}

export function cap(value: number): number {
  return Math.min(value, MAX);
}

/** The sizes of what a list or a map has inside. */
export interface EntrySize {
  readonly container: "list" | "map";
  readonly key: Size;
  readonly value: Size;
}

export function unionEntries(a: EntrySize | undefined, b: EntrySize | undefined): EntrySize | undefined {
  return a && b && { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) };
}
