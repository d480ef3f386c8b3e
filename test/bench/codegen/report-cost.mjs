// Loaded into every measured process. What it cost goes to descriptor 3: processor time, and the most memory it held.
import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const report = () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(
    3,
    JSON.stringify({ processorMilliseconds: (userCPUTime + systemCPUTime) / 1000, mebibytes: maxRSS / 1024 }),
  );
};

// Threads load this, too; what is measured is the process.
if (isMainThread) process.on("exit", report);
