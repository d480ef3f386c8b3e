/**
 * A process that publishes numbered messages with `until: "stored"`, and writes each number into the file `journal` once
 * it is stored, until it is killed: `publisher.ts '{"options":MQTTOptions,"run":3,"journal":FILE ...}'`. Without a journal
 * it publishes one message, waits for the broker, and disconnects.
 */
import { openSync, writeSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { createClient } from "../../runtime/index.js";

interface Task {
  readonly options: object;
  readonly uid: string;
  readonly run: number;
  readonly journal?: string;
}

/** As many publishes may be unstored at once. */
const AT_ONCE = 20;

const { options, uid, run, journal } = JSON.parse(process.argv[2] ?? "") as Task;
const client = await createClient(options, { link: { namespace: "default", name: "case1", uid }, logger: console });
await client.connect();
console.info("connected");
if (journal === undefined) {
  await client.publish(`${run}:last`);
  await client.disconnect();
} else {
  const file = openSync(journal, "a");
  // At once, so that nothing said is lost when the process is killed.
  const say = (line: string) => writeSync(file, `${line}\n`);
  let unstored = 0;
  for (let number = 0; ; number++) {
    unstored += 1;
    const payload = `${run}:${number}`;
    client.publish(payload, { until: "stored" }).then(
      () => {
        unstored -= 1;
        say(payload);
        if (number === 0) console.info("stored");
      },
      (error: unknown) => {
        unstored -= 1;
        // As long as the broker is slower than this, the queue is full from time to time.
        if (!String(error).startsWith("publish-failed")) say(`! ${String(error)}`);
      },
    );
    while (unstored >= AT_ONCE) await turn();
  }
}
