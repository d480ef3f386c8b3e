import { Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { connack, startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, failureOf, nextEvent } from "../support/test-client.js";

let broker: ScriptedBroker;
afterEach(() => broker.close());

/** A broker that acknowledges what is published, and lets nobody in while `isOpen` says so. */
async function startAcknowledging(isOpen: () => boolean = () => true): Promise<void> {
  broker = await startScriptedBroker((packet, { send, socket }) => {
    if (packet.cmd === "connect" && isOpen()) send(connack(0));
    else if (packet.cmd === "connect") socket.destroy();
    if (packet.cmd === "publish" && packet.qos === 1) send({ cmd: "puback", messageId: packet.messageId ?? 0 });
  });
}

/** What arrived, in order: QoS, topic and the beginning of the payload. */
function arrived(): string[] {
  return broker.packets.flatMap((packet) =>
    packet.cmd === "publish" ? [`${packet.qos} ${packet.topic} ${packet.payload.toString().slice(0, 8)}`] : [],
  );
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("messages of QoS 0", () => {
  test("go out in the order of the calls, with others between them, to several topics, large and small", async () => {
    await startAcknowledging();
    const client = await connectClient(broker.url, { message: { topic: "t/:path", qos: 0 } });
    const calls = Array.from({ length: 2_000 }, (_, index) => ({
      payload: `${String(index).padStart(8)}${"x".repeat(index % 97 === 0 ? 70_000 : index % 50)}`,
      qos: index % 7 === 0 || index % 10 === 0 ? (1 as const) : (0 as const),
      path: index % 31 === 0 ? "b" : "a",
    }));
    await Promise.all(calls.map(({ payload, qos, path }) => client.publish(payload, { qos, render: { path } })));
    await client.disconnect();
    await expect.poll(() => arrived().length).toBe(calls.length);
    expect(arrived()).toEqual(calls.map(({ payload, qos, path }) => `${qos} t/${path} ${payload.slice(0, 8)}`));
  });

  test("wait for a connection up to messageChannelDepth, each one counted, and then go out", async () => {
    let isOpen = true;
    await startAcknowledging(() => isOpen);
    const client = await connectClient(broker.url, {
      client: { messageChannelDepth: 100, maxReconnectInterval: "20ms" },
      message: { topic: "t", qos: 0 },
    });
    isOpen = false;
    const lost = nextEvent(client, "lost");
    client.mqtt?.stream.destroy();
    await lost;
    const published = Array.from({ length: 60 }, (_, index) => client.publish(`first ${index}`));
    await nextTurn();
    published.push(...Array.from({ length: 40 }, (_, index) => client.publish(`then ${index}`)));
    expect(client.statistics.waiting).toBe(100);
    expect(await failureOf(client.publish("too many"))).toMatchObject({ code: "publish-failed" });
    isOpen = true;
    await Promise.all(published);
    expect(client.statistics.waiting).toBe(0);
    await expect.poll(() => arrived().length).toBe(100);
    expect(arrived().at(0)).toBe("0 t first 0");
    expect(arrived().at(-1)).toBe("0 t then 39");
  });

  test("with waitTimeout have a deadline each", async () => {
    let isOpen = true;
    await startAcknowledging(() => isOpen);
    const client = await connectClient(broker.url, {
      client: { waitTimeout: "50ms" },
      message: { topic: "t", qos: 0 },
    });
    isOpen = false;
    const lost = nextEvent(client, "lost");
    client.mqtt?.stream.destroy();
    await lost;
    expect(await failureOf(client.publish("early"))).toMatchObject({ code: "wait-timeout" });
    const late = failureOf(client.publish("late"));
    expect(await Promise.race([late, nextTurn()])).toBeUndefined();
    expect(await late).toMatchObject({ code: "wait-timeout" });
  });

  test("leave at once when they are alone, and with one system call when a turn of the event loop has many", async () => {
    await startAcknowledging();
    const client = await connectClient(broker.url, { message: { topic: "t", qos: 0 } });
    const outcome = await Promise.race([client.publish("alone").then(() => "left"), nextTurn().then(() => "waits")]);
    expect(outcome).toBe("left");
    const writes = vi.spyOn(Socket.prototype, "write");
    // Each in a callback of its own, as messages of many sources come.
    const many = async (): Promise<number> => {
      writes.mockClear();
      const turn = Array.from({ length: 50 }, () => nextTurn().then(() => client.publish("one of many")));
      await Promise.all(turn);
      return writes.mock.calls.length;
    };
    // Nothing tells the first of them that others follow.
    expect(await many()).toBeLessThanOrEqual(2);
    expect(await many()).toBe(1);
    writes.mockRestore();
    await client.disconnect();
    await expect.poll(() => arrived().length).toBe(101);
  });
});
