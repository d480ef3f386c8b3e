import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { observe } from "../support/observer.js";
import { connack, startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, failureOf, nextEvent, topic } from "../support/test-client.js";

let broker: EmbeddedBroker;

describe.skipIf(brokerMissing)(`a lost connection to ${brokerName}`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true, ws: true });
  });
  afterAll(() => broker.close());

  test.each(["tcp", "ws"] as const)(
    "%s: is re-established, with its subscriptions and what waited",
    async (transport) => {
      const observer = await observe(broker.url("tcp"), "test/#");
      const client = await connectClient(broker.url(transport), { message: { retained: false } });
      const received: string[] = [];
      await client.subscribe((payload) => received.push(payload.toString()), { filter: "to/+" });
      const states: string[] = [];
      for (const state of ["connecting", "lost", "retrying", "connected"] as const)
        client.on(state, () => states.push(state));

      const lost = nextEvent(client, "lost");
      const retrying = nextEvent(client, "retrying");
      const connected = nextEvent(client, "connected");
      client.mqtt?.stream.destroy();
      expect(await lost).toMatchObject({ reason: { code: "connection-lost" } });
      expect(await retrying).toEqual({ inMs: 1000 });
      const waiting = [
        client.publish("0", { qos: 0 }),
        client.publish("1", { qos: 1 }),
        client.publish("2", { qos: 2 }),
      ];
      await connected;
      await Promise.all(waiting);

      expect(states).toEqual(["lost", "retrying", "connecting", "connected"]);
      const seen = [await observer.next(), await observer.next(), await observer.next()];
      expect(seen.map(({ payload }) => payload.toString()).sort()).toEqual(["0", "1", "2"]);
      const echo = new Promise((resolve) => client.mqtt?.once("message", resolve));
      await observer.publish("to/me", "again");
      await echo;
      expect(received).toEqual(["again"]);
      await observer.end();
    },
  );

  test("messageChannelDepth limits what waits, and 0 lets nothing wait", async () => {
    for (const messageChannelDepth of [2, 0]) {
      const client = await connectClient(broker.url("tcp"), { client: { messageChannelDepth } });
      const lost = nextEvent(client, "lost");
      client.mqtt?.stream.destroy();
      await lost;
      const waiting = Array.from({ length: messageChannelDepth }, (_, index) => client.publish(index));
      const error = await failureOf(client.publish("one too many"));
      expect(error).toMatchObject({ code: "publish-failed" });
      expect(error.message).toContain(`${messageChannelDepth} messages wait for a connection already`);
      await Promise.all(waiting);
    }
  });

  test("is not re-established with autoReconnect: false; connect() does it", async () => {
    const client = await connectClient(broker.url("tcp"), { client: { autoReconnect: false } });
    const lost = nextEvent(client, "lost");
    const pending = failureOf(client.publish("on its way"));
    client.mqtt?.stream.destroy();
    await lost;
    expect(await pending).toMatchObject({ code: "connection-lost" });
    expect(await failureOf(client.publish("afterwards"))).toMatchObject({ code: "not-connected" });
    await client.connect();
    await client.publish("again");
  });

  test("a subscription made meanwhile is refused, or waits with resumeSubs", async () => {
    const options = { cleanSession: false, resumeSubs: true };
    for (const [client, waits] of [
      [await connectClient(broker.url("tcp")), false],
      [await connectClient(broker.url("ws"), { client: options }), true],
    ] as const) {
      const lost = nextEvent(client, "lost");
      client.mqtt?.stream.destroy();
      await lost;
      const subscribed = client.subscribe(() => undefined, { filter: topic });
      if (waits) expect(await subscribed).toEqual({ filter: topic, qos: 1 });
      else expect(await failureOf(subscribed)).toMatchObject({ code: "not-connected" });
      await client.disconnect();
    }
  });
});

describe("reconnecting to a broker that does as it likes", () => {
  let scripted: ScriptedBroker;
  afterEach(() => scripted.close());

  test("goes on after a refusal, which is told", async () => {
    let attempts = 0;
    scripted = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd !== "connect") return;
      attempts += 1;
      send(connack(attempts === 2 ? 3 : 0));
      if (attempts === 1) setImmediate(() => socket.destroy());
    });
    const client = await connectClient(scripted.url);
    const waits: unknown[] = [];
    client.on("retrying", ({ inMs }) => waits.push(inMs));
    expect(await nextEvent(client, "refused")).toEqual({ returnCode: 3 });
    await nextEvent(client, "connected");
    expect(waits.slice(-1)).toEqual([2000]);
  });

  test("goes on after bytes that are no MQTT", async () => {
    let attempts = 0;
    scripted = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd !== "connect") return;
      attempts += 1;
      send(connack(0));
      if (attempts === 1) setImmediate(() => socket.write(Buffer.from([0xf0, 0xff, 0xff, 0xff, 0xff, 0xff])));
    });
    const client = await connectClient(scripted.url);
    await nextEvent(client, "connected");
    expect(attempts).toBe(2);
  });
});
