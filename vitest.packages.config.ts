import { defineConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The packages as their users get them: packed, and installed in an empty folder from the registry's other packages. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["test/packages/*.test.ts"],
    exclude: [],
  },
});
