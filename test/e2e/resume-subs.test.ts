import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Packet } from "mqtt-packet";
import type { EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { fileStore, storeDirectory } from "../support/file-store.js";
import { observe } from "../support/observer.js";
import { startScriptedBroker, type ScriptedBroker, type ScriptedConnection } from "../support/scripted-broker.js";
import { connectClient, failureOf, makeClient, nextEvent } from "../support/test-client.js";

let broker: ScriptedBroker;

/** A broker that keeps the session and answers subscriptions as it is told; gives what it was asked for, by connection. */
async function subscriptionBroker(answer: (packet: Packet, connection: ScriptedConnection, number: number) => void) {
  const asked: string[][] = [];
  broker = await startScriptedBroker((packet, connection) => {
    if (packet.cmd === "connect") {
      asked.push([]);
      connection.send({ cmd: "connack", returnCode: 0, sessionPresent: asked.length > 1 });
      return;
    }
    if (packet.cmd === "subscribe")
      asked.at(-1)?.push(...packet.subscriptions.map(({ topic, qos }) => `${topic} ${qos}`));
    if (packet.cmd === "unsubscribe") asked.at(-1)?.push(...packet.unsubscriptions.map((topic) => `${topic} end`));
    answer(packet, connection, asked.length);
  });
  return asked;
}

function grant(packet: Packet, { send }: ScriptedConnection): void {
  const { messageId = 0 } = packet;
  if (packet.cmd === "subscribe")
    send({ cmd: "suback", messageId, granted: packet.subscriptions.map(({ qos }) => qos) });
  if (packet.cmd === "unsubscribe") send({ cmd: "unsuback", messageId, granted: [] });
}

const nothing = () => undefined;

describe("resumeSubs with the store File", () => {
  afterEach(() => broker.close());

  test("sends what was not answered again when the next client connects, and nothing else", async () => {
    const asked = await subscriptionBroker((packet, connection, number) => {
      // Only what begins with "a" is answered at first.
      const topics = packet.cmd === "subscribe" ? packet.subscriptions.map(({ topic }) => topic) : [];
      if (number > 1 || topics.every((topic) => topic.startsWith("a"))) grant(packet, connection);
    });
    const client = { ...fileStore(await storeDirectory()), resumeSubs: true };
    const first = await connectClient(broker.url, { client });
    await first.subscribe(nothing, { filter: "answered", qos: 1 });
    const waiting = failureOf(first.subscribe(nothing, { filter: "not/answered", qos: 2 }));
    await first.disconnect();
    expect(await waiting).toMatchObject({ code: "client-closed" });

    const second = await connectClient(broker.url, { client });
    // Answered after what was sent before it.
    await second.subscribe(nothing, { filter: "new", qos: 0 });
    await second.disconnect();
    await (await connectClient(broker.url, { client })).disconnect();
    expect(asked).toEqual([["answered 1", "not/answered 2"], ["not/answered 2", "new 0"], []]);
  });

  test("so with the end of a subscription, also of one that was ended without a connection", async () => {
    let lost = false;
    const asked = await subscriptionBroker((packet, connection, number) => {
      if (packet.cmd !== "unsubscribe" || number > 2) grant(packet, connection);
      else if (number === 1) {
        lost = true;
        connection.socket.destroy();
      }
    });
    const client = { ...fileStore(await storeDirectory()), resumeSubs: true };
    const first = await connectClient(broker.url, { client });
    const subscription = await first.subscribe(nothing, { filter: "x", qos: 1 });
    const ending = failureOf(first.unsubscribe(subscription));
    await nextEvent(first, "connected");
    expect(lost).toBe(true);
    await first.disconnect();
    expect(await ending).toMatchObject({ code: "client-closed" });
    // The broker has hung up when this is done, so it has read everything.
    await (await connectClient(broker.url, { client })).disconnect();
    expect(asked).toEqual([["x 1", "x end"], ["x end"], ["x end"]]);
  });

  test("a refusal that no call waits for is an event", async () => {
    await subscriptionBroker((packet, { send }, number) => {
      if (packet.cmd === "subscribe" && number > 1)
        send({ cmd: "suback", messageId: packet.messageId ?? 0, granted: [0x80] });
    });
    const client = { ...fileStore(await storeDirectory()), resumeSubs: true };
    const first = await connectClient(broker.url, { client });
    const waiting = failureOf(first.subscribe(nothing, { filter: "secret" }));
    await first.disconnect();
    await waiting;
    const second = await makeClient(broker.url, { client });
    const refused = nextEvent(second, "error");
    await second.connect();
    expect(await refused).toMatchObject({ code: "subscription-refused" });
  });

  test("without it, nothing of an earlier process is sent", async () => {
    const asked = await subscriptionBroker(nothing);
    const client = fileStore(await storeDirectory());
    const first = await connectClient(broker.url, { client: { ...client, resumeSubs: true } });
    const waiting = failureOf(first.subscribe(nothing, { filter: "x" }));
    await first.disconnect();
    await waiting;
    await (await connectClient(broker.url, { client })).disconnect();
    await (await connectClient(broker.url, { client: { ...client, resumeSubs: true } })).disconnect();
    expect(asked).toEqual([["x 1"], [], []]);
  });
});

describe("subscriptions", () => {
  afterEach(() => broker.close());

  test("of one turn go out in one packet, and each is told what it was granted", async () => {
    const packets: Packet[] = [];
    await subscriptionBroker((packet, { send }) => {
      if (packet.cmd !== "subscribe") return;
      packets.push(packet);
      send({ cmd: "suback", messageId: packet.messageId ?? 0, granted: [2, 1, 0x80, 0] });
    });
    const client = await connectClient(broker.url);
    const results = await Promise.allSettled(
      ["a", "b", "c", "d"].map((filter) => client.subscribe(nothing, { filter, qos: 2 })),
    );
    expect(packets).toHaveLength(1);
    const shown = results.map((result) =>
      result.status === "fulfilled" ? result.value.qos : (result.reason as { code: string }).code,
    );
    expect(shown).toEqual([2, 1, "subscription-refused", 0]);
  });

  test("are settled, however many there are", async () => {
    await subscriptionBroker(grant);
    const client = await connectClient(broker.url);
    const all = Array.from({ length: 3_000 }, async (_, index) => {
      for (let turn = 0; turn < index % 7; turn++) await Promise.resolve();
      const subscription = await client.subscribe(nothing, { filter: `many/${index}`, qos: 1 });
      await client.unsubscribe(subscription);
    });
    await Promise.all(all);
  });

  test("are answered in the end, however many connections broke before", async () => {
    // More than there are packet identifiers for subscriptions.
    const connections = 600;
    const asked = await subscriptionBroker((packet, connection, number) => {
      if (packet.cmd !== "subscribe") return;
      if (number < connections) connection.socket.destroy();
      else grant(packet, connection);
    });
    const client = await makeClient(broker.url, {
      client: { cleanSession: false, resumeSubs: true, maxReconnectInterval: "1ms" },
      context: { reconnectDelay: 1 },
    });
    const subscribed = client.subscribe(nothing, { filter: "x", qos: 1 });
    await client.connect();
    expect(await subscribed).toMatchObject({ filter: "x", qos: 1 });
    expect(asked).toHaveLength(connections);
  });
});

describe.skipIf(brokerMissing)(`the session that ${brokerName} keeps`, () => {
  let kept: EmbeddedBroker;
  beforeAll(async () => {
    kept = await startBroker({ tcp: true });
  });
  afterAll(() => kept.close());

  test("is delivered to handlers that subscribe before they connect", async () => {
    const client = { cleanSession: false, resumeSubs: true };
    const first = await connectClient(kept.url("tcp"), { client });
    await first.subscribe(nothing, { filter: "kept/#", qos: 1 });
    await first.disconnect();
    const sender = await observe(kept.url("tcp"), "nothing");
    await sender.publish("kept/x", "meanwhile");
    await sender.end();

    const second = await makeClient(kept.url("tcp"), { client });
    const received: string[] = [];
    const subscribed = second.subscribe((payload) => received.push(payload.toString()), { filter: "kept/#", qos: 1 });
    await second.connect();
    await subscribed;
    // What the broker has kept comes before the answer to SUBSCRIBE, or soon after.
    while (received.length === 0) await new Promise((resolve) => second.mqtt?.once("packetreceive", resolve));
    expect(received).toEqual(["meanwhile"]);
    expect(second.unmatchedMessages).toBe(0);
  });
});
