/** What importing a package costs: `import.mjs LOAD PACKAGE|nothing`. */
import { performance } from "node:perf_hooks";
import { report } from "./driver.mjs";

const before = process.memoryUsage.rss();
const start = performance.now();
if (process.argv[3] !== "nothing") await import(process.argv[3]);
const milliseconds = performance.now() - start;
report({ milliseconds, rss: (process.memoryUsage.rss() - before) / 1024 / 1024 });
