import { defineConfig } from "vitest/config";
import base from "./vitest.config.js";

/** The long form of the fault tests: real brokers, and raw mqtt.js beside the SDK. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["test/faults/**/*.test.ts"],
    exclude: [],
    env: { FAULTS: "long" },
    // One file mostly waits for brokers to start; more at once would take the processor from each other's links.
    maxWorkers: 2,
  },
});
