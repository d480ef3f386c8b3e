import { defineConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The suites that ask the API server's own code. The first build of the oracle downloads and compiles it. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["test/kubernetes/**/*.test.ts"],
    exclude: [],
    // Several files build Go programs of the same packages: side by side they would compile everything twice.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 900_000,
  },
});
