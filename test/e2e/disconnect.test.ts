import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { connack, startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, failureOf, makeClient, nextEvent } from "../support/test-client.js";

let broker: ScriptedBroker;
afterEach(() => broker.close());

/** A broker that accepts connections and acknowledges what `acknowledge` names. */
async function startReticent(acknowledge: readonly string[] = []): Promise<void> {
  broker = await startScriptedBroker((packet, { send, socket }) => {
    if (packet.cmd === "connect") send(connack(0));
    if (packet.cmd === "publish" && acknowledge.includes("publish"))
      send({ cmd: "puback", messageId: packet.messageId ?? 0 });
    if (packet.cmd === "disconnect") socket.end();
  });
}

const sent = () => broker.packets.map(({ cmd }) => cmd);

describe("disconnect()", () => {
  test("waits for what is under way, then sends DISCONNECT", async () => {
    let puback: () => void = () => undefined;
    broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "publish")
        puback = () => {
          send({ cmd: "puback", messageId: packet.messageId ?? 0 });
        };
      if (packet.cmd === "disconnect") socket.end();
    });
    const client = await connectClient(broker.url, { client: { disconnectQuiesce: "20s" } });
    const published = client.publish("slow");
    const disconnected = client.disconnect();
    while (!sent().includes("publish")) await new Promise(setImmediate);
    expect(sent()).not.toContain("disconnect");
    puback();
    await Promise.all([published, disconnected]);
    expect(sent()).toEqual(["connect", "publish", "disconnect"]);
    expect(client.state).toBe("closed");
  });

  test.each(["0", "100ms"])(
    "with disconnectQuiesce %s does not wait for what never comes",
    async (disconnectQuiesce) => {
      await startReticent();
      const client = await connectClient(broker.url, { client: { disconnectQuiesce } });
      const pending = [failureOf(client.publish(1)), failureOf(client.subscribe(() => undefined))];
      await client.disconnect();
      expect(await Promise.all(pending)).toMatchObject([{ code: "client-closed" }, { code: "client-closed" }]);
      expect(sent().at(-1)).toBe("disconnect");
    },
  );

  test("a link that takes nothing any more is cut", async () => {
    let cut: Promise<unknown> = Promise.resolve();
    let resume: () => void = () => undefined;
    broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd !== "connect") return;
      send(connack(0));
      socket.pause();
      cut = once(socket, "close");
      resume = () => socket.resume();
    });
    const client = await connectClient(broker.url);
    const lost = failureOf(client.publish("x".repeat(30_000_000), { qos: 0 }));
    await client.disconnect();
    expect(await lost).toMatchObject({ code: "client-closed" });
    resume();
    await cut;
    expect(sent()).toEqual(["connect"]);
  });

  test("is the same promise the second time, and nothing works afterwards", async () => {
    await startReticent(["publish"]);
    const client = await connectClient(broker.url);
    expect(client.disconnect()).toBe(client.disconnect());
    for (const work of [client.publish(1), client.subscribe(() => undefined), client.connect()]) {
      expect(await failureOf(work)).toMatchObject({ code: "client-closed" });
    }
    await client.disconnect();
    expect(client.mqtt).toBeUndefined();
  });

  test("ends a connect() that waits for CONNACK, and the broker learns that it was meant", async () => {
    broker = await startScriptedBroker((packet, { socket }) => {
      if (packet.cmd === "disconnect") socket.end();
    });
    const client = await makeClient(broker.url);
    const connecting = failureOf(client.connect());
    while (!sent().includes("connect")) await new Promise(setImmediate);
    await client.disconnect();
    expect(await connecting).toMatchObject({ code: "client-closed" });
    expect(client.state).toBe("closed");
    expect(sent()).toEqual(["connect", "disconnect"]);
  });

  test("ends reconnecting", async () => {
    await startReticent();
    const client = await connectClient(broker.url);
    const pending = failureOf(client.publish("never acknowledged"));
    const retrying = nextEvent(client, "retrying");
    client.mqtt?.stream.destroy();
    await retrying;
    await client.disconnect();
    expect(await pending).toMatchObject({ code: "client-closed" });
    expect(sent().filter((command) => command === "connect")).toHaveLength(1);
  });

  test("before connect() has nothing to do", async () => {
    await startReticent();
    const client = await makeClient(broker.url);
    await client.disconnect();
    expect(client.state).toBe("closed");
    expect(sent()).toEqual([]);
  });
});
