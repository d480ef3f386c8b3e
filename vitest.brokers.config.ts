import { defineConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The end-to-end tests on Mosquitto, and what is asked of each real broker. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["test/e2e/**/*.test.ts", "test/brokers/**/*.test.ts"],
    exclude: [],
    env: { BROKER: "mosquitto" },
    // The first start of HiveMQ CE fetches it.
    hookTimeout: 300_000,
  },
});
