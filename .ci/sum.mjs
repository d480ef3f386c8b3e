// Adds up the reports of the test runs: `sum.mjs DIR FAILED_STEPS`. A step that failed without a failing test
// (lint, a build, an install) counts as one failure, and so does an expected report that is missing. Names what
// failed, with its message, just above the sum: the end of a long output is what is kept and read.
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Lines of a failure's message that are shown; the whole of it stands in the output of its suite. */
const MESSAGE_LINES = 12;

/** What failed in the report of a suite, a text each: file, test, and the start of the message. */
function failuresOf(name, report) {
  return report.testResults.flatMap((file) => {
    const place = `${name}: ${relative(process.cwd(), file.name)}`;
    const tests = file.assertionResults.filter((test) => test.status === "failed");
    // A file that does not load has a message, and no test.
    if (tests.length === 0 && file.status === "failed") return [textOf(place, file.message ?? "")];
    return tests.map((test) => textOf(`${place} > ${test.fullName}`, test.failureMessages.join("\n")));
  });
}

function textOf(title, message) {
  // What the runner called on the way to the test says nothing.
  const lines = message.split("\n").filter((line) => !/^\s+at .*(node_modules|new Promise)/.test(line));
  return [`FAILED ${title}`, ...lines.slice(0, MESSAGE_LINES).map((line) => `    ${line}`)].join("\n");
}

const [directory = ".", failedSteps = "0"] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const name of ["unit", "newest-node", "packages", "brokers", "faults", "browser", "kubernetes"]) {
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
  for (const failure of failuresOf(name, report)) console.log(failure);
  // A suite that failed to load has no failing test of its own.
  if (!report.success && report.numFailedTests === 0) failed += 1;
}
if (failed === 0) failed += Number(failedSteps);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
