/** How many places there are when there are any. */
const FEWEST = 4;
/** As many are kept when it is empty; more are given back. */
const KEPT = 1_024;

/**
 * A queue whose first item is taken in constant time, however many wait; an array would move all others each time. Its
 * places are used in turn, and hold nothing that was taken off: the collector would take it for alive, and move it about.
 */
export class Fifo<T> {
  /** As many as a power of two. */
  #places: (T | undefined)[] = [];
  #head = 0;
  #length = 0;

  constructor(items: Iterable<T> = []) {
    for (const item of items) this.push(item);
  }

  get length(): number {
    return this.#length;
  }

  /** The first item, which stays; undefined when there is none. */
  get first(): T | undefined {
    return this.#length === 0 ? undefined : this.#places[this.#head];
  }

  push(item: T): void {
    if (this.#length === this.#places.length) this.#grow();
    this.#places[(this.#head + this.#length) & (this.#places.length - 1)] = item;
    this.#length += 1;
  }

  /** Takes the first item off, if there is one. */
  dropFirst(): void {
    if (this.#length === 0) return;
    this.#places[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#places.length - 1);
    this.#length -= 1;
    if (this.#length > 0 || this.#places.length <= KEPT) return;
    this.#places = [];
    this.#head = 0;
  }

  #grow(): void {
    const before = this.#places.length;
    const places = new Array<T | undefined>(Math.max(FEWEST, before * 2)).fill(undefined);
    for (let index = 0; index < before; index++) places[index] = this.#places[(this.#head + index) & (before - 1)];
    this.#places = places;
    this.#head = 0;
  }
}
