import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCountingSubscriber } from "../faults/support/counting-subscriber.js";
import { tally } from "../faults/support/tally.js";
import type { RealBroker } from "../support/brokers/broker-process.js";
import { findHiveMq, startHiveMq } from "../support/brokers/hivemq.js";
import { startMosquittoBroker } from "../support/brokers/mosquitto.js";
import { isAvailable } from "../support/required.js";
import { fileStore, storeDirectory } from "../support/file-store.js";
import { findMosquitto } from "../support/mosquitto.js";
import { observe } from "../support/observer.js";
import { publishWhile } from "../support/steady-publisher.js";
import { connectClient } from "../support/test-client.js";

const RECONFIGURATIONS = 30;
/** Messages that are acknowledged before the next one. */
const BETWEEN = 60;

const subjects = [
  {
    name: "Mosquitto",
    isInstalled: findMosquitto() !== undefined,
    remedy: "Debian package mosquitto",
    start: startMosquittoBroker,
  },
  {
    name: "HiveMQ CE",
    isInstalled: findHiveMq(),
    remedy: "Debian packages default-jdk-headless and maven",
    start: startHiveMq,
  },
];
const available = subjects.filter(({ name, isInstalled, remedy }) => isAvailable(name, isInstalled, remedy));

describe.each(available)("publishing to $name through many reconfigurations", ({ start }) => {
  let broker: RealBroker;
  beforeAll(async () => {
    broker = await start();
  });
  afterAll(() => broker.close());

  test.each([
    { qos: 1, type: "Memory", address: "same" },
    { qos: 2, type: "Memory", address: "same" },
    { qos: 2, type: "File", address: "same" },
    { qos: 1, type: "Memory", address: "another" },
    { qos: 2, type: "Memory", address: "another" },
    { qos: 2, type: "File", address: "another" },
  ] as const)(
    "loses nothing and keeps the order, and QoS 2 comes once: QoS $qos, $type, $address address",
    async ({ qos, type, address }) => {
      const name = `test/${qos}/${type}/${address}`;
      const subscriber = await startCountingSubscriber(broker.url, name);
      const store = type === "File" ? fileStore(await storeDirectory()) : { cleanSession: false };
      // Another address of the same broker, as TLS would be.
      const other = address === "same" ? broker.url : broker.url.replace("127.0.0.1", "localhost");
      const options = (turn: number) => ({
        client: { ...store, server: turn % 2 === 0 ? broker.url : other, keepAlive: `${turn + 10}s` },
        message: { topic: name, qos, retained: false },
      });
      const client = await connectClient(broker.url, options(0));
      const published = await publishWhile(client, async (progress) => {
        for (let turn = 1; turn <= RECONFIGURATIONS; turn++) {
          await client.reconfigure(options(turn));
          await progress(BETWEEN);
        }
      });
      await subscriber.settle(() => new Set(subscriber.seen(name)).size === published, 5_000);
      const { lost, duplicated, outOfOrder } = tally(subscriber.seen(name), Array.from({ length: published }).keys());
      console.info(`${name}: ${published} messages, ${lost} lost, ${duplicated} twice, ${outOfOrder} out of order`);
      expect({ lost, outOfOrder }).toEqual({ lost: 0, outOfOrder: 0 });
      if (qos === 2) expect(duplicated).toBe(0);
      expect(published).toBeGreaterThan(RECONFIGURATIONS * BETWEEN);
      subscriber.close();
      await client.disconnect();
    },
    60_000,
  );

  test("leaves the old will at its topic, or the marker where there is one", async () => {
    const offline = (name: string) => ({ topic: name, content: Buffer.from("offline").toString("base64") });
    for (const [name, onlineMarker, expected] of [
      ["test/state/without", false, "offline"],
      ["test/state/with", true, "online"],
    ] as const) {
      const observer = await observe(broker.url, name);
      const message = { topic: "test/a", will: offline(name) };
      const client = await connectClient(broker.url, { message, context: { onlineMarker } });
      for (let turn = 1; turn <= 10; turn++) {
        await client.reconfigure({ client: { server: broker.url, keepAlive: `${turn}s` }, message });
        // The next one begins when this is over: the old will, and the marker behind it.
        const seen: string[] = [];
        while (!(seen.includes("offline") && seen.at(-1) === expected))
          seen.push((await observer.next()).payload.toString());
      }
      const late = await observe(broker.url, name);
      expect((await late.next()).payload.toString()).toBe(expected);
      await Promise.all([late.end(), observer.end(), client.disconnect()]);
    }
  }, 60_000);
});
