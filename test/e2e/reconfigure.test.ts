import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { mapResolver, StatusPublisher } from "../../runtime/index.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { makeCertificates } from "../support/certificates.js";
import { observe, type Observer } from "../support/observer.js";
import { publishWhile } from "../support/steady-publisher.js";
import { connectClient, failureOf, link, topic, type TestOptions } from "../support/test-client.js";

const willTopic = `${topic}/$will`;
const will = { content: Buffer.from("offline").toString("base64") };
const context = { onlineMarker: true };

const certificates = makeCertificates();
let broker: EmbeddedBroker;
let observer: Observer;

/** What a client is reconfigured with; as `connectClient` completes it. */
function options(server: string, { client, message }: TestOptions = {}) {
  return {
    client: { server, disconnectQuiesce: "0", ...client },
    message: { topic: "test/:namespace/:name", ...message },
  };
}

/** The next of what is seen, as `topic payload`, up to the message that ends with `last`. */
async function seenUntil(last: string, from = observer): Promise<string[]> {
  const seen: string[] = [];
  while (!seen.at(-1)?.endsWith(last)) {
    const message = await from.next();
    seen.push(`${message.topic} ${message.payload.toString()}`);
  }
  return seen;
}

/** What a subscriber gets that comes now. */
async function retained(filter: string, server = broker.url("tcp")): Promise<string> {
  const late = await observe(server, filter);
  const { payload } = await late.next();
  await late.end();
  return payload.toString();
}

describe.skipIf(brokerMissing)(`reconfiguring on ${brokerName}`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true, ws: true, tls: certificates.server });
  });
  afterAll(() => broker.close());
  beforeEach(async () => {
    observer = await observe(broker.url("tcp"), "test/#");
  });
  afterEach(async () => {
    for (const name of [topic, willTopic]) await observer.publish(name, "", { retain: true });
    await observer.end();
  });

  test("another topic, QoS and transport count from then on, and handlers stay", async () => {
    const client = await connectClient(broker.url("tcp"), {
      client: { cleanSession: false },
      message: { retained: false },
    });
    const received: string[] = [];
    const arrived = new Promise<void>((resolve) => {
      void client.subscribe(
        (payload, info) => {
          received.push(`${info.topic} ${payload.toString()}`);
          resolve();
        },
        { filter: "in/#" },
      );
    });
    await client.publish("before");
    for (const [scheme, tlsConfig] of [
      ["ws", undefined],
      ["tls", { caFilePEM: certificates.ca }],
    ] as const) {
      const changed = { cleanSession: false, ...(tlsConfig && { tlsConfig }) };
      const message = { topic: "test/new/:name", qos: 2, retained: false };
      await client.reconfigure(options(broker.url(scheme), { client: changed, message }));
    }
    await client.publish("after");
    expect(client.topics.forPublish()).toBe("test/new/case1");
    expect([await observer.next(), await observer.next()]).toMatchObject([
      { topic, qos: 1 },
      { topic: "test/new/case1", qos: 2 },
    ]);
    await observer.publish("in/a", "hello");
    await arrived;
    expect(received).toEqual(["in/a hello"]);
  });

  test("nothing that is published through a hundred of them is lost or out of order", async () => {
    const message = { retained: false };
    const client = await connectClient(broker.url("tcp"), { client: { cleanSession: false }, message });
    const published = await publishWhile(client, async () => {
      for (let keepAlive = 1; keepAlive <= 100; keepAlive++) {
        const changed = { cleanSession: false, keepAlive: `${keepAlive}s` };
        await client.reconfigure(options(broker.url("tcp"), { client: changed, message }));
      }
    });
    await client.publish("last");
    const seen = await seenUntil("last");
    expect([...new Set(seen)]).toEqual(
      [...Array.from({ length: published }).keys(), "last"].map((n) => `${topic} ${n}`),
    );
  });

  test("the broker publishes the old will when it ends the old connection; a marker is put right", async () => {
    const client = await connectClient(broker.url("tcp"), { message: { will }, context });
    await client.reconfigure(options(broker.url("tcp"), { client: { keepAlive: "20s" }, message: { will } }));
    await client.publish("last");
    expect(await seenUntil("last")).toEqual([
      `${willTopic} online`,
      `${willTopic} offline`,
      `${willTopic} online`,
      `${topic} last`,
    ]);
    expect(await retained(willTopic)).toBe("online");
    await client.disconnect();
  });

  test("a marker moves with the topic of the will", async () => {
    const client = await connectClient(broker.url("tcp"), { message: { will }, context });
    const moved = { will: { ...will, topic: "test/state" } };
    await client.reconfigure(options(broker.url("tcp"), { message: moved }));
    await client.publish("last");
    await seenUntil("last");
    expect([await retained(willTopic), await retained("test/state")]).toEqual(["offline", "online"]);
    await client.disconnect();
    await observer.publish("test/state", "", { retain: true });
  });

  test("another broker is told that the client is there, and the old one that it is gone, without its will", async () => {
    const elsewhere = await startBroker({ tcp: true });
    const there = await observe(elsewhere.url("tcp"), "test/#");
    const message = { will, retained: false };
    const client = await connectClient(broker.url("tcp"), {
      message,
      context: { onlineMarker: { stopPayload: "left" } },
    });
    await client.reconfigure(options(elsewhere.url("tcp"), { message }));
    await client.publish("moved");
    expect(await seenUntil("moved", there)).toEqual([`${willTopic} online`, `${topic} moved`]);
    await observer.publish("test/afterwards", "last");
    expect(await seenUntil("last")).toEqual([`${willTopic} online`, `${willTopic} left`, "test/afterwards last"]);
    await client.disconnect();
    await there.end();
    await elsewhere.close();
  });

  test("waitTimeout and order count for what comes afterwards", async () => {
    const client = await connectClient(broker.url("tcp"), { message: { retained: false } });
    const running = { now: 0, most: 0 };
    let handled = 0;
    const done = new Promise<void>((resolve) => {
      const handler = async () => {
        running.most = Math.max(running.most, ++running.now);
        await new Promise(setImmediate);
        running.now -= 1;
        if (++handled === 10) resolve();
      };
      void client.subscribe(handler, { filter: "in/#" });
    });
    const changed = { order: false, waitTimeout: "1ns" };
    await client.reconfigure(options(broker.url("tcp"), { client: changed, message: { retained: false } }));
    // It takes many turns of the event loop to leave.
    const large = "x".repeat(20_000_000);
    expect(await failureOf(client.publish(large, { qos: 2 }))).toMatchObject({ code: "wait-timeout" });
    for (let index = 0; index < 10; index++) void observer.publish("in/a", String(index));
    await done;
    expect(running.most).toBeGreaterThan(1);
  });
});

describe.skipIf(brokerMissing)(`new credentials on ${brokerName}`, () => {
  test("are tried beside the old connection, and looked up anew", async () => {
    const guarded = await startBroker({ tcp: true, users: { old: "first", new: "second" } });
    const client = { basicAuth: { username: "old", password: "first" } };
    const values = { credentials: { password: "wrong" } };
    const references = mapResolver(values);
    const given = await connectClient(guarded.url("tcp"), { client, context: { references } });
    const { mqtt } = given;
    const changed = options(guarded.url("tcp"), {
      client: { basicAuth: { username: "new", passwordRef: { name: "credentials", item: "password" } } },
    });
    expect(await failureOf(given.reconfigure(changed))).toMatchObject({ code: "connection-refused" });
    await given.publish("still there");
    expect([given.state, given.mqtt]).toEqual(["connected", mqtt]);
    values.credentials.password = "second";
    await given.reconfigure(changed);
    await given.publish("as another user");
    expect(given.mqtt?.options.username).toBe("new");
    await given.disconnect();
    await guarded.close();
  });
});

describe.skipIf(brokerMissing)(`a status publisher on ${brokerName}`, () => {
  test("takes another version of its manifest, and no other DeviceLink's", async () => {
    const plain = await startBroker({ tcp: true });
    const manifest = (name: string, mqtt: object) => ({
      apiVersion: "edge.cattle.io/v1alpha1",
      kind: "DeviceLink",
      metadata: { ...link, name },
      spec: { adaptor: {}, model: {}, template: { spec: { extension: { mqtt } } } },
    });
    const publisher = await StatusPublisher.create(manifest(link.name, options(plain.url("tcp"))));
    await publisher.connect();
    expect(publisher.topic).toBe(topic);
    const changed = options(plain.url("tcp"), { message: { topic: "test/changed/:name" } });
    expect(await failureOf(publisher.reconfigure(manifest("case2", changed)))).toMatchObject({
      code: "invalid-manifest",
      found: expect.stringContaining("default/case2") as string,
    });
    const otherStore = options(plain.url("tcp"), { client: { store: { type: "File" } } });
    expect(await failureOf(publisher.reconfigure(manifest(link.name, otherStore)))).toMatchObject({
      code: "invalid-options",
      pointer: "/spec/template/spec/extension/mqtt/client/store",
    });
    await publisher.reconfigure(manifest(link.name, changed));
    expect(publisher.topic).toBe("test/changed/case1");
    await publisher.publish({ gear: "slow" });
    expect(await retained("test/changed/case1", plain.url("tcp"))).toBe('{"gear":"slow"}');
    await publisher.disconnect();
    await plain.close();
  });
});
