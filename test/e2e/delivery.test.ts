import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedBroker } from "../../runtime/demo/embedded-broker.js";
import { StatusPublisher } from "../../runtime/index.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { observe, type Observer } from "../support/observer.js";
import { connectClient, failureOf, link, makeClient, topic } from "../support/test-client.js";

let broker: EmbeddedBroker;
let observer: Observer;

describe.skipIf(brokerMissing)(`publishing on ${brokerName}`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true });
    observer = await observe(broker.url("tcp"), "test/#");
  });
  afterAll(async () => {
    await observer.end();
    await broker.close();
  });

  test.each([0, 1, 2] as const)("QoS %i", async (qos) => {
    const client = await connectClient(broker.url("tcp"), { message: { qos, retained: false } });
    await client.publish({ qos });
    expect(await observer.next()).toMatchObject({ topic, qos, retain: false, payload: Buffer.from(`{"qos":${qos}}`) });
  });

  test("overrides of one call win over the options", async () => {
    const client = await connectClient(broker.url("tcp"), { message: { topic: "test/:path", path: "a" } });
    await client.publish("x", { qos: 2, retained: false, render: { path: "b/c" } });
    expect(await observer.next()).toMatchObject({ topic: "test/b/c", qos: 2 });
  });

  const payloads: readonly (readonly [what: string, payload: unknown, wire: Buffer])[] = [
    ["a string", "21.5 °C", Buffer.from("21.5 °C")],
    ["an empty string", "", Buffer.alloc(0)],
    ["a Buffer", Buffer.from([0, 255, 128]), Buffer.from([0, 255, 128])],
    ["part of a Uint8Array", new Uint8Array([9, 1, 2, 9]).subarray(1, 3), Buffer.from([1, 2])],
    ["an object", { temperature: 21.5, ok: true }, Buffer.from('{"temperature":21.5,"ok":true}')],
    ["null", null, Buffer.from("null")],
    ["a number", 4, Buffer.from("4")],
  ];
  test.each(payloads)("the payload %s", async (_what, payload, wire) => {
    const client = await connectClient(broker.url("tcp"), { message: { retained: false } });
    await client.publish(payload);
    expect((await observer.next()).payload).toEqual(wire);
  });

  test("what has no JSON is refused, and nothing is sent", async () => {
    const client = await connectClient(broker.url("tcp"), { message: { retained: false } });
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    for (const payload of [undefined, () => 1, Symbol("s"), 10n, cycle]) {
      expect(await failureOf(client.publish(payload))).toMatchObject({ code: "invalid-payload" });
    }
    await client.publish("after");
    expect((await observer.next()).payload.toString()).toBe("after");
  });

  test("a topic that MQTT does not allow is refused, and nothing is sent", async () => {
    const client = await connectClient(broker.url("tcp"), { message: { topic: "test/:path", retained: false } });
    for (const path of ["a/#", "+", "\0", "x".repeat(65_536)]) {
      expect(await failureOf(client.publish("no", { render: { path } }))).toMatchObject({ code: "invalid-topic" });
    }
    await client.publish("yes", { render: { path: "a" } });
    expect((await observer.next()).payload.toString()).toBe("yes");
  });

  test("before connect() there is no connection", async () => {
    const client = await makeClient(broker.url("tcp"));
    expect(await failureOf(client.publish("too early"))).toMatchObject({ code: "not-connected" });
    expect(await failureOf(client.subscribe(() => undefined))).toMatchObject({ code: "not-connected" });
  });

  test("many at once, of all kinds, arrive in order and are all settled", async () => {
    const client = await connectClient(broker.url("tcp"), { message: { qos: 1, retained: false } });
    const published = Array.from({ length: 500 }, (_, index) => client.publish(String(index)));
    await Promise.all(published);
    const seen: string[] = [];
    while (seen.length < published.length) seen.push((await observer.next()).payload.toString());
    expect(seen).toEqual(published.map((_, index) => String(index)));
  });
});

describe.skipIf(brokerMissing)(`a status publisher on ${brokerName}`, () => {
  beforeAll(async () => {
    broker = await startBroker({ tcp: true });
  });
  afterAll(() => broker.close());

  const manifest = (server: string, message: object = {}) => ({
    apiVersion: "edge.cattle.io/v1alpha1",
    kind: "DeviceLink",
    metadata: link,
    spec: {
      adaptor: { node: "edge", name: "adaptors.edge.cattle.io/dummy" },
      model: { apiVersion: "devices.edge.cattle.io/v1alpha1", kind: "DummySpecialDevice" },
      template: { spec: { extension: { mqtt: { client: { server }, message: { topic: "test/:name", ...message } } } } },
    },
  });

  test("publishes with QoS 1 and retained, for subscribers that come later", async () => {
    const publisher = await StatusPublisher.create(manifest(broker.url("tcp")));
    await publisher.connect();
    await publisher.publish({ temperature: 21.5 });
    const late = await observe(broker.url("tcp"), "test/+");
    expect(publisher.topic).toBe("test/case1");
    expect(await late.next()).toMatchObject({ topic: "test/case1", qos: 1, retain: true });
    await late.end();
    await publisher.disconnect();
  });

  test("points into the manifest when options break the schema", async () => {
    const document = manifest("tcp://localhost");
    Object.assign(document.spec.template.spec.extension.mqtt, { client: {} });
    expect(await failureOf(StatusPublisher.create(document))).toMatchObject({
      code: "invalid-options",
      issues: [{ pointer: "/spec/template/spec/extension/mqtt/client", code: "missing-field" }],
    });
  });
});
