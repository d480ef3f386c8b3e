import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedBroker, EmbeddedBrokerOptions } from "../../runtime/demo/embedded-broker.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { makeCertificates } from "../support/certificates.js";
import { connectClient, failureOf, makeClient } from "../support/test-client.js";

const { ca, server, otherName, client: clientPair, strangerCa } = makeCertificates();

/** What `connect()` rejects with; the client is idle again and tries nothing more. */
async function connectFailure(address: string, client: object = {}) {
  const made = await makeClient(address, { client });
  const error = await failureOf(made.connect());
  expect(made.state).toBe("idle");
  expect(made.mqtt).toBeUndefined();
  return error;
}

async function listen(listener: Server): Promise<number> {
  await once(listener.listen(0, "127.0.0.1"), "listening");
  return (listener.address() as AddressInfo).port;
}

let close: () => Promise<unknown> = () => Promise.resolve();

async function brokerWith(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const broker = await startBroker(options);
  close = () => broker.close();
  return broker;
}

afterEach(() => close());

describe.skipIf(brokerMissing)(`TLS failures on ${brokerName}`, () => {
  test.each(["tls", "wss"] as const)("%s: an authority that is not trusted", async (listener) => {
    const broker = await brokerWith({ [listener]: server });
    const error = await connectFailure(broker.url(listener), { tlsConfig: { caFilePEM: strangerCa } });
    expect(error).toMatchObject({
      code: "tls-failed",
      cause: { code: expect.stringMatching(/^UNABLE_TO_/) as string },
    });
    expect(error.message).toContain("tls-failed: The TLS handshake with");
    expect(error.message).toContain("Put the certificate of the authority");
  });

  test.each(["tls", "wss"] as const)("%s: a certificate for another name", async (listener) => {
    const broker = await brokerWith({ [listener]: otherName });
    const error = await connectFailure(broker.url(listener), { tlsConfig: { caFilePEM: ca } });
    expect(error).toMatchObject({ code: "tls-failed", cause: { code: "ERR_TLS_CERT_ALTNAME_INVALID" } });
    expect(error.message).toContain("set `tlsConfig.serverName`");
    const tlsConfig = { caFilePEM: ca, serverName: "broker.example" };
    await connectClient(broker.url(listener), { client: { tlsConfig } });
  });

  test("no client certificate where one is asked for", async () => {
    const broker = await brokerWith({ mutualTls: { ...server, ca } });
    const error = await connectFailure(broker.url("mutualTls"), { tlsConfig: { caFilePEM: ca } });
    expect(error.code).toBe("tls-failed");
    expect(error.message).toContain("set `tlsConfig.certFilePEM` and `keyFilePEM`");
    const tlsConfig = { caFilePEM: ca, certFilePEM: clientPair.cert, keyFilePEM: clientPair.key };
    await connectClient(broker.url("mutualTls"), { client: { tlsConfig } });
  });

  test("TLS to a port that does not speak it", async () => {
    const broker = await brokerWith({ tcp: true });
    const error = await connectFailure(broker.url("tcp").replace("tcp", "tls"));
    expect(error.code).toBe("tls-failed");
    expect(error.message).toMatch(/speak(s)? TLS/);
  });
});

describe.skipIf(brokerMissing)(`refusals by ${brokerName}`, () => {
  const users = { edge: "correct horse" };

  test.each(["tcp", "ws"] as const)("%s: a wrong password is refused, a right one is not", async (listener) => {
    const broker = await brokerWith({ [listener]: true, users });
    const wrong = { basicAuth: { username: "edge", password: "battery staple" } };
    const error = await connectFailure(broker.url(listener), wrong);
    expect(error).toMatchObject({ code: "connection-refused" });
    expect([4, 5]).toContain((error as { returnCode?: number }).returnCode);
    expect(error.message).toMatch(
      /(bad user name or password|not authorized) \(return code [45]\)\. Check `basicAuth`/,
    );
    expect(error.message).not.toContain("battery staple");
    const right = { basicAuth: { username: "edge", password: "correct horse" } };
    await connectClient(broker.url(listener), { client: right });
  });

  test("a broker that lets nobody in", async () => {
    const broker = await brokerWith({ tcp: true, refuseWith: 5 });
    const error = await connectFailure(broker.url("tcp"));
    expect(error).toMatchObject({ code: "connection-refused", returnCode: 5 });
    expect(error.message).toContain("refused: not authorized (return code 5)");
  });
});

describe("a port for TLS, asked in the clear", () => {
  test.each(["reset", "end"] as const)("tells the scheme to use when the broker answers with %s", async (how) => {
    const hangsUp = createServer((socket) => {
      socket.once("data", () => (how === "reset" ? socket.resetAndDestroy() : socket.end()));
    });
    const port = await listen(hangsUp);
    close = async () => once(hangsUp.close(), "close");
    const error = await connectFailure(`tcp://127.0.0.1:${port}`);
    expect(error.code).toBe("connection-failed");
    expect(error.message).toContain("If that port is for TLS, use the scheme `tls`.");
  });

  test.skipIf(brokerMissing)(`tells it on ${brokerName}`, async () => {
    const broker = await brokerWith({ tls: server });
    const error = await connectFailure(broker.url("tls").replace(/^tls/, "tcp"));
    expect(error.message).toContain("use the scheme `tls`");
  });
});

describe("nobody there", () => {
  let port: number;
  beforeAll(async () => {
    const server = createServer();
    port = await listen(server);
    await once(server.close(), "close");
  });
  afterAll(() => {
    close = () => Promise.resolve();
  });

  test.each(["tcp", "ws", "tls", "wss"])("%s: a port where nothing listens", async (scheme) => {
    const error = await connectFailure(`${scheme}://127.0.0.1:${port}`);
    expect(error).toMatchObject({ code: "connection-failed", cause: { code: "ECONNREFUSED" } });
    expect(error.message).toContain(`Cannot connect to ${scheme}://127.0.0.1:${port}`);
    expect(error.message).toContain("Nothing listens there");
  });

  test("a host name of several addresses where nothing listens", async () => {
    expect(await connectFailure(`tcp://localhost:${port}`)).toMatchObject({ code: "connection-failed" });
  });

  test("a host that does not exist", async () => {
    const error = await connectFailure("tcp://no-such-host.invalid:1883");
    expect(error.code).toBe("connection-failed");
    expect(error.message).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  test("a socket that does not exist", async () => {
    const error = await connectFailure("unix:///tmp/octopus-no-such.sock");
    expect(error).toMatchObject({ code: "connection-failed", cause: { code: "ENOENT" } });
    expect(error.message).toContain("There is no such socket");
  });

  test.each(["tcp", "ws", "tls", "wss"])("%s: a listener that stays silent", async (scheme) => {
    const silent = createServer((socket) => socket.on("error", () => undefined).resume());
    const at = await listen(silent);
    close = () => once(silent.close(), "close");
    const error = await connectFailure(`${scheme}://127.0.0.1:${at}`, { connectTimeout: "150ms" });
    expect(error).toMatchObject({ code: "connection-timeout" });
    expect(error.message).toMatch(/within 150 ms/);
  });

  test("an HTTP server that refuses the upgrade", async () => {
    const web = createHttpServer();
    web.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
    const at = await listen(web);
    close = () => once(web.close(), "close");
    const error = await connectFailure(`ws://127.0.0.1:${at}/mqtt?token=hidden`);
    expect(error.code).toBe("connection-failed");
    expect(error.message).toContain("Unexpected server response: 403");
    expect(error.message).not.toContain("hidden");
  });
});
