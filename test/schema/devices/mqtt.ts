import type { JsonObject } from "../../../generator/model/model.js";
import { device, devices, mqtt, type KindCases } from "./device-case.js";

const KIND = "MQTTDevice";
const OPTIONS = mqtt().mqtt as JsonObject;
const PROTOCOL = { ...OPTIONS, pattern: "AttributedMessage" };
const LEAST = { protocol: PROTOCOL };
const TOPICS = { protocol: { ...PROTOCOL, pattern: "AttributedTopic" } };

const withProperty = (more: JsonObject, spec: JsonObject = LEAST) => ({
  ...spec,
  properties: [{ name: "a", ...more }],
});

export const MQTT: KindCases = {
  kind: KIND,
  good: {
    ...devices(KIND, {
      "the least": LEAST,
      "a schema": { protocol: { ...PROTOCOL, schema: { type: "JSONSchema", reference: "https://example.com" } } },
      "an empty schema": { protocol: { ...PROTOCOL, schema: {} } },
      "options that are completed": {
        protocol: { ...PROTOCOL, client: { server: "tls://a", store: {}, tlsConfig: {} } },
      },
      "the least property": withProperty({}),
      "a whole property": withProperty({
        ...{ description: "b", type: "object", contentType: "application/json", readOnly: false, path: "a.#.b" },
        ...{ annotations: { unit: "rpm", old: null }, operator: { read: "r", write: "null" }, qos: 0, retained: false },
        value: { any: ["thing", { deep: null }, 1.5] },
      }),
      "null as value": withProperty({ value: null, qos: null, operator: null }),
      "a number as value": withProperty({ value: 0 }),
      "a list as value": withProperty({ value: [null] }),
      "a topic as path": withProperty({ path: "a//b" }, TOPICS),
      "wildcards in the path of a value of a message": withProperty({ path: "friends.#(name+)" }),
    }),
    "a status": device(KIND, LEAST, {
      properties: [
        { name: "a", value: { b: 1 }, updateAt: "2020-07-30T09:21:38Z" },
        { name: "b", readOnly: false },
      ],
    }),
  },
  bad: {
    ...devices(KIND, {
      "no pattern": { protocol: OPTIONS },
      "no message": { protocol: { ...PROTOCOL, message: null } },
      "no client": { protocol: { pattern: "AttributedTopic", message: { topic: "a" } } },
      "another pattern": { protocol: { ...PROTOCOL, pattern: "AttributedPayload" } },
      "an extension": { ...LEAST, extension: mqtt() },
      "a topic with a wildcard": { protocol: { ...PROTOCOL, message: { topic: "a/#" } } },
      days: { protocol: { ...PROTOCOL, client: { server: "tcp://a", keepAlive: "1d" } } },
      "a property without a name": { ...LEAST, properties: [{ type: "int" }] },
      "a property with an empty name": { ...LEAST, properties: [{ name: "" }] },
      "two properties of a name": { ...LEAST, properties: [{ name: "a" }, { name: "a" }] },
      "an unknown type": withProperty({ type: "double" }),
      "QoS 3": withProperty({ qos: 3 }),
      "QoS in quotes": withProperty({ qos: "1" }),
      "a wildcard that becomes part of a topic": withProperty({ path: "a/#" }, TOPICS),
      "a climbing path that becomes part of a topic": withProperty({ path: "../b" }, TOPICS),
      "a wildcard as operator": withProperty({ operator: { read: "+" } }),
      "a number as annotation": withProperty({ annotations: { a: 1 } }),
      "an annotation without a name": withProperty({ annotations: { "": "a" } }),
      "a word as boolean": withProperty({ retained: "yes" }),
      "a field of the status in the spec": withProperty({ updateAt: "2020-07-30T09:21:38Z" }),
    }),
    "two properties of a name in the status": device(KIND, LEAST, { properties: [{ name: "a" }, { name: "a" }] }),
    "a property without a name in the status": device(KIND, LEAST, { properties: [{ value: 1 }] }),
    "the other spelling of the time": device(KIND, LEAST, {
      properties: [{ name: "a", updatedAt: "2020-07-30T09:21:38Z" }],
    }),
  },
};
