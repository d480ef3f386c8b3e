import { describe, expect, test } from "vitest";
import { agreed } from "./portable.js";
import { propertiesOf, typeSource } from "./sources.js";

const PATTERN = String(propertiesOf(typeSource("mqtt/mqtt-client-options")).server?.pattern);

const GOOD = [
  ...["ws", "wss", "tcp", "ssl", "tls", "tcps"].map((scheme) => `${scheme}://broker.example.com:1883`),
  "tcp://broker",
  "tcp://mosquitto_1:1883",
  "tcp://3f2a1c9b:1883",
  "tcp://10-0-0-5.default.pod.cluster.local:1883",
  "tcp://broker.example.com.:1883",
  "tcp://broker.example.com:1883/",
  "tcp://127.0.0.1:1883",
  "tcp://[::1]:1883",
  "tls://[2001:db8::7]",
  "tls://[::ffff:10.0.0.1]:8883",
  "tls://xn--brcke-lva.example:65535",
  "ws://broker/mqtt",
  "wss://broker:443/a/b%20c/?token=x%2Fy&z=/?",
  "wss://broker?x=1",
  "unix:///run/mosquitto/mqtt.sock",
  "unix:///a%20b/c@d.sock",
  "unix://mqtt.sock",
];

const BAD: [string, string][] = [
  ["nothing", ""],
  ["no scheme", "broker:1883"],
  ["MQTT's own scheme", "mqtt://broker:1883"],
  ["a secure one of MQTT", "mqtts://broker:8883"],
  ["HTTP", "http://broker"],
  ["schemes joined", "tcptls://broker:1883"],
  ["a scheme twice", "wsws://broker"],
  ["capitals in the scheme", "TCP://broker:1883"],
  ["no host", "tcp://"],
  ["a port only", "tcp://:1883"],
  ["no host before a path", "ws:///mqtt"],
  ["one slash", "tcp:/broker:1883"],
  ["user info", "tcp://user:secret@broker:1883"],
  ["a user only", "wss://user@broker/mqtt"],
  ["user info for a socket", "unix://user@mqtt.sock"],
  ["a port of letters", "tcp://broker:mqtt"],
  ["an empty port", "tcp://broker:"],
  ["port 0", "tcp://broker:0"],
  ["a port above 65535", "tcp://broker:65536"],
  ["a path with tcp", "tcp://broker:1883/mqtt"],
  ["a query with tls", "tls://broker:8883?x=1"],
  ["a fragment", "wss://broker/mqtt#x"],
  ["half an escape", "ws://broker/%2"],
  ["IPv6 without brackets", "tcp://::1:1883"],
  ["brackets around a name", "tcp://[broker]:1883"],
  ["a zone", "tcp://[fe80::1%25eth0]:1883"],
  ["an IPv4 address out of range", "tcp://10.0.0.256:1883"],
  ["an IPv4 address with three parts", "tcp://10.0.1:1883"],
  ["empty labels", "tcp://a..b:1883"],
  ["a hyphen at the edge", "tcp://-broker:1883"],
  ["a space", "tcp://bro ker:1883"],
  ["a space before", " tcp://broker:1883"],
  ["a line break after", "tcp://broker:1883\n"],
  ["a no-break space", "tcp://bro\u00a0ker:1883"],
  ["NUL", "ws://broker/a\0b"],
  ["letters beyond ASCII", "tcp://brücke.example:1883"],
  ["two addresses", "tcp://a:1883,tcp://b:1883"],
  ["no socket", "unix://"],
  ["the root as a socket", "unix:///"],
  ["a folder as a socket", "unix:///run/"],
  ["a relative socket of two segments", "unix://run/mqtt.sock"],
  ["NUL in disguise", "unix:///run/a%00b"],
];

describe("server accepts, to JavaScript and to Go", () => {
  test.each(GOOD)("%s", (server) => {
    expect(agreed(PATTERN, server)).toBe(true);
  });
});

describe("server refuses, to JavaScript and to Go", () => {
  test.each(BAD)("%s: %j", (_name, server) => {
    expect(agreed(PATTERN, server)).toBe(false);
  });
});

test("every port from 0 to 70000 is judged by its number", () => {
  const pattern = new RegExp(PATTERN, "u");
  const accepted = Array.from({ length: 70_001 }, (_, port) => port).filter((port) => pattern.test(`tcp://a:${port}`));
  expect([accepted.length, accepted[0], accepted.at(-1)]).toEqual([65_535, 1, 65_535]);
});
