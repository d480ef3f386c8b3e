import type { IPublishPacket, Packet } from "mqtt-packet";
import { afterEach, describe, expect, test } from "vitest";
import { fileStore, storeDirectory } from "../support/file-store.js";
import { startScriptedBroker, type ScriptedBroker, type ScriptedConnection } from "../support/scripted-broker.js";
import { connectClient, nextEvent } from "../support/test-client.js";

let broker: ScriptedBroker;
afterEach(() => broker.close());

const quick = { cleanSession: false, maxReconnectInterval: "1s" };
const isPublish = (packet: Packet): packet is IPublishPacket => packet.cmd === "publish";

/** What a broker was sent over one connection. */
function shown(packets: readonly Packet[]): string[] {
  return packets.map((packet) => {
    const content = isPublish(packet) ? ` ${String(packet.payload)}${packet.dup ? " DUP" : ""}` : "";
    return `${packet.cmd} ${packet.messageId ?? ""}${content}`;
  });
}

describe("after a reconnect", () => {
  // The store Memory has a message in parts, the store File its packet.
  test.each([
    ["Memory", () => Promise.resolve({})],
    ["File", async () => fileStore(await storeDirectory())],
  ])("what was not acknowledged is sent again at once, in order, with its packet id and DUP: %s", async (_, store) => {
    const connections: Packet[][] = [];
    broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") {
        connections.push([]);
        send({ cmd: "connack", returnCode: 0, sessionPresent: connections.length > 1 });
        return;
      }
      connections.at(-1)?.push(packet);
      if (!isPublish(packet)) return;
      const { length } = connections.at(-1) ?? [];
      // The first connection acknowledges the second message only; the next one nothing before it has all four.
      if (connections.length === 1 && length === 4) {
        send({ cmd: "puback", messageId: 2 });
        socket.end();
      } else if (connections.length === 2 && length === 3) {
        for (const messageId of [1, 3, 4]) send({ cmd: "puback", messageId });
      }
    });
    const options = { client: { ...quick, ...(await store()) }, message: { qos: 1, retained: true } };
    const client = await connectClient(broker.url, options);
    await Promise.all(["a", "b", "c", "d"].map((payload) => client.publish(payload)));
    expect(connections.map(shown)).toEqual([
      ["publish 1 a", "publish 2 b", "publish 3 c", "publish 4 d"],
      ["publish 1 a DUP", "publish 3 c DUP", "publish 4 d DUP"],
    ]);
    const told = connections.flat().map((packet) => isPublish(packet) && [packet.topic, packet.qos, packet.retain]);
    expect(told).toEqual(told.map(() => [client.topics.forPublish(), 1, true]));
  });

  test("QoS 2 goes on with PUBREL where the broker kept the session, and begins anew where it did not", async () => {
    for (const sessionPresent of [true, false]) {
      const connections: Packet[][] = [];
      broker = await startScriptedBroker((packet, { send, socket }) => {
        if (packet.cmd === "connect") {
          connections.push([]);
          send({ cmd: "connack", returnCode: 0, sessionPresent: sessionPresent && connections.length > 1 });
          return;
        }
        connections.at(-1)?.push(packet);
        const { messageId = 0 } = packet;
        if (packet.cmd === "publish") send({ cmd: "pubrec", messageId });
        if (packet.cmd !== "pubrel") return;
        if (connections.length === 1) socket.end();
        else send({ cmd: "pubcomp", messageId });
      });
      const client = await connectClient(broker.url, { client: quick, message: { qos: 2 } });
      await client.publish("a");
      const second = sessionPresent ? ["pubrel 1"] : ["publish 1 a DUP", "pubrel 1"];
      expect(connections.map(shown)).toEqual([["publish 1 a", "pubrel 1"], second]);
      await client.disconnect();
      if (sessionPresent) await broker.close();
    }
  });
});

test.each([1, 2] as const)(
  "QoS %i gets through a link that breaks whenever more than a few messages are on it",
  async (qos) => {
    const arrived: string[] = [];
    let links = 0;
    broker = await startScriptedBroker((packet, { send, socket }) => {
      const { messageId = 0 } = packet;
      if (packet.cmd === "connect") {
        links += 1;
        unanswered = 0;
        send({ cmd: "connack", returnCode: 0, sessionPresent: links > 1 });
      }
      if (packet.cmd === "pubrel") send({ cmd: "pubcomp", messageId });
      if (!isPublish(packet)) return;
      unanswered += 1;
      if (unanswered > 3) {
        socket.destroy();
        return;
      }
      const link = links;
      // When the client had its turn, so that all that it sends at once is counted.
      setTimeout(() => {
        if (socket.destroyed || link !== links) return;
        unanswered -= 1;
        arrived.push(String(packet.payload));
        send(qos === 1 ? { cmd: "puback", messageId } : { cmd: "pubrec", messageId });
      }, 5);
    });
    let unanswered = 0;
    const client = await connectClient(broker.url, {
      client: { ...quick, maxReconnectInterval: "1ms" },
      message: { qos },
      context: { reconnectDelay: 1 },
    });
    const texts = Array.from({ length: 100 }, (_, index) => String(index));
    await Promise.all(texts.map((text) => client.publish(text)));
    expect([...new Set(arrived)]).toEqual(texts);
  },
);

test("a broker without QoS 2 may answer it as it does QoS 1; other answers to the wrong question count for nothing", async () => {
  broker = await startScriptedBroker((packet, { send }) => {
    const { messageId = 0 } = packet;
    if (packet.cmd === "connect") send({ cmd: "connack", returnCode: 0, sessionPresent: false });
    if (!isPublish(packet)) return;
    if (packet.qos === 1) for (const cmd of ["pubrec", "pubcomp"] as const) send({ cmd, messageId });
    send({ cmd: "puback", messageId: messageId + 1 });
    send({ cmd: "puback", messageId });
  });
  const client = await connectClient(broker.url, { client: quick });
  await client.publish("a", { qos: 2 });
  await client.publish("b", { qos: 1 });
  expect(shown(broker.packets)).toEqual(["connect ", "publish 1 a", "publish 2 b"]);
});

test("a process without a memory does not take identifiers for its own that the broker may know", async () => {
  // The broker has a message of QoS 2 from before, with the first identifier, and takes another one for that.
  const published: Packet[] = [];
  broker = await startScriptedBroker((packet, { send }) => {
    const { messageId = 0 } = packet;
    if (packet.cmd === "connect") send({ cmd: "connack", returnCode: 0, sessionPresent: true });
    if (packet.cmd === "publish") {
      published.push(packet);
      send({ cmd: "pubrec", messageId });
    }
    if (packet.cmd === "pubrel") send({ cmd: "pubcomp", messageId });
  });
  const first = await connectClient(broker.url, { client: quick, message: { qos: 2 } });
  await first.publish("a");
  await first.disconnect();
  const second = await connectClient(broker.url, { client: quick, message: { qos: 2 } });
  await second.publish("b");
  expect(published[1]?.messageId).not.toBe(published[0]?.messageId);
});

describe("the window", () => {
  /** A broker that acknowledges a message only when it has been given as many as the window takes, or the last one. */
  async function greedyBroker(window: number, total: number) {
    const held: number[] = [];
    let seen = 0;
    let most = 0;
    const release = ({ send }: ScriptedConnection) => {
      for (const messageId of held.splice(0)) send({ cmd: "puback", messageId });
    };
    broker = await startScriptedBroker((packet, connection) => {
      if (packet.cmd === "connect") connection.send({ cmd: "connack", returnCode: 0, sessionPresent: false });
      if (!isPublish(packet)) return;
      held.push(packet.messageId ?? 0);
      seen += 1;
      most = Math.max(most, held.length);
      if (held.length === window || seen === total) release(connection);
    });
    return { most: () => most };
  }

  test.each([
    { maxInFlight: undefined, window: 20 },
    { maxInFlight: 3, window: 3 },
  ])("is never exceeded: $window", async ({ maxInFlight, window }) => {
    const { most } = await greedyBroker(window, 100);
    const client = await connectClient(broker.url, { message: { qos: 1 }, context: { maxInFlight } });
    await Promise.all(Array.from({ length: 100 }, (_, index) => client.publish(index)));
    expect(most()).toBe(window);
  });

  test("lets more messages be outstanding than there are packet ids", async () => {
    const { most } = await greedyBroker(20, 100_000);
    const client = await connectClient(broker.url, { message: { qos: 1 } });
    const settled = await Promise.allSettled(Array.from({ length: 100_000 }, (_, index) => client.publish(index)));
    expect(settled.every(({ status }) => status === "fulfilled")).toBe(true);
    expect(most()).toBe(20);
  });

  test("must be a possible number", async () => {
    broker = await startScriptedBroker(() => undefined);
    for (const maxInFlight of [0, 1.5, 65_001, Number.NaN])
      await expect(connectClient(broker.url, { context: { maxInFlight } })).rejects.toMatchObject({
        code: "invalid-options",
      });
  });

  test("a lost link fails what the socket had not taken of QoS 0, and nothing else", async () => {
    broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd !== "connect") return;
      send({ cmd: "connack", returnCode: 0, sessionPresent: false });
      socket.pause();
    });
    const client = await connectClient(broker.url, { client: quick, message: { qos: 0 } });
    const lost = nextEvent(client, "lost");
    const big = "x".repeat(1_000_000);
    const results = Array.from({ length: 30 }, () =>
      client.publish(big).then(
        () => "sent",
        (error: unknown) => String(error),
      ),
    );
    client.mqtt?.stream.destroy();
    await lost;
    expect((await results[0]) ?? "").toMatch(/sent|connection-lost/);
    await client.disconnect();
    expect((await Promise.all(results)).filter((result) => result.includes("connection-lost")).length).toBeGreaterThan(
      0,
    );
  });
});
