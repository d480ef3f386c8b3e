import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { createClient } from "../../runtime/index.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { observe, type Observer, type SeenMessage } from "../support/observer.js";
import { connack, startScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, failureOf, link, topic } from "../support/test-client.js";

const willTopic = `${topic}/$will`;
const message = { will: { content: Buffer.from("offline").toString("base64") } };
const context = { onlineMarker: true, reconnectDelay: 10 };

let broker: EmbeddedBroker;
let observer: Observer;

/** What the observer sees next, as text. */
const next = async () => (await observer.next()).payload.toString();

/** What a subscriber gets that comes now. */
async function retained(): Promise<SeenMessage> {
  const late = await observe(broker.url("tcp"), willTopic);
  const seen = await late.next();
  await late.end();
  return seen;
}

describe.skipIf(brokerMissing)(`the online marker on ${brokerName}`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true });
  });
  afterAll(() => broker.close());
  beforeEach(async () => {
    observer = await observe(broker.url("tcp"), "test/#");
  });
  afterEach(async () => {
    await observer.publish(willTopic, "", { retain: true });
    await observer.end();
  });

  test("is there after connect, and what the will says after a clean stop", async () => {
    const client = await connectClient(broker.url("tcp"), { message, context });
    expect(await observer.next()).toMatchObject({ topic: willTopic, qos: 1, payload: Buffer.from("online") });
    expect(await retained()).toMatchObject({ retain: true, qos: 1, payload: Buffer.from("online") });
    await client.disconnect();
    expect(await observer.next()).toMatchObject({ topic: willTopic, qos: 1, payload: Buffer.from("offline") });
    expect(await retained()).toMatchObject({ retain: true, payload: Buffer.from("offline") });
  });

  test("takes the place of the will when the client is back", async () => {
    const client = await connectClient(broker.url("tcp"), { message, context });
    expect(await next()).toBe("online");
    client.mqtt?.stream.destroy();
    expect(await next()).toBe("offline");
    expect(await next()).toBe("online");
    expect(await retained()).toMatchObject({ payload: Buffer.from("online") });
    await client.disconnect();
  });

  test("says what it is told to, on the topic of the will", async () => {
    const onlineMarker = { payload: { online: true }, stopPayload: Buffer.from("stopped") };
    const will = { ...message.will, topic: "test/:name/state" };
    const client = await connectClient(broker.url("tcp"), { message: { will }, context: { onlineMarker } });
    expect(await observer.next()).toMatchObject({ topic: "test/case1/state", payload: Buffer.from('{"online":true}') });
    await client.disconnect();
    expect(await observer.next()).toMatchObject({ topic: "test/case1/state", payload: Buffer.from("stopped") });
    await observer.publish("test/case1/state", "", { retain: true });
  });

  test("is not there unless it is asked for", async () => {
    const client = await connectClient(broker.url("tcp"), { message });
    await client.publish("the first message", { retained: false });
    await client.disconnect();
    await observer.publish("test/afterwards", "the second message");
    expect([await next(), await next()]).toEqual(["the first message", "the second message"]);
  });
});

describe("the online marker, as a broker that answers nothing sees it,", () => {
  test("passes messages that wait, and goes ahead of DISCONNECT", async () => {
    const silent = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "disconnect") socket.end();
    });
    const client = await connectClient(silent.url, { message, context: { ...context, maxInFlight: 1 } });
    const published = ["in flight", "waiting"].map((payload) => failureOf(client.publish(payload)));
    await client.disconnect();
    expect(await Promise.all(published)).toMatchObject([{ code: "client-closed" }, { code: "client-closed" }]);
    const sent = silent.packets.map((packet) => (packet.cmd === "publish" ? String(packet.payload) : packet.cmd));
    expect(sent).toEqual(["connect", "online", "in flight", "offline", "disconnect"]);
    const ids = silent.packets.flatMap((packet) => (packet.cmd === "publish" ? [packet.messageId] : []));
    expect(new Set(ids).size).toBe(3);
    await silent.close();
  });

  test("is said anew over each connection, and never again", async () => {
    // More often than there are packet identifiers for it.
    const connections = 600;
    let count = 0;
    const flapping = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "publish" && (count += 1) < connections) socket.destroy();
    });
    const client = await connectClient(flapping.url, {
      client: { maxReconnectInterval: "1ms" },
      message,
      context: { onlineMarker: true, reconnectDelay: 1 },
    });
    while (count < connections) await new Promise(setImmediate);
    const markers = flapping.packets.filter(({ cmd }) => cmd === "publish");
    expect(markers).toHaveLength(connections);
    expect(markers.every((packet) => packet.cmd === "publish" && !packet.dup)).toBe(true);
    await client.disconnect();
    await flapping.close();
  });
});

test.each([true, {}])("onlineMarker: %j without a will is refused", async (onlineMarker) => {
  const options = { client: { server: "tcp://127.0.0.1:1" }, message: { topic: "test/:name" } };
  expect(await failureOf(createClient(options, { link, onlineMarker }))).toMatchObject({
    code: "invalid-options",
    pointer: "/message/will",
    message: expect.stringContaining("`onlineMarker` of the client's context needs a will") as string,
  });
});
