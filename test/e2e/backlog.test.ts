import { afterEach, describe, expect, test } from "vitest";
import {
  connack,
  startScriptedBroker,
  type ScriptedBroker,
  type ScriptedConnection,
} from "../support/scripted-broker.js";
import { connectClient, nextEvent } from "../support/test-client.js";

let broker: ScriptedBroker;
afterEach(() => broker.close());

/** How many calls of handlers may wait. */
const LIMIT = 1_000;

/** A broker that grants everything, answers everything, and sends so many messages once it is subscribed to. */
async function flood(qos: 0 | 1 | 2, messages: number) {
  const acknowledged = new Set<number>();
  const waiting: (() => void)[] = [];
  let answers = 0;
  const send = (connection: ScriptedConnection) => {
    for (let index = 1; index <= messages; index++)
      connection.send({
        ...{ cmd: "publish", topic: "flood", payload: String(index), qos, retain: false, dup: false },
        ...(qos > 0 && { messageId: index }),
      });
  };
  broker = await startScriptedBroker((packet, connection) => {
    const { cmd, messageId = 0 } = packet;
    if (packet.cmd === "subscribe" && packet.subscriptions[0]?.topic === "after") {
      connection.send({ cmd: "suback", messageId, granted: [0] });
      return;
    }
    if (cmd === "connect") connection.send(connack(0));
    if (cmd === "pingreq") connection.send({ cmd: "pingresp" });
    if (cmd === "publish") connection.send({ cmd: "puback", messageId });
    if (cmd === "pubrec") connection.send({ cmd: "pubrel", messageId });
    if (cmd === "subscribe") {
      connection.send({ cmd: "suback", messageId, granted: [qos] });
      send(connection);
    }
    if (cmd !== "puback" && cmd !== "pubcomp") return;
    acknowledged.add(messageId);
    answers += 1;
    for (const check of waiting) check();
  });
  const untilAcknowledged = (count: number) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (acknowledged.size >= count) resolve();
      };
      waiting.push(check);
      check();
    });
  return { acknowledged, untilAcknowledged, answers: () => answers };
}

describe("a handler that takes its time", () => {
  test.each([1, 2] as const)("holds the broker back, and neither acknowledgements nor pings: QoS %i", async (qos) => {
    const total = LIMIT * 3;
    const { acknowledged, untilAcknowledged, answers } = await flood(qos, total);
    const client = await connectClient(broker.url, { client: { keepAlive: "1s", pingTimeout: "1s" } });
    const seen: number[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const all = new Promise<void>((resolve) => {
      void client.subscribe(
        async (payload) => {
          if (seen.push(Number(payload.toString())) === 1) {
            // A message of its own is acknowledged while thousands wait.
            await client.publish("from the handler");
            await held;
          }
          if (seen.length === total) resolve();
        },
        { filter: "flood", qos },
      );
    });
    await untilAcknowledged(LIMIT);
    const pinged = new Promise<void>((resolve) => {
      client.mqtt?.on("packetreceive", ({ cmd }) => {
        if (cmd === "pingresp") resolve();
      });
    });
    await pinged;
    expect(client.state).toBe("connected");
    // One is with its handler, the others wait.
    expect(acknowledged.size).toBe(LIMIT + 1);
    expect(seen).toEqual([1]);
    release();
    await Promise.all([all, untilAcknowledged(total)]);
    expect(seen).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(answers()).toBe(total);
  });

  test("loses messages of QoS 0 beyond what may wait, and says how many", async () => {
    const total = LIMIT * 3;
    await flood(0, total);
    const client = await connectClient(broker.url);
    let seen = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const reported = nextEvent(client, "error");
    await client.subscribe(
      async () => {
        seen += 1;
        if (seen === 1) await held;
      },
      { filter: "flood", qos: 0 },
    );
    // It is answered after all that came before, and read in that order.
    await client.subscribe(() => undefined, { filter: "after" });
    release();
    const error = (await reported) as Error;
    expect(error).toMatchObject({ code: "messages-dropped" });
    expect(error.message).toContain(`${total - LIMIT - 1} messages`);
  });

  test("but one that is quick loses none, however many arrive at once", async () => {
    const total = LIMIT * 5;
    await flood(0, total);
    const client = await connectClient(broker.url);
    const failures: Error[] = [];
    client.on("error", (error) => failures.push(error));
    const all = new Promise<void>((resolve) => {
      let seen = 0;
      void client.subscribe(
        async () => {
          await Promise.resolve();
          if (++seen === total) resolve();
        },
        { filter: "flood", qos: 0 },
      );
    });
    await all;
    expect(failures).toEqual([]);
  });
});

test("messages that no handler is for are acknowledged and counted", async () => {
  const { untilAcknowledged } = await flood(1, 10);
  const client = await connectClient(broker.url);
  await client.subscribe(() => undefined, { filter: "another" });
  await untilAcknowledged(10);
  expect(client.unmatchedMessages).toBe(10);
});
