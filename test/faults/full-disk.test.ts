import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient, type Client } from "../../runtime/index.js";
import type { RealBroker } from "../support/brokers/broker-process.js";
import { isAvailable } from "../support/required.js";
import { startFaultyProxy, type FaultyProxy } from "../support/faulty-proxy.js";
import { makeSmallDisk } from "../support/small-disk.js";
import { realBrokers, type RestartableBroker } from "./support/brokers.js";
import { startCountingSubscriber, type CountingSubscriber } from "./support/counting-subscriber.js";
import { table, violations, type Row } from "./support/report.js";
import { deadline, messages } from "./support/scale.js";
import { tally } from "./support/tally.js";

/** How often the disk is filled. */
const FILLS = 5;
/** Large enough for a log that is written anew while it is in use. */
const DISK_MIB = 4;
/** So that what is published between two fills is twice what the disk holds. */
const PAYLOAD_BYTES = Math.ceil((2 * DISK_MIB * 2 ** 20 * FILLS) / messages);
/** How long a publisher waits when it is told that there is no room. */
const PAUSE_MS = 2;

const rows: Row[] = [];
const disk = makeSmallDisk(DISK_MIB);
const canFill = isAvailable("a small disk", disk !== undefined, "only root can mount one");

afterAll(() => {
  disk?.remove();
  if (canFill) console.log(table(rows));
});

describe.skipIf(!canFill).each(realBrokers)(
  "a disk that is full, publishing to $name",
  ({ start }: RestartableBroker) => {
    let broker: RealBroker;
    let proxy: FaultyProxy;
    let subscriber: CountingSubscriber;
    beforeAll(async () => {
      broker = await start();
      proxy = await startFaultyProxy(broker.url);
      subscriber = await startCountingSubscriber(broker.url, "full/#");
    });
    afterAll(async () => {
      subscriber.close();
      await proxy.close();
      await broker.close();
    });

    test.each([1, 2] as const)(
      `${FILLS} times refuses messages, and loses none that it took: QoS %i`,
      async (qos) => {
        const topic = `full/${randomUUID()}`;
        const store = { type: "File", directoryPrefix: disk?.directory ?? "" } as const;
        const startedAt = performance.now();
        const client = await connect(proxy.url, topic, qos, store);
        const { stored, refused } = await fillAgainAndAgain(client, proxy);
        await subscriber.settle(() => new Set(subscriber.seen(topic)).size >= stored.length, 10_000);
        const row: Row = {
          fault: `disk full ${FILLS} times`,
          broker: broker.name,
          client: "octopus-mqtt",
          qos,
          cleanSession: false,
          store,
          called: stored.length,
          rejected: refused,
          unsettled: 0,
          ...tally(subscriber.seen(topic), stored),
          cuts: proxy.cuts,
          seconds: (performance.now() - startedAt) / 1000,
        };
        rows.push(row);
        await client.disconnect();
        expect(refused).toBeGreaterThanOrEqual(FILLS);
        // That it refuses is what it has to do here.
        expect(violations([{ ...row, rejected: 0 }], true)).toEqual([]);
      },
      deadline({ messages }),
    );
  },
);

async function connect(server: string, topic: string, qos: 1 | 2, store: object): Promise<Client> {
  const times = { keepAlive: "1s", pingTimeout: "500ms", maxReconnectInterval: "0", disconnectQuiesce: "10s" };
  const client = await createClient(
    {
      client: { server, cleanSession: false, store, messageChannelDepth: 65_535, ...times },
      message: { topic, qos, retained: false },
    },
    { link: { namespace: "default", name: "faults", uid: randomUUID() }, reconnectDelay: 10 },
  );
  await client.connect();
  return client;
}

/** Stalls the link until the disk is full, then lets it go until the share of messages is stored, as often as it is told. */
async function fillAgainAndAgain(client: Client, { faults }: FaultyProxy) {
  const padding = ` ${"x".repeat(PAYLOAD_BYTES)}`;
  const stored: number[] = [];
  let refused = 0;
  let next = 0;
  const publish = async (): Promise<void> => {
    const number = next++;
    try {
      await client.publish(`${number}${padding}`, { until: "stored" });
      stored.push(number);
    } catch (error) {
      if (!String(error).includes("store-failed")) throw error;
      refused += 1;
      await wait(PAUSE_MS);
    }
  };
  for (let fill = 1; fill <= FILLS; fill++) {
    faults.stalled = true;
    for (const before = refused; refused === before;) await publish();
    faults.stalled = false;
    while (stored.length < (messages * fill) / FILLS) await publish();
  }
  return { stored, refused };
}
