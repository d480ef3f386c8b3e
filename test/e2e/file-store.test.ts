import { readdir, readFile } from "node:fs/promises";
import type { IPublishPacket, Packet } from "mqtt-packet";
import { afterEach, describe, expect, test } from "vitest";
import { FileStore } from "../../runtime/session/store/file-store.js";
import { fileStore, storeDirectory, storePaths } from "../support/file-store.js";
import { startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, failureOf, link, makeClient, nextEvent } from "../support/test-client.js";

let broker: ScriptedBroker;
afterEach(() => broker.close());

/** A broker that keeps sessions, notes what it gets per connection, and answers as it is told. */
async function sessionBroker(answer: (packet: Packet, send: (packet: Packet) => void, connection: number) => void) {
  const connections: Packet[][] = [];
  broker = await startScriptedBroker((packet, { send }) => {
    if (packet.cmd === "connect") {
      connections.push([]);
      send({ cmd: "connack", returnCode: 0, sessionPresent: packet.clean === false && connections.length > 1 });
    } else if (packet.cmd !== "disconnect") {
      connections.at(-1)?.push(packet);
      answer(packet, send, connections.length);
    }
  });
  return () => connections.map((packets) => packets.map(shown));
}

function shown(packet: Packet): string {
  const isPublish = (given: Packet): given is IPublishPacket => given.cmd === "publish";
  const content = isPublish(packet) ? ` ${String(packet.payload)}${packet.dup ? " DUP" : ""}` : "";
  return `${packet.cmd} ${packet.messageId ?? ""}${content}`;
}

/** What a broker answers that takes everything. */
function acknowledge(packet: Packet, send: (packet: Packet) => void): void {
  const { messageId = 0 } = packet;
  if (packet.cmd === "publish") send({ cmd: packet.qos === 2 ? "pubrec" : "puback", messageId });
  if (packet.cmd === "pubrel") send({ cmd: "pubcomp", messageId });
}

describe("with the store File", () => {
  test("what is stored and not acknowledged is sent by the next client, first, with packet id and DUP", async () => {
    const seen = await sessionBroker((packet, send, connection) => {
      if (connection > 1) acknowledge(packet, send);
    });
    const options = { client: fileStore(await storeDirectory()), message: { qos: 1 } };
    const first = await connectClient(broker.url, options);
    const waiting = failureOf(first.publish("a"));
    await first.publish("b", { until: "stored" });
    await first.disconnect();
    expect(await waiting).toMatchObject({ code: "client-closed", stillInFlight: true });
    const second = await connectClient(broker.url, options);
    await second.publish("c");
    expect(seen()).toEqual([
      ["publish 1 a", "publish 2 b"],
      ["publish 1 a DUP", "publish 2 b DUP", "publish 3 c"],
    ]);
    await second.disconnect();
    const store = await FileStore.open({ directory: options.client.store.directoryPrefix, uid: link.uid, report });
    expect(store.recovered).toEqual([]);
    await store.close();
  });

  test("QoS 2 goes on with PUBREL, all of them at once, where the broker has the messages", async () => {
    const released: number[] = [];
    let firstReleases = 0;
    let allReleased: () => void = () => undefined;
    const untilReleased = new Promise<void>((resolve) => (allReleased = resolve));
    const seen = await sessionBroker((packet, send, connection) => {
      if (connection === 1) {
        if (packet.cmd === "publish") acknowledge(packet, send);
        else if (++firstReleases === 3) allReleased();
        return;
      }
      if (packet.cmd === "publish") acknowledge(packet, send);
      if (packet.cmd !== "pubrel") return;
      // Nothing is answered before all three are there.
      released.push(packet.messageId ?? 0);
      if (released.length === 3) for (const messageId of released) send({ cmd: "pubcomp", messageId });
      if (released.length > 3) acknowledge(packet, send);
    });
    const options = { client: fileStore(await storeDirectory()), message: { qos: 2 } };
    const first = await connectClient(broker.url, options);
    const three = Promise.all(["a", "b", "c"].map((payload) => failureOf(first.publish(payload))));
    await untilReleased;
    await first.disconnect();
    await three;
    const second = await connectClient(broker.url, options);
    await second.publish("d");
    expect(seen()[1]).toEqual(["pubrel 1", "pubrel 2", "pubrel 3", "publish 4 d", "pubrel 4"]);
  });

  test("a clean session takes what is left anew, in order and without DUP", async () => {
    const seen = await sessionBroker((packet, send, connection) => {
      if (connection > 1 || packet.messageId === 1) acknowledge(packet, send);
    });
    const client = { ...fileStore(await storeDirectory()), cleanSession: true };
    const first = await connectClient(broker.url, { client, message: { qos: 2 } });
    await first.publish("a");
    await Promise.all(["b", "c"].map((payload) => first.publish(payload, { until: "stored" })));
    await first.disconnect();
    const second = await connectClient(broker.url, { client, message: { qos: 2 } });
    await second.publish("d");
    const published = seen()[1]?.filter((packet) => packet.startsWith("publish"));
    expect(published).toEqual(["publish 2 b", "publish 3 c", "publish 4 d"]);
  });

  test("nothing is on the wire before it is on the disk, as the packet that it is", async () => {
    const directory = await storeDirectory();
    const logs: Promise<Buffer>[] = [];
    await sessionBroker((packet, send) => {
      logs.push(readFile(storePaths(directory).log));
      acknowledge(packet, send);
    });
    const client = await connectClient(broker.url, { client: fileStore(directory), message: { qos: 1 } });
    await client.publish("now on the disk");
    expect((await logs[0])?.includes("now on the disk")).toBe(true);
  });

  test("a second client, of this process too, is told who has the folder", async () => {
    await sessionBroker(acknowledge);
    const options = { client: fileStore(await storeDirectory()) };
    const first = await connectClient(broker.url, options);
    const second = await makeClient(broker.url, options);
    const error = await failureOf(second.connect());
    expect(error).toMatchObject({ code: "store-locked", pointer: "/client/store" });
    expect(error.message).toContain(`process ${process.pid}`);
    await first.publish("goes on");
    await first.disconnect();
    await second.connect();
  });

  test("an attempt to connect that fails gives the folder free", async () => {
    await sessionBroker(acknowledge);
    const client = fileStore(await storeDirectory());
    const nobody = await makeClient("tcp://127.0.0.1:1", { client });
    expect(await failureOf(nobody.connect())).toMatchObject({ code: "connection-failed" });
    await (await connectClient(broker.url, { client })).publish("x");
  });

  test("a directory that cannot be made is named", async () => {
    await sessionBroker(acknowledge);
    const client = await makeClient(broker.url, { client: fileStore("/dev/null/mqtt") });
    const error = await failureOf(client.connect());
    expect(error).toMatchObject({ code: "store-failed", pointer: "/client/store" });
    expect(error.message).toContain("/dev/null/mqtt");
  });

  test("invalid topics are refused before anything is stored", async () => {
    await sessionBroker(acknowledge);
    const directory = await storeDirectory();
    const client = await connectClient(broker.url, {
      client: fileStore(directory),
      message: { topic: "test/:id", qos: 1 },
    });
    for (const id of ["#", "a+b", "a\0b", "x".repeat(65_536)]) {
      const error = await failureOf(client.publish("poison", { render: { id }, until: "stored" }));
      expect(error).toMatchObject({ code: "invalid-topic" });
    }
    expect(await readFile(storePaths(directory).log, "latin1")).not.toContain("poison");
    expect(await readdir(storePaths(directory).folder)).toHaveLength(2);
  });

  test("a lost connection that is not re-established leaves messages for the next one", async () => {
    const seen = await sessionBroker((packet, send, connection) => {
      if (connection > 1) acknowledge(packet, send);
    });
    const client = await connectClient(broker.url, {
      client: { ...fileStore(await storeDirectory()), autoReconnect: false },
      message: { qos: 1 },
    });
    await client.publish("a", { until: "stored" });
    const pending = failureOf(client.publish("b"));
    const lost = nextEvent(client, "lost");
    client.mqtt?.stream.destroy();
    await lost;
    expect(await pending).toMatchObject({ code: "connection-lost", stillInFlight: true });
    await client.connect();
    await client.publish("c");
    expect(seen()[1]).toEqual(["publish 1 a DUP", "publish 2 b DUP", "publish 3 c"]);
  });
});

test.each([
  { store: { type: "Memory" }, qos: 1, found: "the store `Memory`" },
  { store: undefined, qos: 0, found: "QoS 0" },
])("`until: stored` is refused where nothing is stored: $found", async ({ store, qos, found }) => {
  await sessionBroker(acknowledge);
  const client = await connectClient(broker.url, {
    client: { ...fileStore(await storeDirectory()), ...(store && { store }) },
    message: { qos },
  });
  const error = await failureOf(client.publish("x", { until: "stored" }));
  expect(error).toMatchObject({ code: "invalid-options" });
  expect(error.message).toContain(found);
});

function report(error: Error): void {
  throw error;
}
