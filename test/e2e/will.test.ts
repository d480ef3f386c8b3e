import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { observe, type Observer } from "../support/observer.js";
import { connectClient, topic } from "../support/test-client.js";

const willTopic = `${topic}/$will`;
const will = { content: Buffer.from("offline").toString("base64") };

let broker: EmbeddedBroker;
let observer: Observer;

describe.skipIf(brokerMissing)(`the will on ${brokerName}`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true, ws: true });
  });
  afterAll(() => broker.close());
  beforeEach(async () => {
    observer = await observe(broker.url("tcp"), "test/#");
  });
  afterEach(async () => {
    await observer.publish(willTopic, "", { retain: true });
    await observer.end();
  });

  test.each(["tcp", "ws"] as const)("is published when a %s connection is cut", async (transport) => {
    const client = await connectClient(broker.url(transport), { message: { will } });
    client.mqtt?.stream.destroy();
    expect(await observer.next()).toMatchObject({ topic: willTopic, qos: 1, payload: Buffer.from("offline") });
    const late = await observe(broker.url("tcp"), willTopic);
    expect(await late.next()).toMatchObject({ retain: true, payload: Buffer.from("offline") });
    await late.end();
  });

  test("goes to a topic of its own", async () => {
    const own = { ...will, topic: "test/:name/state" };
    const client = await connectClient(broker.url("tcp"), { message: { will: own } });
    client.mqtt?.stream.destroy();
    expect(await observer.next()).toMatchObject({ topic: "test/case1/state" });
    await observer.publish("test/case1/state", "", { retain: true });
  });

  // What comes first tells: the broker publishes a will before it learns of the message that follows.
  test.each(["tcp", "ws"] as const)("is not published when a %s client disconnects", async (transport) => {
    const client = await connectClient(broker.url(transport), { message: { will } });
    await client.disconnect();
    await observer.publish("test/afterwards", "nothing came before");
    expect(await observer.next()).toMatchObject({ topic: "test/afterwards" });
  });

  test("is not published when a client disconnects with messages under way", async () => {
    const client = await connectClient(broker.url("tcp"), { message: { will, qos: 2, retained: false } });
    const published = Array.from({ length: 50 }, (_, index) => client.publish(index).catch(() => undefined));
    await client.disconnect();
    await Promise.all(published);
    await observer.publish("test/afterwards", "last");
    const seen: string[] = [];
    while (seen.at(-1) !== "test/afterwards") seen.push((await observer.next()).topic);
    expect(seen).not.toContain(willTopic);
  });
});
