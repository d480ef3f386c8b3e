import { describe, expect, test } from "vitest";
import { Backoff } from "../../../runtime/session/reconnect.js";

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
    expect(waits(new Backoff(10_000), 6)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  test.each([0, 1, 999])("are never shorter than 1 s, with a maximum of %i ms, too", (maximum) => {
    expect(waits(new Backoff(maximum), 3)).toEqual([1000, 1000, 1000]);
  });

  test("start over after a link that held for 5 s, and only then", () => {
    const backoff = new Backoff(60_000);
    waits(backoff, 3);
    backoff.connected(0);
    backoff.lost(4_999);
    expect(waits(backoff, 1)).toEqual([8000]);
    backoff.connected(10_000);
    backoff.lost(15_000);
    expect(waits(backoff, 2)).toEqual([1000, 2000]);
  });
});
