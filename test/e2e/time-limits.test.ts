import { afterEach, describe, expect, test } from "vitest";
import { connack, startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, failureOf, nextEvent } from "../support/test-client.js";

let broker: ScriptedBroker;
afterEach(() => broker.close());

const times = { autoReconnect: false };

describe("time limits", () => {
  test("waitTimeout: the promise fails, the message stays in flight", async () => {
    let puback: () => void = () => undefined;
    broker = await startScriptedBroker((packet, { send }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "publish")
        puback = () => {
          send({ cmd: "puback", messageId: packet.messageId ?? 0 });
        };
    });
    const client = await connectClient(broker.url, { client: { waitTimeout: "50ms", disconnectQuiesce: "20s" } });
    const error = await failureOf(client.publish("slow"));
    expect(error).toMatchObject({ code: "wait-timeout", stillInFlight: true });
    expect(error.message).toContain("publish to test/default/case1 within 50 ms");
    const subscriber = await connectClient(broker.url, { client: { waitTimeout: "50ms" } });
    expect(await failureOf(subscriber.subscribe(() => undefined))).toMatchObject({ code: "wait-timeout" });
    // What is in flight is waited for before DISCONNECT.
    const disconnected = client.disconnect();
    await new Promise(setImmediate);
    expect(broker.packets.map(({ cmd }) => cmd)).not.toContain("disconnect");
    puback();
    await disconnected;
    expect(broker.packets.map(({ cmd }) => cmd)).toEqual(["connect", "publish", "connect", "subscribe", "disconnect"]);
  });

  test("waitTimeout: an acknowledgement that has come while this process was busy counts", async () => {
    broker = await startScriptedBroker((packet, { send }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd !== "publish") return;
      send({ cmd: "puback", messageId: packet.messageId ?? 0 });
      const busyUntil = performance.now() + 600;
      while (performance.now() < busyUntil);
    });
    const client = await connectClient(broker.url, { client: { waitTimeout: "400ms" } });
    await client.publish("answered at once, and read late");
    await client.disconnect();
  });

  test("pingTimeout: a broker that does not answer a ping is left", async () => {
    broker = await startScriptedBroker((packet, { send }) => {
      if (packet.cmd === "connect") send(connack(0));
    });
    const client = await connectClient(broker.url, { client: { ...times, keepAlive: "1s", pingTimeout: "50ms" } });
    const connectedAt = performance.now();
    const { reason } = (await nextEvent(client, "lost")) as { reason: Error };
    expect(reason).toMatchObject({ code: "connection-lost", cause: { code: "ERR_OCTOPUS_PING_UNANSWERED" } });
    expect(reason.message).toContain("the broker did not answer a ping within 50 ms (pingTimeout)");
    expect(performance.now() - connectedAt).toBeGreaterThan(1000);
    expect(broker.packets.map(({ cmd }) => cmd)).toEqual(["connect", "pingreq"]);
  });

  test("pingTimeout: also while messages of the last connection are sent again", async () => {
    let attempts = 0;
    broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") {
        attempts += 1;
        send(connack(0));
      }
      if (packet.cmd === "publish" && attempts === 1) socket.destroy();
      if (packet.cmd === "publish" && attempts === 3) send({ cmd: "puback", messageId: packet.messageId ?? 0 });
    });
    const client = await connectClient(broker.url, { client: { keepAlive: "1s", pingTimeout: "50ms" } });
    await client.publish("acknowledged on the third connection only");
    expect(attempts).toBe(3);
  });

  test("keepAlive: a broker that answers pings is not left; keepAlive 0 sends none", async () => {
    broker = await startScriptedBroker((packet, { send }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "pingreq") send({ cmd: "pingresp" });
    });
    const quiet = await connectClient(broker.url, { client: { ...times, keepAlive: "0" } });
    const client = await connectClient(broker.url, { client: { ...times, keepAlive: "1s", pingTimeout: "5s" } });
    const pings = () => broker.packets.filter(({ cmd }) => cmd === "pingreq").length;
    while (pings() < 2) await new Promise((resolve) => client.mqtt?.once("packetreceive", resolve));
    expect([client.state, quiet.state]).toEqual(["connected", "connected"]);
    expect(quiet.mqtt?.options.keepalive).toBe(0);
  });

  test.each([0, 1] as const)("writeTimeout: a broker that stops reading is left, QoS %i", async (qos) => {
    broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd !== "connect") return;
      send(connack(0));
      socket.pause();
    });
    const client = await connectClient(broker.url, { client: { ...times, writeTimeout: "200ms" } });
    const lost = nextEvent(client, "lost");
    const big = Buffer.alloc(8_000_000);
    const pending = [failureOf(client.publish(big, { qos })), failureOf(client.publish(big, { qos }))];
    const { reason } = (await lost) as { reason: Error };
    expect(reason).toMatchObject({ code: "connection-lost", cause: { code: "ERR_OCTOPUS_WRITE_STALLED" } });
    expect(reason.message).toContain("the broker has not read for 200 ms");
    expect(await Promise.all(pending)).toMatchObject([{ code: "connection-lost" }, { code: "connection-lost" }]);
  });

  test("keepAlive beyond what MQTT can express", async () => {
    broker = await startScriptedBroker(() => undefined);
    const error = await failureOf(connectClient(broker.url, { client: { keepAlive: "65536s" } }));
    expect(error).toMatchObject({ code: "invalid-options", pointer: "/client/keepAlive" });
  });
});
