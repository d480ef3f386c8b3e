/** How many places at the front may be empty before they are given back. */
const SLACK = 1_024;

/** A queue whose first item is taken in constant time, however many wait; an array would move all others each time. */
export class Fifo<T> {
  #items: T[];
  #head = 0;

  constructor(items: Iterable<T> = []) {
    this.#items = [...items];
  }

  get length(): number {
    return this.#items.length - this.#head;
  }

  /** The first item, which stays; undefined when there is none. */
  get first(): T | undefined {
    return this.#items[this.#head];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Takes the first item off. */
  dropFirst(): void {
    this.#head += 1;
    if (this.#head < SLACK || this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }
}
