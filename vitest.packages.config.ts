import { defineConfig } from "vitest/config";
import base, { PACKAGE_TESTS } from "./vitest.config.js";

/**
 * The packages as their users get them: packed, and installed in an empty folder from the registry's other packages; the
 * output as the compilers and bundlers of users take it; the reference of what the packages export.
 */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: PACKAGE_TESTS,
    exclude: [],
  },
});
