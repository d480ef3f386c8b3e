import { describe, expect, test } from "vitest";
import { meetsCondition, typeSource, withDefaults, type Node } from "./sources.js";

const CLIENT = "mqtt/mqtt-client-options";
const STORE = "mqtt/mqtt-client-store";
const TLS = "mqtt/mqtt-client-tls";
const MESSAGE = "mqtt/mqtt-message-options";
const WILL = "mqtt/mqtt-will-message";

interface Warning {
  readonly code: string;
  readonly if: Node;
  readonly at?: string;
  readonly suggest?: { readonly words: string; readonly among: readonly string[] };
}

const warningsOf = (type: string) => (typeSource(type)["x-octopus-warnings"] ?? []) as Warning[];
const spoken = (type: string, document: unknown) =>
  warningsOf(type)
    .filter((warning) => meetsCondition(warning.if, withDefaults(type, document)))
    .map(({ code, at }) => `${code} at ${String(at)}`);

const client = (more: object) => ({ server: "tcp://broker", ...more });
const HEADERS = { httpHeaders: { "X-A": ["1"] } };
const FILE = { store: { type: "File" } };

const CASES: [string, unknown, string[]][] = [
  [CLIENT, client({}), []],
  [CLIENT, client({ store: {}, keepAlive: "10s", resumeSubs: false }), []],
  [CLIENT, client(HEADERS), ["http-headers-without-websocket at httpHeaders"]],
  [CLIENT, client({ httpHeaders: {} }), []],
  [CLIENT, { server: "ws://broker", ...HEADERS }, []],
  [CLIENT, { server: "wss://broker", ...HEADERS }, []],
  [CLIENT, client(FILE), ["file-store-with-clean-session at store"]],
  [CLIENT, client({ ...FILE, cleanSession: true }), ["file-store-with-clean-session at store"]],
  [CLIENT, client({ ...FILE, cleanSession: false }), []],
  [CLIENT, client({ resumeSubs: true }), ["resume-subs-with-clean-session at resumeSubs"]],
  [CLIENT, client({ resumeSubs: true, cleanSession: false }), []],
  ...["0", "+0", "-0", "0s", "0h0m", "0.0s", ".0ms", "0.h", "00ns", "0µs"].map(
    (keepAlive): [string, unknown, string[]] => [CLIENT, client({ keepAlive }), ["keep-alive-off at keepAlive"]],
  ),
  ...["1ns", "10s", "0.1s", "0h1m", "100h", 0, 5].map((keepAlive): [string, unknown, string[]] => [
    CLIENT,
    client({ keepAlive }),
    [],
  ]),
  [TLS, { insecureSkipVerify: true }, ["insecure-skip-verify at insecureSkipVerify"]],
  [TLS, {}, []],
  [STORE, {}, []],
  [STORE, { type: "File", directoryPrefix: "/data" }, []],
  [STORE, { directoryPrefix: "/var/run/octopus/mqtt" }, []],
  [STORE, { directoryPrefix: "/data" }, ["directory-without-file-store at directoryPrefix"]],
  [STORE, { type: "Memory", direcotryPrefix: "/data" }, ["directory-without-file-store at direcotryPrefix"]],
];

const TOPICS: [string, boolean][] = [
  ["cattle.io/octopus/:namespace/device/:name", false],
  [":uid/:path/:operator", false],
  ["/a//:name", false],
  ["dev:name/a:b", false],
  ["a/:/b", false],
  [":", false],
  [":nmae", true],
  ["a/:Name", true],
  ["a/:names/b", true],
  [":name:uid", true],
  ["a/::name", true],
  ["a\n/:x", true],
];

describe("warnings, with the defaults applied", () => {
  test.each(CASES)("%s %j: %j", (type, document, codes) => {
    expect(spoken(type, document)).toEqual(codes);
  });

  test.each(TOPICS)("topic %j has an unknown keyword: %j", (topic, unknown) => {
    const expected = unknown ? ["unknown-topic-keyword at topic"] : [];
    expect(spoken(MESSAGE, { topic })).toEqual(expected);
    expect(spoken(WILL, { topic, content: "" })).toEqual(expected);
  });

  test.each([MESSAGE, WILL])("%s names exactly the unknown keywords", (type) => {
    const suggest = warningsOf(type)[0]?.suggest;
    const words = "dev:x/:nmae/a:b/:name/::".match(new RegExp(suggest?.words ?? "", "gu")) ?? [];
    expect(words.filter((word) => !suggest?.among.includes(word))).toEqual([":nmae", "::"]);
  });
});
