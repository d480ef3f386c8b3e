import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MessageHandler } from "../../runtime/index.js";
import type { RealBroker } from "../support/brokers/broker-process.js";
import { installedBrokers } from "../support/brokers/installed.js";
import { observe } from "../support/observer.js";
import { connectClient, makeClient, nextEvent, topic } from "../support/test-client.js";

describe.each(installedBrokers(1))("on $name", ({ start, highestQos }) => {
  let broker: RealBroker;
  beforeAll(async () => {
    broker = await start();
  });
  afterAll(() => broker.close());

  // A broker without QoS 2 acknowledges it as QoS 1 (PUBACK): `publish` resolves, and a message may come twice.
  test.each([0, 1, 2] as const)("QoS %i is published and delivered with what the broker has of it", async (qos) => {
    const observer = await observe(broker.url, "test/#");
    const client = await connectClient(broker.url, { message: { qos, retained: false } });
    await client.publish({ qos });
    expect(await observer.next()).toMatchObject({ topic, qos: Math.min(qos, highestQos) });
    await observer.end();
  });

  test("a subscription tells which QoS was granted", async () => {
    const client = await connectClient(broker.url);
    const received: unknown[] = [];
    const arrived = new Promise<void>((resolve) =>
      client.mqtt?.once("message", () => {
        setImmediate(resolve);
      }),
    );
    const handler: MessageHandler = (payload, { qos }) => received.push([payload.toString(), qos]);
    expect(await client.subscribe(handler, { filter: "to/me", qos: 2 })).toMatchObject({ qos: highestQos });
    const observer = await observe(broker.url, "elsewhere");
    await observer.publish("to/me", "hello", { qos: 2 });
    await arrived;
    expect(received).toEqual([["hello", highestQos]]);
    await observer.end();
  });

  test("a retained status is there for later subscribers, until it is cleared", async () => {
    const client = await connectClient(broker.url);
    await client.publish("kept");
    const late = await observe(broker.url, topic);
    expect(await late.next()).toMatchObject({ payload: Buffer.from("kept"), retain: true });
    await late.end();
    await client.publish("");
    const later = await observe(broker.url, topic);
    await client.publish("live", { retained: false });
    expect(await later.next()).toMatchObject({ payload: Buffer.from("live"), retain: false });
    await later.end();
  });

  test("the will is published when the link is cut, not when the client disconnects", async () => {
    const observer = await observe(broker.url, `${topic}/$will`);
    const will = { content: Buffer.from("offline").toString("base64") };
    const polite = await connectClient(broker.url, { message: { will } });
    await polite.disconnect();
    const cut = await connectClient(broker.url, {
      message: { will: { content: Buffer.from("cut").toString("base64") } },
    });
    cut.mqtt?.stream.destroy();
    expect(await observer.next()).toMatchObject({ payload: Buffer.from("cut"), qos: 1 });
    await cut.disconnect();
    await observer.publish(`${topic}/$will`, "", { retain: true });
    await observer.end();
  });

  test("a kept session has its subscription and what came meanwhile, after a restart of the broker, too", async () => {
    const client = { cleanSession: false };
    const first = await connectClient(broker.url, { client });
    await first.subscribe(() => undefined, { filter: "meanwhile", qos: 1 });
    await first.disconnect();
    const observer = await observe(broker.url, "elsewhere");
    await observer.publish("meanwhile", "stored", { qos: 1 });
    await observer.end();
    await broker.restart("SIGTERM");
    const second = await makeClient(broker.url, { client });
    const connected = nextEvent(second, "connected");
    const received = new Promise((resolve) => {
      second.on("connected", () =>
        second.mqtt?.once("message", (name, payload) => {
          resolve([name, payload.toString()]);
        }),
      );
    });
    await second.connect();
    expect(await connected).toMatchObject({ sessionPresent: true });
    expect(await received).toEqual(["meanwhile", "stored"]);
  }, 90_000);
});
