import { once } from "node:events";
import { createServer as createTlsServer } from "node:tls";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { createWebSocketStream, WebSocketServer } from "ws";
import { generate } from "mqtt-packet";
import { afterEach, describe, expect, test } from "vitest";
import { makeCertificates } from "../support/certificates.js";
import { startFaultyProxy } from "../support/faulty-proxy.js";
import { connack, startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, failureOf, makeClient, nextEvent } from "../support/test-client.js";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** Keeps this process from everything else for so many milliseconds; then all that has come due meanwhile is done. */
async function busyFor(milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
  await turn();
  await turn();
}

/** A broker that answers as a broker does, as far as `silentAbout` lets it. */
async function startBroker(silentAbout: readonly string[] = []): Promise<ScriptedBroker> {
  const broker = await startScriptedBroker((packet, { send, socket }) => {
    if (silentAbout.includes(packet.cmd)) return;
    const { messageId = 0 } = packet;
    if (packet.cmd === "connect") send(connack(0));
    if (packet.cmd === "publish" && packet.qos === 1) send({ cmd: "puback", messageId });
    if (packet.cmd === "pingreq") send({ cmd: "pingresp" });
    if (packet.cmd === "disconnect") socket.end();
  });
  closers.push(() => broker.close());
  return broker;
}

describe("connectTimeout", () => {
  test.each(["0", "600h", "2147483648ms"])(
    "%s waits, where a timer of as many milliseconds would fire at once",
    async (connectTimeout) => {
      const broker = await startScriptedBroker((packet, { send }) => {
        if (packet.cmd === "connect")
          setTimeout(() => {
            send(connack(0));
          }, 100);
      });
      closers.push(() => broker.close());
      await connectClient(broker.url, { client: { connectTimeout } });
    },
  );

  test("covers each attempt to reconnect, and a broker that never answers does not end them", async () => {
    let attempts = 0;
    const broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd !== "connect") return;
      attempts += 1;
      if (attempts === 1 || attempts === 4) send(connack(0));
      if (attempts === 1) setImmediate(() => socket.destroy());
    });
    closers.push(() => broker.close());
    const client = await connectClient(broker.url, {
      client: { connectTimeout: "60ms", maxReconnectInterval: "0" },
      context: { reconnectDelay: 5 },
    });
    await nextEvent(client, "connected");
    expect(attempts).toBe(4);
  });
});

describe("pingTimeout", () => {
  test("may be longer than keepAlive: one ping, and the time of its own", async () => {
    const broker = await startBroker(["pingreq"]);
    const client = await connectClient(broker.url, {
      client: { keepAlive: "1s", pingTimeout: "1200ms", autoReconnect: false },
    });
    const connectedAt = performance.now();
    await nextEvent(client, "lost");
    expect(performance.now() - connectedAt).toBeGreaterThan(2_150);
    expect(broker.packets.filter(({ cmd }) => cmd === "pingreq")).toHaveLength(1);
  });

  test("an answer that has come while this process was busy counts", async () => {
    const broker = await startScriptedBroker((packet, { send }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd !== "pingreq") return;
      send({ cmd: "pingresp" });
      const busyUntil = performance.now() + 600;
      while (performance.now() < busyUntil);
    });
    closers.push(() => broker.close());
    const client = await connectClient(broker.url, {
      client: { keepAlive: "1s", pingTimeout: "400ms", autoReconnect: false },
    });
    await expect.poll(() => broker.packets.length, { timeout: 10_000 }).toBe(3);
    expect(broker.packets.map(({ cmd }) => cmd)).toEqual(["connect", "pingreq", "pingreq"]);
    expect(client.state).toBe("connected");
  });

  test("a broker in the middle of a long message is not silent", async () => {
    const message = generate({
      cmd: "publish",
      topic: "a",
      payload: "x".repeat(200),
      qos: 0,
      dup: false,
      retain: false,
    });
    const broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd !== "connect") return;
      send(connack(0));
      let sent = 0;
      const drip = setInterval(() => {
        socket.write(message.subarray(sent, sent + 5));
        sent += 5;
        if (sent >= message.length || socket.destroyed) clearInterval(drip);
      }, 40);
    });
    closers.push(() => broker.close());
    const client = await connectClient(broker.url, {
      client: { keepAlive: "1s", pingTimeout: "400ms", autoReconnect: false },
    });
    await new Promise((resolve) => client.mqtt?.once("message", resolve));
    expect(broker.packets.map(({ cmd }) => cmd)).toEqual(["connect", "pingreq"]);
    expect(client.state).toBe("connected");
  });
});

describe("writeTimeout", () => {
  const options = { client: { writeTimeout: "300ms", autoReconnect: false } };

  test("does not end a slow transfer of one long message", async () => {
    const broker = await startBroker();
    const proxy = await startFaultyProxy(broker.url, { bytesPerSecond: 8_000_000 });
    closers.push(() => proxy.close());
    const client = await connectClient(proxy.url, options);
    const startedAt = performance.now();
    await client.publish(Buffer.alloc(16_000_000));
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });

  test("does not blame the broker when this process was busy for longer", async () => {
    const broker = await startBroker();
    const proxy = await startFaultyProxy(broker.url);
    closers.push(() => proxy.close());
    const client = await connectClient(proxy.url, options);
    proxy.faults.stalled = true;
    const full = new Promise<void>((resolve) => (proxy.faults.onFull = resolve));
    const published = client.publish(Buffer.alloc(16_000_000));
    await full;
    // Looks come due meanwhile, so that one has seen the last bytes that the operating system takes.
    for (let looks = 0; looks < 2; looks++) await busyFor(100);
    proxy.faults.stalled = false;
    await busyFor(700);
    await published;
  });

  test.each(["0", "600h"])("%s sets no limit", async (writeTimeout) => {
    const broker = await startBroker();
    const proxy = await startFaultyProxy(broker.url);
    closers.push(() => proxy.close());
    const client = await connectClient(proxy.url, { client: { writeTimeout } });
    proxy.faults.stalled = true;
    const published = client.publish(Buffer.alloc(8_000_000));
    setTimeout(() => (proxy.faults.stalled = false), 300);
    await published;
  });

  const { server: keyPair, ca } = makeCertificates();
  const deaf = generate(connack(0));
  const servers: readonly (readonly [scheme: string, listener: () => Server])[] = [
    [
      "tls",
      () =>
        createTlsServer(keyPair, (socket) => {
          socket
            .on("error", () => undefined)
            .once("data", () => {
              socket.write(deaf);
              socket.pause();
            });
        }),
    ],
    [
      "ws",
      () => {
        const server = createHttpServer();
        new WebSocketServer({ server, handleProtocols: () => "mqtt" }).on("connection", (webSocket, request) => {
          const stream = createWebSocketStream(webSocket).on("error", () => undefined);
          stream.once("data", () => {
            stream.write(deaf);
            stream.pause();
            setImmediate(() => request.socket.pause());
          });
        });
        return server;
      },
    ],
  ];
  test.each(servers)("leaves a broker that stops reading, over %s, too", async (scheme, makeServer) => {
    const server = makeServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const sockets: Socket[] = [];
    server.on("connection", (socket: Socket) => sockets.push(socket));
    closers.push(async () => {
      const closed = once(server.close(), "close");
      sockets.forEach((socket) => socket.destroy());
      await closed;
    });
    const tlsConfig = scheme === "tls" && { tlsConfig: { caFilePEM: ca } };
    const address = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = await connectClient(address, { client: { ...options.client, ...tlsConfig } });
    const { reason } = await lossWhile(client, () => client.publish(Buffer.alloc(20_000_000)));
    expect(reason).toMatchObject({ code: "connection-lost", cause: { code: "ERR_OCTOPUS_WRITE_STALLED" } });
  });

  async function lossWhile(client: Awaited<ReturnType<typeof connectClient>>, work: () => Promise<void>) {
    const lost = nextEvent(client, "lost");
    expect(await failureOf(work())).toMatchObject({ code: "connection-lost" });
    return (await lost) as { reason: Error };
  }
});

describe("waitTimeout", () => {
  test.each([undefined, "0", "600h"])("%s waits for ever", async (waitTimeout) => {
    const broker = await startScriptedBroker((packet, { send }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "publish")
        setTimeout(() => {
          send({ cmd: "puback", messageId: packet.messageId ?? 0 });
        }, 60);
    });
    closers.push(() => broker.close());
    const client = await connectClient(broker.url, { client: { ...(waitTimeout !== undefined && { waitTimeout }) } });
    await client.publish("late");
  });

  test("1ns is a wait, too, and the late acknowledgement is swallowed", async () => {
    const broker = await startBroker();
    const client = await connectClient(broker.url, { client: { waitTimeout: "1ns" } });
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, index) => client.publish(index)));
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ code: "wait-timeout", stillInFlight: true });
    while (broker.packets.filter(({ cmd }) => cmd === "publish").length < 200) await new Promise(setImmediate);
  });
});

describe("maxReconnectInterval", () => {
  test("0 is no busy loop", async () => {
    const broker = await startBroker();
    const client = await connectClient(broker.url, { client: { maxReconnectInterval: "0" } });
    const waits: unknown[] = [];
    client.on("retrying", ({ inMs }) => waits.push(inMs));
    const refused = nextEvent(client, "retrying");
    await broker.close();
    await refused;
    await nextEvent(client, "retrying");
    expect(waits).toEqual([1000, 1000]);
  });
});

describe("disconnectQuiesce", () => {
  test("ends with the link, however long it is", async () => {
    const broker = await startBroker(["publish", "disconnect"]);
    const proxy = await startFaultyProxy(broker.url);
    const client = await connectClient(proxy.url, { client: { disconnectQuiesce: "600h" } });
    const published = failureOf(client.publish("never acknowledged"));
    while (broker.packets.length < 2) await new Promise(setImmediate);
    const disconnected = client.disconnect();
    await proxy.close();
    await disconnected;
    expect(await published).toMatchObject({ code: "client-closed" });
  });
});

describe("options that the schema refuses", () => {
  test.each([
    { keepAlive: "-1s" },
    { connectTimeout: "-1ns" },
    { messageChannelDepth: -1 },
    { messageChannelDepth: 1.5 },
    { messageChannelDepth: 65_536 },
    { protocolVersion: 5 },
    { basicAuth: { username: "u" } },
    { tlsConfig: {} },
    { httpHeaders: { Upgrade: ["h2c"] } },
  ])("%j never reaches the network", async (client) => {
    const broker = await startBroker();
    const scheme = "httpHeaders" in client ? "ws" : "tcp";
    expect(await failureOf(makeClient(broker.url.replace("tcp", scheme), { client }))).toMatchObject({
      code: "invalid-options",
    });
    expect(broker.packets).toEqual([]);
  });
});
