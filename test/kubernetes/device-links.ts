import type { JsonObject } from "../../generator/model/model.js";

/** A DeviceLink to judge. */
export interface Case {
  readonly name: string;
  readonly link: JsonObject;
}

const CLIENT = { server: "tcp://broker.example.com:1883" };
const MESSAGE = { topic: "cattle.io/octopus/:namespace/device/:name" };

/** A DeviceLink whose template has this spec. */
function linkTo(spec: JsonObject | undefined, more: JsonObject = {}): JsonObject {
  return {
    apiVersion: "edge.cattle.io/v1alpha1",
    kind: "DeviceLink",
    metadata: { name: "boiler-1", namespace: "plant" },
    spec: {
      adaptor: { name: "adaptors.edge.cattle.io/modbus", node: "edge-worker-1" },
      model: { apiVersion: "devices.edge.cattle.io/v1alpha1", kind: "ModbusDevice" },
      template: spec === undefined ? {} : { spec },
      ...more,
    },
  };
}

function linkWith(client: JsonObject, message: JsonObject = {}): JsonObject {
  return linkTo({ extension: { mqtt: { client: { ...CLIENT, ...client }, message: { ...MESSAGE, ...message } } } });
}

const ref = (item: string) => ({ name: "mqtt-credentials", item });

/** All of these are to be accepted, and completed alike. */
export const GOOD_LINKS: readonly Case[] = [
  { name: "the least options", link: linkWith({}) },
  { name: "no template spec at all", link: linkTo(undefined) },
  { name: "an extension without mqtt", link: linkTo({ extension: {} }) },
  {
    name: "fields of the device beside the extension, nulls included",
    link: linkTo({ protocol: { tcp: { endpoint: "x", on: null } }, extension: { other: { a: [null] } } }),
  },
  {
    name: "null in optional fields",
    link: linkWith({ keepAlive: null, store: null, basicAuth: null, httpHeaders: null }, { will: null, qos: null }),
  },
  { name: "an empty store", link: linkWith({ store: {} }) },
  { name: "null within a store", link: linkWith({ store: { type: "File", directoryPrefix: null } }) },
  {
    name: "the deprecated spelling alone",
    link: linkWith({ store: { type: "File", direcotryPrefix: "/var/lib/mqtt" } }),
  },
  {
    name: "all connection options",
    link: linkWith({
      server: "wss://broker.example.com:8443/mqtt?x=1",
      protocolVersion: 4,
      basicAuth: { username: "octopus", passwordRef: ref("password") },
      tlsConfig: { caFilePEMRef: ref("ca.crt"), certFilePEM: "cert", keyFilePEMRef: ref("tls.key"), serverName: "b" },
      cleanSession: false,
      store: { type: "File", directoryPrefix: "/var/lib/octopus" },
      resumeSubs: true,
      connectTimeout: "0",
      keepAlive: "1m30s",
      pingTimeout: ".5s",
      order: false,
      writeTimeout: "+1.5h",
      waitTimeout: "250µs",
      disconnectQuiesce: "0s",
      autoReconnect: false,
      maxReconnectInterval: "2m",
      messageChannelDepth: 0,
      httpHeaders: { "X-Site": ["plant-7", ""], Empty: [] },
    }),
  },
  { name: "null as the value of a map key", link: linkWith({ server: "ws://a", httpHeaders: { a: null, b: ["c"] } }) },
  {
    name: "all message options",
    link: linkWith(
      {},
      {
        will: { content: "", topic: "a/$will" },
        qos: 2,
        retained: false,
        path: "region///ap",
        operator: { read: "status", write: "null" },
      },
    ),
  },
  { name: "a will in the URL alphabet, without padding", link: linkWith({}, { will: { content: "_-8" } }) },
  { name: "a socket", link: linkWith({ server: "unix:///run/mqtt.sock" }) },
  {
    name: "references, and a name of as many code points as are allowed",
    link: linkTo(
      { extension: { mqtt: { client: CLIENT, message: MESSAGE } } },
      { references: [{ name: "😀".repeat(253), secret: { name: "broker-login", items: ["password"] } }] },
    ),
  },
];

/** All of these are to be refused. */
export const BAD_LINKS: readonly Case[] = [
  { name: "an unknown field", link: linkWith({ kepAlive: "1s" }) },
  { name: "an unknown field of the link", link: linkTo({}, { adapter: {} }) },
  { name: "no server", link: linkTo({ extension: { mqtt: { client: {}, message: MESSAGE } } }) },
  { name: "null in a required field", link: linkWith({ server: null }) },
  { name: "another scheme", link: linkWith({ server: "http://broker" }) },
  { name: "a no-break space in the server", link: linkWith({ server: "tcp://bro\u00a0ker" }) },
  { name: "user info in the server", link: linkWith({ server: "tcp://me:pw@broker:1883" }) },
  { name: "tlsConfig without TLS", link: linkWith({ tlsConfig: {} }) },
  {
    name: "a literal with its reference",
    link: linkWith({ basicAuth: { username: "a", usernameRef: ref("u"), password: "b" } }),
  },
  { name: "half of basic auth", link: linkWith({ basicAuth: { username: "a" } }) },
  { name: "a certificate without key", link: linkWith({ server: "tls://b", tlsConfig: { certFilePEM: "c" } }) },
  { name: "two directories", link: linkWith({ store: { directoryPrefix: "/a", direcotryPrefix: "/b" } }) },
  { name: "days", link: linkWith({ keepAlive: "1d" }) },
  { name: "a duration without unit", link: linkWith({ keepAlive: "10" }) },
  { name: "a negative duration", link: linkWith({ waitTimeout: "-1s" }) },
  { name: "a number as duration", link: linkWith({ keepAlive: 10 }) },
  { name: "a version that does not exist", link: linkWith({ protocolVersion: 5 }) },
  { name: "an integer out of range", link: linkWith({ messageChannelDepth: -1 }) },
  { name: "a fraction", link: linkWith({}, { qos: 1.5 }) },
  { name: "text as boolean", link: linkWith({ order: "yes" }) },
  { name: "null in a list", link: linkWith({ server: "ws://a", httpHeaders: { a: [null] } }) },
  { name: "a header name with a blank", link: linkWith({ server: "ws://a", httpHeaders: { "a b": ["c"] } }) },
  { name: "a header value with a line feed", link: linkWith({ server: "ws://a", httpHeaders: { a: ["c\n"] } }) },
  { name: "a topic with a wildcard", link: linkWith({}, { topic: "a/#" }) },
  { name: "a topic with a slash at its end", link: linkWith({}, { topic: "a/" }) },
  { name: "a topic with a level ..", link: linkWith({}, { topic: "a/../b" }) },
  { name: "a will that is not Base64", link: linkWith({}, { will: { content: "%%" } }) },
  { name: "a will without content", link: linkWith({}, { will: {} }) },
  { name: "a list in place of an object", link: linkTo({ extension: { mqtt: [] } }) },
  { name: "a label that is none", link: linkTo({}, { template: { metadata: { labels: { "a b": "c" } } } }) },
  { name: "a name of too many code points", link: linkTo({}, { references: [{ name: "😀".repeat(254) }] }) },
];
