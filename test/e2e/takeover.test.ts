import { describe, expect, test } from "vitest";
import { fileStore, storeDirectory } from "../support/file-store.js";
import { connect, eventsOf, keepAlives, options, packets, start } from "../support/reconfiguring.js";
import { accept, acknowledge, acknowledgeFrom } from "../support/taking-over-broker.js";
import { failureOf } from "../support/test-client.js";

describe("a new connection to the same broker", () => {
  test.each(["Memory", "File"])("gets what is not acknowledged, in order, with id and DUP: %s", async (type) => {
    const broker = await start({ onPacket: acknowledgeFrom(1) });
    const parts = { client: type === "File" ? fileStore(await storeDirectory()) : {} };
    const client = await connect(broker.url, parts);
    const events = eventsOf(client);
    const published = ["a", "b"].map((payload) => client.publish(payload));
    await broker.until(0, 2);
    await client.reconfigure(options(broker.url, 20, parts));
    await Promise.all([...published, client.publish("c")]);
    expect(packets(broker)).toEqual([
      ["publish 1 a", "publish 2 b"],
      ["publish 1 a DUP", "publish 2 b DUP", "publish 3 c"],
    ]);
    expect(keepAlives(broker)).toEqual([10, 20]);
    // That the broker ended the first one was no loss.
    expect(events).toEqual(["connected"]);
  });

  test.each([
    { cleanSession: false, resent: ["pubrel 1", "publish 2 b"] },
    { cleanSession: true, resent: ["publish 1 a", "publish 2 b", "pubrel 1"] },
  ])("goes on with PUBREL where the session is kept: cleanSession $cleanSession", async ({ cleanSession, resent }) => {
    const broker = await start({
      onPacket: (packet, to, index) => {
        if (index > 0 || (packet.cmd === "publish" && packet.messageId === 1)) acknowledge(packet, to);
      },
    });
    const client = await connect(broker.url, { message: { qos: 2 } });
    const published = client.publish("a");
    await broker.until(0, 2);
    const second = client.publish("b");
    await client.reconfigure(options(broker.url, 20, { client: { cleanSession }, message: { qos: 2 } }));
    await Promise.all([published, second]);
    const sent = packets(broker)[1]?.map((packet) => packet.replace(" DUP", ""));
    expect(sent?.slice(0, resent.length)).toEqual(resent);
  });

  test("knows it by another address, since it throws the old one off", async () => {
    const broker = await start({ onPacket: acknowledgeFrom(1) });
    const client = await connect(broker.url, { message: { qos: 2 } });
    const published = client.publish("a");
    await broker.until(0, 1);
    broker.connections[0]?.send({ cmd: "pubrec", messageId: 1 });
    await broker.until(0, 2);
    const elsewhere = broker.url.replace("127.0.0.1", "localhost");
    await client.reconfigure(options(elsewhere, 20, { message: { qos: 2 } }));
    await published;
    expect(packets(broker)[1]).toEqual(["pubrel 1"]);
  });

  test("keeps subscriptions and their handlers; one without an answer is asked for again", async () => {
    const broker = await start({
      onPacket: (packet, to, index) => {
        if (index > 0 || packet.messageId === 65_001) acknowledge(packet, to);
      },
    });
    const client = await connect(broker.url);
    const received: string[] = [];
    await client.subscribe((payload) => received.push(payload.toString()), { filter: "granted" });
    const unanswered = client.subscribe(() => undefined, { filter: "unanswered" });
    await broker.until(0, 2);
    await client.reconfigure(options(broker.url, 20));
    expect(await unanswered).toMatchObject({ filter: "unanswered" });
    expect(packets(broker)[1]).toEqual(["subscribe 65001"]);
    broker.connections[1]?.send({
      ...{ cmd: "publish", topic: "granted", payload: "over the new one", messageId: 9 },
      ...{ qos: 1, dup: false, retain: false },
    });
    await broker.until(1, 2);
    expect(received).toEqual(["over the new one"]);
  });

  test("gets what waits when the broker does not answer at first, and is no loss either", async () => {
    let answer: () => void = () => undefined;
    const broker = await start({
      onConnect: (connection, index) => {
        if (index === 0) accept(connection, index);
        else
          answer = () => {
            accept(connection, index);
          };
      },
      onPacket: acknowledgeFrom(0),
    });
    const client = await connect(broker.url);
    const down = new Promise((resolve) =>
      client.mqtt?.once("close", () => {
        resolve(undefined);
      }),
    );
    const reconfigured = client.reconfigure(options(broker.url, 20));
    await down;
    const published = client.publish("meanwhile");
    const subscribed = client.subscribe(() => undefined, { filter: "meanwhile" });
    expect(client.state).toBe("connected");
    answer();
    await Promise.all([reconfigured, published, subscribed]);
    expect(packets(broker)).toEqual([[], ["subscribe 65001", "publish 1 meanwhile"]]);
  });

  test("takes over a message of QoS 2 that was received and is not released, and hands it over once", async () => {
    const broker = await start({ onPacket: acknowledgeFrom(0) });
    const client = await connect(broker.url);
    const received: string[] = [];
    await client.subscribe((payload) => received.push(payload.toString()), { filter: "in" });
    const message = { cmd: "publish", topic: "in", payload: "once", messageId: 7, qos: 2, retain: false } as const;
    broker.connections[0]?.send({ ...message, dup: false });
    await broker.until(0, 2);
    await client.reconfigure(options(broker.url, 20));
    broker.connections[1]?.send({ ...message, dup: true });
    broker.connections[1]?.send({ cmd: "pubrel", messageId: 7 });
    await broker.until(1, 2);
    expect(packets(broker)[1]).toEqual(["pubrec 7", "pubcomp 7"]);
    expect(received).toEqual(["once"]);
  });
});

describe("a new connection to another broker", () => {
  test("leaves the old one with DISCONNECT, and takes nothing of it any more", async () => {
    const old = await start();
    const next = await start({
      onPacket: () => {
        // Too late: the other broker has to acknowledge now.
        old.connections[0]?.send({ cmd: "puback", messageId: 1 });
        old.connections[0]?.send({
          ...{ cmd: "publish", topic: "in", payload: "too late", messageId: 3 },
          ...{ qos: 1, dup: false, retain: false },
        });
      },
    });
    const client = await connect(old.url);
    const received: string[] = [];
    client.subscribe((payload) => received.push(payload.toString()), { filter: "in" }).catch(() => undefined);
    const published = client.publish("a");
    let isSettled = false;
    void published.finally(() => (isSettled = true)).catch(() => undefined);
    await old.until(0, 2);
    await client.reconfigure(options(next.url, 20));
    await old.until(0, 3);
    expect(packets(old)[0]?.at(-1)).toBe("disconnect");
    expect(isSettled).toBe(false);
    next.connections[0]?.send({ cmd: "puback", messageId: 1 });
    await published;
    expect(received).toEqual([]);
  });

  test("begins anew, also where that has a session of its own", async () => {
    const old = await start({
      onPacket: (packet, to) => {
        if (packet.cmd === "publish") acknowledge(packet, to);
      },
    });
    const next = await start({
      onConnect: ({ send }) => {
        send({ cmd: "connack", returnCode: 0, sessionPresent: true });
      },
      onPacket: acknowledgeFrom(0),
    });
    const client = await connect(old.url, { message: { qos: 2 } });
    const published = client.publish("a");
    await old.until(0, 2);
    await client.reconfigure(options(next.url, 20, { message: { qos: 2 } }));
    await published;
    expect(packets(next)).toEqual([["publish 1 a DUP", "pubrel 1"]]);
  });

  test("subscribes anew", async () => {
    const [old, next] = [await start({ onPacket: acknowledgeFrom(0) }), await start({ onPacket: acknowledgeFrom(0) })];
    const client = await connect(old.url);
    await client.subscribe(() => undefined, { filter: "in" });
    await client.reconfigure(options(next.url, 20));
    await next.until(0, 1);
    expect(packets(next)).toEqual([["subscribe 65001"]]);
  });
});

test("what cannot be sent over the old socket any more is lost only of QoS 0, and that is said", async () => {
  const old = await start({
    onConnect: (connection, index) => {
      accept(connection, index);
      connection.socket.pause();
    },
  });
  const next = await start({ onPacket: acknowledgeFrom(0) });
  const client = await connect(old.url);
  const big = "x".repeat(8_000_000);
  const [stuck, kept] = [failureOf(client.publish(big, { qos: 0 })), client.publish("kept")];
  await client.reconfigure(options(next.url, 20));
  expect(await stuck).toMatchObject({ code: "connection-lost" });
  await kept;
});
