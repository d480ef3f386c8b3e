import { createPrivateKey } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import type { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { mapResolver } from "../../../runtime/options/references.js";
import { resolveTls } from "../../../runtime/options/tls.js";
import { makeCertificates } from "../../support/certificates.js";
import { thrownBy } from "../thrown.js";

const certificates = makeCertificates();
const { ca, strangerCa, client, server } = certificates;
const resolver = mapResolver({ s: { ca: Buffer.from(ca), cert: client.cert, key: client.key, empty: "" } });
const ref = (item: string) => ({ name: "s", item });
const resolve = (config: Parameters<typeof resolveTls>[0]) => resolveTls(config, resolver);

function encryptedKey(format: "pkcs8" | "pkcs1"): string {
  const options = { type: format, format: "pem", cipher: "aes-256-cbc", passphrase: "hunter2" } as const;
  return createPrivateKey(client.key).export(options).toString();
}

describe("material", () => {
  test.each([undefined, null, {}])("%j trusts the platform and sends no certificate", async (config) => {
    const { secureContext, ...rest } = await resolve(config);
    expect(rest).toEqual({ rejectUnauthorized: true });
    expect(secureContext()).toBeDefined();
  });

  test("in place", async () => {
    const config = { caFilePEM: ca + "a comment\r\n" + strangerCa, certFilePEM: client.cert, keyFilePEM: client.key };
    const material = await resolve({ ...config, serverName: "broker.example", insecureSkipVerify: true });
    expect(material).toMatchObject({ ca: [ca, strangerCa], cert: client.cert, key: client.key });
    expect(material).toMatchObject({ servername: "broker.example", rejectUnauthorized: false });
  });

  test("by reference", async () => {
    const config = { caFilePEMRef: ref("ca"), certFilePEMRef: ref("cert"), keyFilePEMRef: ref("key") };
    expect(await resolve(config)).toMatchObject({ ca: [ca], cert: client.cert, key: client.key });
  });

  test("is one context for all clients with equal certificates", async () => {
    const config = { caFilePEM: ca, certFilePEM: client.cert, keyFilePEM: client.key };
    const [first, second] = await Promise.all([resolve(config), resolve({ ...config, serverName: "broker.example" })]);
    expect(second.secureContext()).toBe(first.secureContext());
    const others = [undefined, { caFilePEM: ca }, { ...config, caFilePEM: strangerCa }];
    const contexts = await Promise.all(others.map(async (other) => (await resolve(other)).secureContext()));
    expect(new Set([first.secureContext(), ...contexts]).size).toBe(4);
    expect((await resolve(undefined)).secureContext()).toBe(contexts[0]);
  });

  test("Windows line ends, and a chain behind the certificate", async () => {
    const chain = (client.cert + ca).replaceAll("\n", "\r\n");
    const material = await resolve({ certFilePEM: chain, keyFilePEM: client.key });
    expect(material.cert?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  test("blocks of other kinds before the key are skipped", async () => {
    const parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    expect(await resolve({ certFilePEM: client.cert, keyFilePEM: parameters + client.key })).toMatchObject({
      key: client.key,
    });
  });
});

const garbage = "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n";
const garbageKey = "-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n";

describe("bad material, with the option", () => {
  test.each([
    ["caFilePEM", /There is no certificate/, { caFilePEM: "/etc/ssl/ca.pem" }],
    ["caFilePEMRef", /There is no certificate/, { caFilePEMRef: ref("empty") }],
    ["caFilePEM", /There is no certificate/, { caFilePEM: client.key }],
    ["caFilePEM", /Certificate 1 cannot be read/, { caFilePEM: garbage }],
    ["caFilePEM", /Certificate 2 cannot be read/, { caFilePEM: ca + garbage }],
    ["caFilePEM", /cut short/, { caFilePEM: ca.slice(0, -30) }],
    ["certFilePEM", /Certificate 1 cannot be read/, { certFilePEM: garbage, keyFilePEM: client.key }],
    ["keyFilePEM", /There is no private key/, { certFilePEM: client.cert, keyFilePEM: client.cert }],
    ["keyFilePEM", /The private key cannot be read/, { certFilePEM: client.cert, keyFilePEM: garbageKey }],
    ["keyFilePEM", /is encrypted/, { certFilePEM: client.cert, keyFilePEM: encryptedKey("pkcs8") }],
    ["keyFilePEM", /is encrypted/, { certFilePEM: client.cert, keyFilePEM: encryptedKey("pkcs1") }],
    ["keyFilePEM", /does not belong/, { certFilePEM: client.cert, keyFilePEM: server.key }],
    ["keyFilePEMRef", /does not belong/, { certFilePEM: server.cert, keyFilePEMRef: ref("key") }],
    ["keyFilePEM", /private key of the client is missing/, { certFilePEM: client.cert }],
    ["certFilePEM", /certificate of the client is missing/, { keyFilePEM: client.key }],
  ])("%s: %s", async (field, complaint, config) => {
    const error = await thrownBy(() => resolve(config));
    expect(error).toMatchObject({ code: "bad-credentials-material", pointer: `/client/tlsConfig/${field}` });
    expect(error.message).toMatch(complaint);
    // No line of a key or certificate shows.
    expect(error.message).not.toMatch(/[A-Za-z0-9+/]{40}/);
  });

  test("a reference that leads nowhere", async () => {
    const error = await thrownBy(() => resolve({ caFilePEMRef: ref("absent") }));
    expect(error).toMatchObject({ code: "reference-not-found", pointer: "/client/tlsConfig/caFilePEMRef" });
  });
});

/** One handshake with a server on 127.0.0.1: what the client was told and what the server saw, or the client's error. */
async function handshake(serverPair: { cert: string; key: string }, config: Parameters<typeof resolveTls>[0]) {
  const listener = createServer({ ...serverPair, ca, requestCert: true, rejectUnauthorized: false });
  listener.on("tlsClientError", () => undefined); // A client that refuses the certificate hangs up; it reports why.
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { secureContext, rejectUnauthorized, servername, checkServerIdentity } = await resolve(config);
  const socket = connect({
    host: "127.0.0.1",
    port: (listener.address() as AddressInfo).port,
    secureContext: secureContext(),
    rejectUnauthorized,
    ...(servername === undefined ? {} : { servername }),
    ...(checkServerIdentity === undefined ? {} : { checkServerIdentity }),
  });
  try {
    const [[accepted]] = (await Promise.all([once(listener, "secureConnection"), once(socket, "secureConnect")])) as [
      [TLSSocket],
      unknown,
    ];
    const seen = { sni: accepted.servername, clientTrusted: accepted.authorized };
    accepted.destroy();
    return seen;
  } finally {
    socket.destroy();
    listener.close();
  }
}

describe("in a handshake", () => {
  test("the CA and the client certificate are used", async () => {
    const config = { caFilePEM: ca, certFilePEM: client.cert, keyFilePEM: client.key };
    expect(await handshake(server, config)).toEqual({ sni: false, clientTrusted: true });
  });

  test("a stranger's CA is not enough, unless verification is off", async () => {
    await expect(handshake(server, { caFilePEM: strangerCa })).rejects.toThrow(/certificate/);
    expect(await handshake(server, { caFilePEM: strangerCa, insecureSkipVerify: true })).toMatchObject({ sni: false });
  });

  test("a host name in serverName is sent and verified", async () => {
    const config = { caFilePEM: ca, serverName: "broker.example" };
    expect(await handshake(certificates.otherName, config)).toMatchObject({ sni: "broker.example" });
    await expect(handshake(server, config)).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });

  test("an IP address in serverName is verified but not sent", async () => {
    expect(await handshake(server, { caFilePEM: ca, serverName: "127.0.0.1" })).toMatchObject({ sni: false });
    const other = { caFilePEM: ca, serverName: "127.0.0.2" };
    await expect(handshake(server, other)).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });
});
