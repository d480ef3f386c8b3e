/**
 * A process that publishes numbered messages until it is killed, or as many as it is told, and writes into the file
 * `journal` what became of each: `publisher-process.ts TASK`, with a {@link PublisherTask} as JSON.
 */
import { openSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { createClient } from "../../../runtime/index.js";

/** What a publisher process is told. */
export interface PublisherTask {
  readonly options: object;
  readonly uid: string;
  /** The number of its first message. */
  readonly first: number;
  /** How many messages; absent, without end. */
  readonly count?: number;
  readonly until: "stored" | "acknowledged";
  readonly journal: string;
}

/** As many publishes may be unsettled at once. */
const AT_ONCE = 20;
/** How long each of these pauses, so that the broker keeps up. */
const PAUSE_MS = 5;

const { options, uid, first, count = Infinity, until, journal } = JSON.parse(process.argv[2] ?? "") as PublisherTask;
// At once, so that nothing said is lost when the process is killed.
const file = openSync(journal, "a");
const say = (line: string) => writeSync(file, `${line}\n`);
const link = { namespace: "default", name: "faults", uid };
const client = await createClient(options, { link, reconnectDelay: 10 });
await client.connect();
console.info("connected");

let next = first;
async function lane(): Promise<void> {
  while (next < first + count) {
    const number = next++;
    try {
      await client.publish(String(number), { until });
      say(`accepted ${number}`);
      if (number === first) console.info("accepted");
    } catch (error) {
      say(`failed ${number} ${String(error)}`);
    }
    await wait(PAUSE_MS);
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, lane));
await client.disconnect();
console.info("done");
