import { describe, expect, test } from "vitest";
import { Backoff } from "../../../runtime/session/reconnect.js";

const usual = { reconnectDelay: 1_000, reconnectJitter: 0 };

/** The waits of so many attempts that all fail. */
function waits(backoff: Backoff, attempts: number): number[] {
  return Array.from({ length: attempts }, () => {
    const { delayMs } = backoff;
    backoff.attempted();
    return delayMs;
  });
}

describe("the waits between attempts to reconnect", () => {
  test("double from 1 s up to the maximum", () => {
    expect(waits(new Backoff(10_000, usual), 6)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  test.each([0, 1, 999])("are never shorter than 1 s, with a maximum of %i ms, too", (maximum) => {
    expect(waits(new Backoff(maximum, usual), 3)).toEqual([1000, 1000, 1000]);
  });

  test("begin with another delay where the client is told so", () => {
    expect(waits(new Backoff(100, { ...usual, reconnectDelay: 10 }), 5)).toEqual([10, 20, 40, 80, 100]);
    expect(waits(new Backoff(0, { ...usual, reconnectDelay: 10 }), 2)).toEqual([10, 10]);
  });

  test("are shortened at random by as much as the jitter says, never to nothing", () => {
    const spread = Array.from({ length: 200 }, () => waits(new Backoff(60_000, { ...usual, reconnectJitter: 0.5 }), 3));
    for (const [index, full] of [1000, 2000, 4000].entries()) {
      const delays = spread.map((delays) => delays[index] ?? NaN);
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(full / 2);
      expect(Math.max(...delays)).toBeLessThanOrEqual(full);
      expect(new Set(delays).size).toBeGreaterThan(10);
    }
    expect(Math.min(...waits(new Backoff(0, { reconnectDelay: 1, reconnectJitter: 1 }), 50))).toBe(1);
  });

  test("start over after a link that held for 5 s, and only then", () => {
    const backoff = new Backoff(60_000, usual);
    waits(backoff, 3);
    backoff.connected(0);
    backoff.lost(4_999);
    expect(waits(backoff, 1)).toEqual([8000]);
    backoff.connected(10_000);
    backoff.lost(15_000);
    expect(waits(backoff, 2)).toEqual([1000, 2000]);
  });
});
