import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateRandomSources } from "./fuzz/mutated-sources.js";
import { missingGo, Oracle } from "./verdict.js";

const missing = missingGo();

describe.skipIf(missing !== undefined)("sources that are spoilt at random", () => {
  let oracle: Oracle;

  beforeAll(async () => {
    oracle = await Oracle.build();
  });

  afterAll(() => oracle.remove());

  test("are refused with findings, or become what the API server takes", { timeout: 600_000 }, async () => {
    const { seed, taken, refused, faults } = await generateRandomSources(oracle, 4_000);
    expect({ seed, faults: faults.slice(0, 1) }).toEqual({ seed, faults: [] });
    expect(Math.min(taken, refused)).toBeGreaterThan((taken + refused) / 20);
  });
});
