import { describe, expect, test } from "vitest";
import { isValid, meetsCondition, typeSource, withDefaults, type Node } from "./sources.js";

const AUTH = "mqtt/mqtt-client-basic-auth";
const TLS = "mqtt/mqtt-client-tls";
const STORE = "mqtt/mqtt-client-store";
const CLIENT = "mqtt/mqtt-client-options";
const REF = { name: "secret", item: "key" };

/** Codes of the rules that a document breaks, with the field that each points at. */
function broken(type: string, document: unknown): string[] {
  const complete = withDefaults(type, document);
  const members = (typeSource(type).allOf ?? []) as Node[];
  return members
    .map((member) => ({ condition: without(member, "x-octopus-rule"), rule: member["x-octopus-rule"] }))
    .filter(({ condition }) => !meetsCondition(condition, complete))
    .map(({ rule }) => rule as { code: string; at?: string })
    .map(({ code, at }) => (at === undefined ? code : `${code} at ${at}`));
}

const without = (node: Node, key: string): Node =>
  Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));

const CASES: [string, unknown, string[]][] = [
  [AUTH, { username: "u", password: "p" }, []],
  [AUTH, { usernameRef: REF, passwordRef: REF }, []],
  [AUTH, { username: "u", passwordRef: REF }, []],
  [AUTH, {}, ["incomplete-basic-auth", "incomplete-basic-auth"]],
  [AUTH, { username: "u" }, ["incomplete-basic-auth"]],
  [AUTH, { passwordRef: REF }, ["incomplete-basic-auth"]],
  [AUTH, { username: "u", usernameRef: REF, password: "p" }, ["literal-and-reference at usernameRef"]],
  [AUTH, { username: "u", password: "p", passwordRef: REF }, ["literal-and-reference at passwordRef"]],
  [TLS, {}, []],
  [TLS, { caFilePEM: "x" }, []],
  [TLS, { certFilePEM: "x", keyFilePEMRef: REF }, []],
  [TLS, { certFilePEMRef: REF, keyFilePEM: "x" }, []],
  [TLS, { caFilePEM: "x", caFilePEMRef: REF }, ["literal-and-reference at caFilePEMRef"]],
  [TLS, { certFilePEM: "x" }, ["client-certificate-without-key"]],
  [TLS, { certFilePEMRef: REF }, ["client-certificate-without-key"]],
  [TLS, { keyFilePEM: "x" }, ["client-key-without-certificate"]],
  [TLS, { keyFilePEMRef: REF }, ["client-key-without-certificate"]],
  [TLS, { certFilePEM: "x", certFilePEMRef: REF, keyFilePEM: "x" }, ["literal-and-reference at certFilePEMRef"]],
  [TLS, { certFilePEM: "x", keyFilePEM: "x", keyFilePEMRef: REF }, ["literal-and-reference at keyFilePEMRef"]],
  ...["ssl", "tls", "tcps", "wss"].map((scheme): [string, unknown, string[]] => [
    CLIENT,
    { server: `${scheme}://broker`, tlsConfig: {} },
    [],
  ]),
  ...["tcp://broker", "ws://broker", "unix:///a", "unix://a"].map((server): [string, unknown, string[]] => [
    CLIENT,
    { server, tlsConfig: {} },
    ["tls-config-without-tls at tlsConfig"],
  ]),
  [CLIENT, { server: "tcp://broker" }, []],
  [CLIENT, { server: "tcp://u:p@broker" }, ["user-info-in-server at server"]],
  [STORE, {}, []],
  [STORE, { type: "File", directoryPrefix: "/data" }, []],
  [STORE, { type: "File", direcotryPrefix: "/data" }, []],
  [STORE, { type: "File", direcotryPrefix: "/data", directoryPrefix: "/var/run/octopus/mqtt" }, []],
  [
    STORE,
    { type: "File", direcotryPrefix: "/a", directoryPrefix: "/b" },
    ["directory-prefix-twice at direcotryPrefix"],
  ],
];

describe("rules between fields", () => {
  test.each(CASES)("%s %j breaks %j", (type, document, codes) => {
    expect(broken(type, document)).toEqual(codes);
    expect(isValid(type, document)).toBe(codes.length === 0);
  });

  test.each([{ server: 5, tlsConfig: {} }, { tlsConfig: {} }, { server: "mqtt://broker", tlsConfig: {} }])(
    "%j breaks none: the server is what is wrong",
    (document) => {
      expect(broken(CLIENT, document)).toEqual([]);
      expect(isValid(CLIENT, document)).toBe(false);
    },
  );
});
