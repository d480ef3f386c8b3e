import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where CI wants the machine-readable report of this run, if it does. */
const { TEST_REPORT_DIR: reportFolder, TEST_REPORT: reportName } = process.env;

/** `npm run test:packages`. */
export const PACKAGE_TESTS = [
  "test/packages/*.test.ts",
  "test/docs-api/*.test.ts",
  "test/generator/plugin/*.test.ts",
  "test/generator/output/compiles.test.ts",
];

export default defineConfig({
  resolve: {
    // The SDK by its published name is its source here, as in tsconfig.json.
    alias: [
      { find: /^octopus-mqtt$/, replacement: source("runtime/index.ts") },
      { find: /^octopus-mqtt\/topic$/, replacement: source("runtime/topic/index.ts") },
      { find: /^octopus-mqtt\/duration$/, replacement: source("runtime/options/duration.ts") },
      { find: /^octopus-mqtt\/generated$/, replacement: source("generated/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    // The oracle needs Go and compiles the API server's code: `npm run test:kubernetes`.
    // These need real brokers, or many processes: `npm run test:faults`, of which this suite has the short form.
    exclude: [
      ...configDefaults.exclude,
      "test/kubernetes/**",
      "test/brokers/**",
      // What package managers, bundlers and compilers make of all this takes as long as half of the rest.
      ...PACKAGE_TESTS,
      // These need Chromium: `npm run test:browser`.
      "test/browser/**",
      "test/faults/{broker-restarts,clock-jumps,full-disk,killed-publisher,soak}.test.ts",
    ],
    // Also for the other configurations, which extend this one.
    globalSetup: source("test/support/temporary-root.ts"),
    // Deadlines for a hung test, not a pace: every wait in a test ends with its event.
    // Much of the suite waits for brokers and processes, so that two cores do not keep each other up.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...(reportFolder && reportName
      ? { reporters: ["default", "json"], outputFile: { json: join(reportFolder, `${reportName}.json`) } }
      : {}),
  },
});
