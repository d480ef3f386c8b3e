// Adds up the reports of the test runs: `sum.mjs DIR FAILED_STEPS`. A step that failed without a failing test
// (lint, a build, an install) counts as one failure, and so does an expected report that is missing.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [directory = ".", failedSteps = "0"] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const name of ["unit", "packages", "brokers", "faults", "browser", "kubernetes"]) {
  const path = join(directory, `${name}.json`);
  if (!existsSync(path)) {
    console.log(`no report of the ${name} tests: they did not run`);
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(path, "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  // A suite that failed to load has no failing test of its own.
  if (!report.success && report.numFailedTests === 0) failed += 1;
}
if (failed === 0) failed += Number(failedSteps);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
