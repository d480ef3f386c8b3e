import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmbeddedBroker, ListenerName } from "../../runtime/demo/embedded-broker.js";
import { mapResolver } from "../../runtime/index.js";
import { brokerMissing, brokerName, startBroker } from "../support/broker.js";
import { makeCertificates } from "../support/certificates.js";
import { observe, type Observer } from "../support/observer.js";
import { connectClient, failureOf, makeClient, topic } from "../support/test-client.js";

const { ca, server, client: clientPair } = makeCertificates();
const trusting = { tlsConfig: { caFilePEM: ca } };
const presenting = { tlsConfig: { caFilePEM: ca, certFilePEM: clientPair.cert, keyFilePEM: clientPair.key } };

let folder: string;
let broker: EmbeddedBroker;
let observer: Observer;

describe("the name of the server in the TLS handshake", () => {
  const names: readonly (readonly [
    scheme: string,
    host: string,
    serverName: string | undefined,
    sent: string | false,
  ])[] = [
    ["tls", "localhost", undefined, "localhost"],
    ["wss", "localhost", undefined, "localhost"],
    ["wss", "localhost", "broker.example", "broker.example"],
    ["tls", "127.0.0.1", undefined, false],
  ];
  test.each(names)("%s://%s with serverName %s", async (scheme, host, serverName, sent) => {
    const seen: (string | false | null)[] = [];
    const listener = createServer(server, (socket) => {
      seen.push(socket.servername);
      socket.destroy();
    });
    await once(listener.listen(0, "127.0.0.1"), "listening");
    const { port } = listener.address() as AddressInfo;
    const tlsConfig = { insecureSkipVerify: true, ...(serverName !== undefined && { serverName }) };
    const client = await makeClient(`${scheme}://${host}:${port}`, { client: { protocolVersion: 4, tlsConfig } });
    await failureOf(client.connect());
    await once(listener.close(), "close");
    expect(seen).toEqual([sent]);
  });
});

describe.skipIf(brokerMissing)(`every scheme reaches ${brokerName}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "octopus-e2e-"));
    const unix = { path: join(process.env.BROKER === "mosquitto" ? "/tmp" : folder, `octopus-${process.pid}.sock`) };
    broker = await startBroker({ tcp: true, ws: true, tls: server, wss: server, mutualTls: { ...server, ca }, unix });
    observer = await observe(broker.url("tcp"), topic);
  });
  afterAll(async () => {
    await observer.end();
    await broker.close();
    await rm(folder, { recursive: true, force: true });
  });

  const cases: readonly (readonly [scheme: string, listener: ListenerName, client: object])[] = [
    ["tcp", "tcp", {}],
    ["ws", "ws", {}],
    ["wss", "wss", trusting],
    ["ssl", "tls", trusting],
    ["tls", "tls", trusting],
    ["tcps", "mutualTls", presenting],
    ["unix", "unix", {}],
  ];
  test.each(cases)("%s", async (scheme, listener, options) => {
    const client = await connectClient(broker.url(listener).replace(/^\w+/, scheme), { client: options });
    await client.publish({ scheme });
    expect(JSON.parse((await observer.next()).payload.toString())).toEqual({ scheme });
  });

  test("ws with a path, a query and headers of its own", async () => {
    const client = await connectClient(`${broker.url("ws")}/mqtt?site=7`, {
      client: { httpHeaders: { "X-Site": ["plant-7", "hall-2"] } },
    });
    await client.publish("over a path");
    expect((await observer.next()).payload.toString()).toBe("over a path");
  });

  test("certificates by reference", async () => {
    const references = mapResolver({ broker: { "ca.crt": ca } });
    const tlsConfig = { caFilePEMRef: { name: "broker", item: "ca.crt" } };
    const client = await connectClient(broker.url("tls"), { client: { tlsConfig }, context: { references } });
    await client.publish("by reference");
    expect((await observer.next()).payload.toString()).toBe("by reference");
  });

  test("the name of the server need not be the host of the address", async () => {
    const tlsConfig = { caFilePEM: ca, serverName: "localhost" };
    const client = await connectClient(broker.url("wss"), { client: { tlsConfig } });
    await client.publish("by another name");
    expect((await observer.next()).payload.toString()).toBe("by another name");
  });

  test("insecureSkipVerify accepts any certificate", async () => {
    const client = await connectClient(broker.url("tls"), { client: { tlsConfig: { insecureSkipVerify: true } } });
    await client.publish("unverified");
    expect((await observer.next()).payload.toString()).toBe("unverified");
  });
});
