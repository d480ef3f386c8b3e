import { readdirSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connack, startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { createClient, type Client } from "../../runtime/index.js";
import { link, nextEvent, topic } from "../support/test-client.js";
import { isLong } from "./support/scale.js";

const CYCLES = isLong ? 1_000 : 60;
const CUTS = isLong ? 1_000 : 60;
const RECONFIGURATIONS = isLong ? 1_000 : 200;
const PUBLISHES = isLong ? 200_000 : 4_000;
/** What the heap may have grown by: noise of the test runner, and less than a hundred bytes for each cycle or message. */
const NOISE_BYTES = 4_000_000;

/** How long what was ended may take to be gone. */
const SETTLE_MS = 2_000;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** What a process holds. */
interface Holdings {
  readonly heap: number;
  /** Sockets, timers and the like that keep the process alive, by kind. */
  readonly resources: Readonly<Record<string, number>>;
  readonly openFiles: number;
  readonly processListeners: number;
}

function holdings(): Holdings {
  collectGarbage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  return {
    heap: process.memoryUsage().heapUsed,
    resources,
    openFiles: readdirSync("/proc/self/fd").length,
    processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  };
}

/** Not that of the other tests, which keep their clients until the end. */
async function connectClient(server: string, message: object = {}): Promise<Client> {
  const client = await createClient(
    { client: { server, waitTimeout: "1h", maxReconnectInterval: "0" }, message: { topic, ...message } },
    { link, reconnectDelay: 1 },
  );
  await client.connect();
  return client;
}

/** When nothing changes any more. */
async function settledHoldings(): Promise<Holdings> {
  const deadline = performance.now() + SETTLE_MS;
  let before = holdings();
  for (;;) {
    await wait(20);
    const now = holdings();
    if (isDeepStrictEqual({ ...now, heap: 0 }, { ...before, heap: 0 }) || performance.now() > deadline) return now;
    before = now;
  }
}

/** Whether there is more of anything but memory, which has noise. */
function exceeds(after: Holdings, before: Holdings): boolean {
  const more = Object.entries(after.resources).some(([kind, count]) => count > (before.resources[kind] ?? 0));
  return more || after.openFiles > before.openFiles || after.processListeners > before.processListeners;
}

async function expectNothingLeft(work: () => Promise<void>): Promise<void> {
  // The first time loads modules and fills caches.
  await work();
  const before = await settledHoldings();
  await work();
  // Sockets that are about to close take a few turns, and the test runner has timers of its own.
  const deadline = performance.now() + SETTLE_MS;
  let after = await settledHoldings();
  while (exceeds(after, before) && performance.now() < deadline) after = await settledHoldings();
  expect(exceeds(after, before) ? { after, before } : "nothing more than before").toBe("nothing more than before");
  expect(after.heap - before.heap).toBeLessThan(NOISE_BYTES);
}

describe("nothing is left behind by", () => {
  let broker: ScriptedBroker;
  let cutAtPublish = false;
  beforeAll(async () => {
    broker = await startScriptedBroker((packet, { send, socket }) => {
      const { messageId = 0 } = packet;
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "publish" && cutAtPublish) socket.destroy();
      else if (packet.cmd === "publish" && packet.qos === 1) send({ cmd: "puback", messageId });
      else if (packet.cmd === "publish") send({ cmd: "pubrec", messageId });
      if (packet.cmd === "pubrel") send({ cmd: "pubcomp", messageId });
      if (packet.cmd === "subscribe") send({ cmd: "suback", messageId, granted: [1] });
      if (packet.cmd === "disconnect") socket.end();
    }, false);
  });
  afterAll(() => broker.close());

  test(`${CYCLES} times connect, subscribe, publish, disconnect`, async () => {
    await expectNothingLeft(async () => {
      for (let cycle = 0; cycle < CYCLES / 2; cycle++) {
        const client = await connectClient(broker.url);
        await client.subscribe(() => undefined);
        await client.publish(cycle);
        await client.disconnect();
      }
    });
  }, 120_000);

  test(`${CUTS} times a link that is cut with a message on its way`, async () => {
    const client = await connectClient(broker.url);
    const listeners = () => client.mqtt?.eventNames().map((name) => [name, client.mqtt?.listenerCount(name)]);
    await client.publish("first");
    const before = listeners();
    await expectNothingLeft(async () => {
      for (let cut = 0; cut < CUTS / 2; cut++) {
        cutAtPublish = true;
        const lost = nextEvent(client, "lost");
        const published = client.publish(cut);
        await lost;
        cutAtPublish = false;
        await published;
      }
    });
    expect(listeners()).toEqual(before);
    await client.disconnect();
  }, 120_000);

  test(`${RECONFIGURATIONS} reconfigurations with a message on its way, every third of which fails`, async () => {
    const client = await connectClient(broker.url);
    await client.subscribe(() => undefined);
    let sent = 0;
    const connections: WeakRef<object>[] = [];
    await expectNothingLeft(async () => {
      for (let cycle = 0; cycle < RECONFIGURATIONS / 2; cycle++) {
        const server = cycle % 3 === 2 ? "tcp://127.0.0.1:1" : broker.url;
        const published = client.publish(sent++);
        const changed = {
          client: { server, cleanSession: false, keepAlive: `${cycle + 1}s`, waitTimeout: "1h" },
          message: { topic },
        };
        await client.reconfigure(changed).catch(() => undefined);
        await published;
        if (client.mqtt) connections.push(new WeakRef(client.mqtt));
      }
    });
    // A connection that was replaced is garbage; one would refer to the one before, and that to its own.
    expect(connections.filter((connection) => connection.deref() !== undefined).length).toBeLessThan(CYCLES / 2);
    await client.disconnect();
  }, 120_000);

  test.each([1, 2] as const)(
    `${PUBLISHES} messages of QoS %i`,
    async (qos) => {
      const client = await connectClient(broker.url, { qos });
      await expectNothingLeft(async () => {
        for (let sent = 0; sent < PUBLISHES / 4; sent += 100)
          await Promise.all(Array.from({ length: 100 }, (_, index) => client.publish(sent + index)));
      });
      await client.disconnect();
    },
    120_000,
  );
});
