import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../repository/imports.js";
import { measureBundles } from "./measure.js";
import { readSizes } from "./table.js";

test("runtime/BUNDLE-SIZES.md says what bundles weigh; npm run sizes writes it", async () => {
  const stated = readSizes(readFileSync(join(repositoryRoot, "runtime/BUNDLE-SIZES.md"), "utf8"));
  const measured = await measureBundles();
  expect(stated.map(({ what, minified }) => ({ what, minified }))).toEqual(
    measured.map(({ what, minified }) => ({ what, minified })),
  );
  for (const [index, { what, gzipped }] of measured.entries()) {
    const difference = Math.abs((stated[index]?.gzipped ?? NaN) - gzipped);
    expect(difference, what).toBeLessThanOrEqual(gzipped * 0.02);
  }
});
