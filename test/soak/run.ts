import { parseArgs } from "node:util";
import { complaints, report } from "./report.js";
import { soak } from "./soak.js";

/*
 * `npm run soak -- [--devices N] [--seconds S] [--cut-every S]`: by default 1,000 devices for ten minutes, on Mosquitto, with
 * all links cut every 20 seconds. Ends with 1 if anything is lost, memory grows, or the event loop is late.
 */

const number = (fallback: string) => ({ type: "string", default: fallback }) as const;
const { values } = parseArgs({
  options: { devices: number("1000"), seconds: number("600"), "cut-every": number("20") },
});
const settings = {
  devices: Number(values.devices),
  seconds: Number(values.seconds),
  cutEverySeconds: Number(values["cut-every"]),
};
if (!Object.values(settings).every((value) => Number.isInteger(value) && value > 0)) {
  throw new Error("Usage: npm run soak -- [--devices N] [--seconds S] [--cut-every S], all of them positive integers");
}

const result = await soak(settings);
console.log(report(result));
for (const complaint of complaints(result)) {
  console.error(`failed: ${complaint}`);
  process.exitCode = 1;
}
