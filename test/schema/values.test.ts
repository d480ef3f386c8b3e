import { describe, expect, test } from "vitest";
import { isValid, withDefaults } from "./sources.js";

const CLIENT = "mqtt/mqtt-client-options";
const client = (more: object) => ({ server: "wss://broker/mqtt", ...more });

const GOOD: [string, string, unknown][] = [
  ["protocol version 3.1", CLIENT, client({ protocolVersion: 3 })],
  ["no queue", CLIENT, client({ messageChannelDepth: 0 })],
  ["the longest queue", CLIENT, client({ messageChannelDepth: 65_535 })],
  ["headers", CLIENT, client({ httpHeaders: { "X-A": ["1", "", "a\tb", "ü"], Cookie: [] } })],
  ["a server name", "mqtt/mqtt-client-tls", { serverName: "::1" }],
  ["a file store", "mqtt/mqtt-client-store", { type: "File", directoryPrefix: "/data/mqtt" }],
  ["a reference", "common/device-link-reference-relationship", { name: "a.b", item: "ca.crt" }],
];

const BAD: [string, string, unknown][] = [
  ["protocol version 5", CLIENT, client({ protocolVersion: 5 })],
  ["a queue below nothing", CLIENT, client({ messageChannelDepth: -1 })],
  ["half a message", CLIENT, client({ messageChannelDepth: 1.5 })],
  ["a queue without end", CLIENT, client({ messageChannelDepth: 65_536 })],
  ["an unknown field", CLIENT, client({ kepAlive: "10s" })],
  ["a header name with a space", CLIENT, client({ httpHeaders: { "X A": ["1"] } })],
  ["a header without a list", CLIENT, client({ httpHeaders: { "X-A": "1" } })],
  ["a header value with a line break", CLIENT, client({ httpHeaders: { "X-A": ["1\r\nX-B: 2"] } })],
  ["a header value that HTTP cannot carry", CLIENT, client({ httpHeaders: { "X-A": ["π"] } })],
  ["an empty user name", "mqtt/mqtt-client-basic-auth", { username: "", password: "x" }],
  ["NUL in a password", "mqtt/mqtt-client-basic-auth", { username: "x", password: "a\0" }],
  ["an address as server name", "mqtt/mqtt-client-tls", { serverName: "tls://broker" }],
  ["an unknown store", "mqtt/mqtt-client-store", { type: "Disk" }],
  ["a relative directory", "mqtt/mqtt-client-store", { directoryPrefix: "var/run" }],
  ["a directory with a slash at its end", "mqtt/mqtt-client-store", { directoryPrefix: "/var/run/" }],
  ["a reference without an item", "common/device-link-reference-relationship", { name: "a" }],
  ["a reference that climbs", "common/device-link-reference-relationship", { name: "a", item: "../b" }],
  ["QoS 3", "mqtt/mqtt-message-options", { topic: "a", qos: 3 }],
  ["a will without content", "mqtt/mqtt-message-options", { topic: "a", will: {} }],
];

describe("values", () => {
  test.each(GOOD)("%s is accepted", (_name, type, document) => {
    expect(isValid(type, document)).toBe(true);
  });
  test.each(BAD)("%s is refused", (_name, type, document) => {
    expect(isValid(type, document)).toBe(false);
  });
});

test("a minimal document is completed with the defaults of the tables", () => {
  expect(withDefaults("mqtt/mqtt-options", { client: { server: "tcp://broker" }, message: { topic: "a" } })).toEqual({
    client: {
      server: "tcp://broker",
      protocolVersion: 0,
      cleanSession: true,
      store: { type: "Memory", directoryPrefix: "/var/run/octopus/mqtt" },
      resumeSubs: false,
      connectTimeout: "30s",
      keepAlive: "10s",
      pingTimeout: "10s",
      order: true,
      writeTimeout: "30s",
      disconnectQuiesce: "5s",
      autoReconnect: true,
      maxReconnectInterval: "10m",
      messageChannelDepth: 100,
    },
    message: { topic: "a", qos: 1, retained: true },
  });
});
