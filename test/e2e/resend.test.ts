import type { IPublishPacket, Packet } from "mqtt-packet";
import { afterEach, describe, expect, test } from "vitest";
import { startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
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
  test("what was not acknowledged is sent again at once, in order, with its packet id and DUP", async () => {
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
    const client = await connectClient(broker.url, { client: quick, message: { qos: 1 } });
    await Promise.all(["a", "b", "c", "d"].map((payload) => client.publish(payload)));
    expect(connections.map(shown)).toEqual([
      ["publish 1 a", "publish 2 b", "publish 3 c", "publish 4 d"],
      ["publish 1 a DUP", "publish 3 c DUP", "publish 4 d DUP"],
    ]);
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
  /** A broker that answers messages only when it has been given as many as the window takes, or the last one. */
  async function greedyBroker(window: number, total: number) {
    const unacknowledged = new Set<number>();
    const unanswered: Packet[] = [];
    let seen = 0;
    let most = 0;
    broker = await startScriptedBroker((packet, { send }) => {
      const { messageId = 0 } = packet;
      if (packet.cmd === "connect") send({ cmd: "connack", returnCode: 0, sessionPresent: false });
      if (packet.cmd === "pubrel") {
        unacknowledged.delete(messageId);
        send({ cmd: "pubcomp", messageId });
      }
      if (!isPublish(packet)) return;
      seen += 1;
      most = Math.max(most, unacknowledged.add(messageId).size);
      unanswered.push(packet.qos === 2 ? { cmd: "pubrec", messageId } : { cmd: "puback", messageId });
      if (unacknowledged.size < window && seen < total) return;
      if (packet.qos === 1) unacknowledged.clear();
      for (const answer of unanswered.splice(0)) send(answer);
    });
    return { most: () => most };
  }

  test.each([
    { qos: 1, maxInFlight: undefined, window: 100 },
    { qos: 2, maxInFlight: undefined, window: 20 },
    { qos: 1, maxInFlight: 3, window: 3 },
    { qos: 2, maxInFlight: 3, window: 3 },
  ] as const)("of QoS $qos is never exceeded: $window", async ({ qos, maxInFlight, window }) => {
    const { most } = await greedyBroker(window, 300);
    const client = await connectClient(broker.url, { message: { qos }, context: { maxInFlight } });
    await Promise.all(Array.from({ length: 300 }, (_, index) => client.publish(index)));
    expect(most()).toBe(window);
  });

  test("of QoS 2 counts those of QoS 1 before it", async () => {
    let acknowledged = 0;
    let before: number | undefined;
    broker = await startScriptedBroker((packet, { send }) => {
      const { messageId = 0 } = packet;
      if (packet.cmd === "connect") send({ cmd: "connack", returnCode: 0, sessionPresent: false });
      if (!isPublish(packet)) return;
      if (packet.qos === 2) {
        before = acknowledged;
        send({ cmd: "pubrec", messageId });
      } else if (String(packet.payload) === "29") {
        // Later, so that what came with it is looked at first.
        setImmediate(() => {
          for (; acknowledged < 11; acknowledged++) send({ cmd: "puback", messageId: messageId - acknowledged });
        });
      }
    });
    const client = await connectClient(broker.url, { message: { qos: 1 } });
    const settled = Array.from({ length: 30 }, (_, index) => client.publish(index).catch(() => undefined));
    const released = new Promise<void>((resolve) => {
      client.mqtt?.on("packetsend", ({ cmd }) => {
        if (cmd === "pubrel") resolve();
      });
    });
    settled.push(client.publish("last", { qos: 2 }).catch(() => undefined));
    await released;
    expect(before).toBe(11);
    await client.disconnect();
    await Promise.all(settled);
  });

  test("lets more messages be outstanding than there are packet ids", async () => {
    const { most } = await greedyBroker(100, 100_000);
    const client = await connectClient(broker.url, { message: { qos: 1 } });
    const settled = await Promise.allSettled(Array.from({ length: 100_000 }, (_, index) => client.publish(index)));
    expect(settled.every(({ status }) => status === "fulfilled")).toBe(true);
    expect(most()).toBe(100);
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
