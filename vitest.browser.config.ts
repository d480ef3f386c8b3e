import { defineConfig } from "vitest/config";
import base from "./vitest.config.js";

/** What runs in a browser: the SDK and the site, in Chromium (Debian package `chromium`). */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["test/browser/**/*.test.ts"],
    exclude: [],
    // Each file has a browser of its own; more than one at once take the processor from each other.
    maxWorkers: 1,
  },
});
