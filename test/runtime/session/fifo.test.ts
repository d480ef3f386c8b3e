import { describe, expect, test } from "vitest";
import { Fifo } from "../../../runtime/session/fifo.js";

/** Takes all items off. */
function drain<T>(fifo: Fifo<T>): T[] {
  const items: T[] = [];
  for (let item = fifo.first; item !== undefined; item = fifo.first) {
    items.push(item);
    fifo.dropFirst();
  }
  return items;
}

describe("a queue", () => {
  test("is empty at first, and again when its only item is taken off", () => {
    const fifo = new Fifo<string>();
    fifo.dropFirst();
    expect([fifo.length, fifo.first]).toEqual([0, undefined]);
    fifo.push("a");
    expect([fifo.length, fifo.first]).toEqual([1, "a"]);
    fifo.dropFirst();
    expect([fifo.length, fifo.first]).toEqual([0, undefined]);
  });

  test.each([1, 15, 16, 17, 1_000, 5_000])("keeps the order, used again and again with up to %i items", (most) => {
    const fifo = new Fifo<number>();
    const taken: number[] = [];
    let next = 0;
    for (let round = 0; round < 5; round++) {
      // What is left of the last round makes it begin elsewhere in its places.
      while (fifo.length < most) fifo.push(++next);
      for (let count = Math.ceil(most / 3); count > 0; count--) {
        taken.push(fifo.first ?? Number.NaN);
        fifo.dropFirst();
      }
    }
    taken.push(...drain(fifo));
    expect(taken).toEqual(Array.from({ length: next }, (_, index) => index + 1));
    fifo.push(-1);
    expect(drain(fifo)).toEqual([-1]);
  });
});
