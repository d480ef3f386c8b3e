import { expect, test } from "vitest";
import { isBrokerInstalled } from "../support/brokers/installed.js";
import { complaints, report } from "../soak/report.js";
import { soak } from "../soak/soak.js";

/** The short form of `npm run soak`; how late the event loop is depends on what else the machine does, and is only shown. */
test.skipIf(!isBrokerInstalled("Mosquitto"))(
  "1,000 devices at a status a second for 30 s over links that are cut: nothing is lost or out of order",
  async () => {
    const result = await soak({ devices: 1_000, seconds: 30, cutEverySeconds: 10 });
    console.log(report(result));
    expect(complaints(result).filter((complaint) => !complaint.startsWith("the event loop"))).toEqual([]);
    expect(result.cuts).toBeGreaterThan(0);
  },
  240_000,
);
