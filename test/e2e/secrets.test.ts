import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { createClient, mapResolver, StatusPublisher, type ClientEvents, type Logger } from "../../runtime/index.js";
import { makeCertificates } from "../support/certificates.js";
import { connack, startScriptedBroker } from "../support/scripted-broker.js";
import { failureOf, link } from "../support/test-client.js";

const { server: serverPair, client: clientPair, ca } = makeCertificates();
/** A line of the key, in PEM, as it would stand in a dump. */
const KEY_LINE = clientPair.key.split("\n")[3] ?? "";
const SECRETS = {
  password: "pass-marker-1",
  reference: "pass-marker-2",
  header: "header-marker-3",
  query: "query-marker-4",
  key: KEY_LINE,
};
const EVENTS: readonly (keyof ClientEvents)[] = [
  "connecting",
  "connected",
  "lost",
  "retrying",
  "refused",
  "closed",
  "error",
];

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Keeps everything that a user could see or write down. */
class Witness {
  readonly seen: string[] = [];
  readonly logger: Logger = {
    debug: (...said) => {
      this.see(said);
    },
    info: (...said) => {
      this.see(said);
    },
    warn: (...said) => {
      this.see(said);
    },
    error: (...said) => {
      this.see(said);
    },
  };

  see(value: unknown): void {
    this.seen.push(
      inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: null, maxStringLength: null }),
      String(value),
    );
    if (typeof value === "object")
      this.seen.push(JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part)));
  }

  expectNoSecrets(): void {
    const everything = this.seen.join("\n");
    expect(everything.length).toBeGreaterThan(100);
    for (const [name, secret] of Object.entries(SECRETS)) expect(everything.includes(secret), name).toBe(false);
  }
}

async function secretive(server: string, witness: Witness, extra: object = {}) {
  const client = await createClient(
    {
      client: {
        server,
        basicAuth: { username: "user", passwordRef: { name: "s", item: "password" } },
        disconnectQuiesce: "0",
        ...extra,
      },
      message: { topic: "a" },
    },
    { link, logger: witness.logger, references: mapResolver({ s: { password: SECRETS.reference } }) },
  );
  for (const event of EVENTS)
    client.on(event, (...details: unknown[]) => {
      witness.see(details);
    });
  closers.push(() => client.disconnect());
  witness.see(client);
  return client;
}

describe("secrets are in no log, error, event or inspected object", () => {
  test.each([1, 2, 3, 4, 5])("when the broker refuses with %i", async (returnCode) => {
    const broker = await startScriptedBroker((packet, { send }) => {
      if (packet.cmd === "connect") send(connack(returnCode));
    });
    closers.push(() => broker.close());
    const witness = new Witness();
    const client = await secretive(broker.url, witness, {
      basicAuth: { username: "user", password: SECRETS.password },
    });
    witness.see(await failureOf(client.connect()));
    witness.see(client);
    witness.expectNoSecrets();
  });

  test("while connected, when the link is lost, and afterwards", async () => {
    const broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "publish") socket.destroy();
    });
    closers.push(() => broker.close());
    const witness = new Witness();
    const client = await secretive(broker.url, witness, { autoReconnect: false });
    await client.connect();
    witness.see(client);
    // What mqtt.js knows shows that it would be seen.
    expect(inspect(client.mqtt?.options)).toContain(SECRETS.reference);
    witness.see(await failureOf(client.publish(1)));
    witness.see(await failureOf(client.subscribe(() => undefined)));
    witness.expectNoSecrets();
  });

  test("when a WebSocket upgrade is refused", async () => {
    const web = createHttpServer();
    web.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n"));
    await once(web.listen(0, "127.0.0.1"), "listening");
    closers.push(() => web.close());
    const witness = new Witness();
    const address = `ws://127.0.0.1:${(web.address() as AddressInfo).port}/mqtt?token=${SECRETS.query}`;
    const client = await secretive(address, witness, { httpHeaders: { Authorization: [SECRETS.header] } });
    witness.see(await failureOf(client.connect()));
    witness.expectNoSecrets();
  });

  test("when a TLS handshake fails, and when options are wrong", async () => {
    const { port, close } = await tlsListener();
    closers.push(close);
    const witness = new Witness();
    const tlsConfig = { certFilePEM: clientPair.cert, keyFilePEM: clientPair.key };
    const client = await secretive(`tls://127.0.0.1:${port}`, witness, { tlsConfig });
    witness.see(await failureOf(client.connect()));
    const wrongPair = { tlsConfig: { certFilePEM: serverPair.cert, keyFilePEM: clientPair.key } };
    witness.see(await failureOf(secretive(`tls://127.0.0.1:${port}`, witness, wrongPair)));
    const broken = { basicAuth: { username: "user", password: `${SECRETS.password}\u0000` }, keepAlive: "-1s" };
    witness.see(await failureOf(secretive("tcp://localhost", witness, broken)));
    witness.see(await failureOf(secretive(`tcp://user:${SECRETS.password}@localhost`, witness)));
    witness.see(
      await failureOf(secretive("ws://localhost", witness, { httpHeaders: { "X-A": [`${SECRETS.header}\n`] } })),
    );
    witness.expectNoSecrets();
  });

  test("of a status publisher", async () => {
    const witness = new Witness();
    const manifest = {
      apiVersion: "edge.cattle.io/v1alpha1",
      kind: "DeviceLink",
      metadata: link,
      spec: {
        adaptor: { node: "edge", name: "adaptors.edge.cattle.io/dummy" },
        model: { apiVersion: "devices.edge.cattle.io/v1alpha1", kind: "DummySpecialDevice" },
        template: {
          spec: {
            extension: {
              mqtt: {
                client: { server: "tcp://127.0.0.1:1", basicAuth: { username: "u", password: SECRETS.password } },
                message: { topic: "a" },
              },
            },
          },
        },
      },
    };
    const publisher = await StatusPublisher.create(manifest, { logger: witness.logger });
    witness.see(publisher);
    witness.see(await failureOf(publisher.connect()));
    witness.expectNoSecrets();
  });
});

describe("verification of the broker's certificate", () => {
  test.each(["tls", "wss"])("%s: is not switched off by the environment", async (scheme) => {
    const { port, close } = await tlsListener();
    closers.push(close);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    closers.push(() => {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    });
    const options = { client: { server: `${scheme}://127.0.0.1:${port}` }, message: { topic: "a" } };
    const client = await createClient(options, { link });
    expect(await failureOf(client.connect())).toMatchObject({ code: "tls-failed" });
  });

  test.each([
    { tlsConfig: { caFilePEM: ca, serverName: "elsewhere.example" } },
    { tlsConfig: { caFilePEM: ca, serverName: "10.0.0.1" } },
    { tlsConfig: { caFilePEM: ca, insecureSkipVerify: false, serverName: "elsewhere.example" } },
    { tlsConfig: { insecureSkipVerify: false } },
  ])("nor by %j", async (options) => {
    const { port, close } = await tlsListener();
    closers.push(close);
    const client = await createClient(
      { client: { server: `tls://127.0.0.1:${port}`, ...options }, message: { topic: "a" } },
      { link },
    );
    expect(await failureOf(client.connect())).toMatchObject({ code: "tls-failed" });
  });
});

async function tlsListener() {
  const listener = createTlsServer(serverPair, (socket) => socket.on("error", () => undefined).destroy());
  await once(listener.listen(0, "127.0.0.1"), "listening");
  return { port: (listener.address() as AddressInfo).port, close: () => once(listener.close(), "close") };
}
