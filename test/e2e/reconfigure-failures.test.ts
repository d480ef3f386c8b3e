import { describe, expect, test } from "vitest";
import { connect, eventsOf, keepAlives, options, packets, start } from "../support/reconfiguring.js";
import { connack } from "../support/scripted-broker.js";
import {
  accept,
  acknowledge,
  acknowledgeFrom,
  type SeenConnection,
  type TakingOverSettings,
} from "../support/taking-over-broker.js";
import { failureOf, makeClient, nextEvent } from "../support/test-client.js";

/** Accepts all but the second connection, with which it does as it is told. */
function withSecond(onSecond: (connection: SeenConnection) => void, isTardy = false): TakingOverSettings {
  const onConnect = (connection: SeenConnection, index: number) => {
    if (index === 1) onSecond(connection);
    else accept(connection, index);
  };
  return { onConnect, onPacket: acknowledgeFrom(0), isTardy };
}

function refuse({ send }: SeenConnection): void {
  send(connack(5));
}

describe("the old connection stays when the new one", () => {
  test.each([
    { name: "is refused", code: "connection-refused", onSecond: refuse },
    { name: "is hung up", code: "connection-failed", onSecond: ({ socket }: SeenConnection) => socket.end() },
    { name: "is not answered", code: "connection-timeout", onSecond: () => undefined },
  ])("$name", async ({ code, onSecond }) => {
    const broker = await start(withSecond(onSecond, true));
    const client = await connect(broker.url);
    const [events, { mqtt }] = [eventsOf(client), client];
    const wrong = options(broker.url, 20, { client: { connectTimeout: "200ms", protocolVersion: 4 } });
    const failed = failureOf(client.reconfigure(wrong));
    await client.publish("meanwhile");
    expect(await failed).toMatchObject({ code });
    await client.publish("afterwards");
    expect(packets(broker)[0]).toEqual(["publish 1 meanwhile", "publish 2 afterwards"]);
    expect([client.state, client.mqtt, events]).toEqual(["connected", mqtt, []]);
    // And is what it was: a loss is one again.
    const back = nextEvent(client, "connected");
    broker.connections[0]?.socket.destroy();
    await back;
    expect([keepAlives(broker), events]).toEqual([
      [10, 20, 10],
      ["lost", "retrying", "connecting", "connected"],
    ]);
  });

  test("cannot be made at all, and nothing is sent for options that are wrong", async () => {
    const broker = await start({ onPacket: acknowledgeFrom(0) });
    const client = await connect(broker.url);
    const faults = [
      { given: options("tcp://127.0.0.1:1", 20), code: "connection-failed" },
      { given: options(broker.url, 20, { message: { topic: "a/#" } }), name: "OptionsValidationError" },
      { given: options(broker.url, 20, { client: { basicAuth: { username: "a", password: "" } } }) },
      { given: options("http://127.0.0.1", 20) },
      { given: undefined, name: "OptionsValidationError" },
    ];
    for (const { given, ...expected } of faults)
      expect(await failureOf(client.reconfigure(given))).toMatchObject(expected);
    await client.publish("still there");
    expect(packets(broker)).toEqual([["publish 1 still there"]]);
  });

  test("would have another store, which is refused before anything happens", async () => {
    const broker = await start({ onPacket: acknowledgeFrom(0) });
    const client = await connect(broker.url);
    const stored = { client: { store: { type: "File", directoryPrefix: "/nowhere" } } };
    const error = await failureOf(client.reconfigure(options(broker.url, 20, stored)));
    expect(error).toMatchObject({ code: "invalid-options", pointer: "/client/store" });
    expect(error.message).toContain("Disconnect this client");
    expect(broker.connections).toHaveLength(1);
  });
});

describe("an old connection that the broker has ended for the new one, which then fails,", () => {
  test("is re-established with the old options, and nothing is lost", async () => {
    const broker = await start({
      ...withSecond(refuse),
      onPacket: acknowledgeFrom(2),
    });
    const client = await connect(broker.url);
    const events = eventsOf(client);
    const published = client.publish("a");
    await broker.until(0, 1);
    expect(await failureOf(client.reconfigure(options(broker.url, 20)))).toMatchObject({ code: "connection-refused" });
    await published;
    expect(keepAlives(broker)).toEqual([10, 20, 10]);
    expect(packets(broker)).toEqual([["publish 1 a"], [], ["publish 1 a DUP"]]);
    expect(events).toEqual(["lost", "connecting", "connected"]);
  });

  test("goes on being re-established if that fails, too", async () => {
    const broker = await start({
      onConnect: (connection, index) => {
        if (index === 1 || index === 2) connection.send(connack(3));
        else accept(connection, index);
      },
    });
    const client = await connect(broker.url);
    const connected = nextEvent(client, "connected");
    expect(await failureOf(client.reconfigure(options(broker.url, 20)))).toMatchObject({ code: "connection-refused" });
    await connected;
    expect(keepAlives(broker)).toEqual([10, 20, 10, 10]);
  });

  test("is a loss that is final without autoReconnect; connect() takes the old options", async () => {
    const broker = await start(withSecond(refuse));
    const client = await connect(broker.url, { client: { autoReconnect: false } });
    expect(await failureOf(client.reconfigure(options(broker.url, 20)))).toMatchObject({ code: "connection-refused" });
    expect(client.state).toBe("lost");
    expect(await failureOf(client.publish("a"))).toMatchObject({ code: "not-connected" });
    await client.connect();
    await client.publish("b");
    expect(keepAlives(broker)).toEqual([10, 20, 10]);
  });
});

test("a new connection that breaks when it was accepted is lost like any, and comes back with the new options", async () => {
  const broker = await start({
    onConnect: (connection, index) => {
      accept(connection, index);
      if (index === 1) connection.socket.end(Buffer.from([0xf0, 0xff, 0xff, 0xff, 0xff]));
    },
    onPacket: acknowledgeFrom(2),
  });
  const client = await connect(broker.url);
  const published = client.publish("a");
  await broker.until(0, 1);
  await client.reconfigure(options(broker.url, 20));
  await published;
  expect(keepAlives(broker)).toEqual([10, 20, 20]);
  // It is a connection like any: what needs one now, and what arrives, goes over it.
  const arrived = new Promise<string>((resolve) => {
    void client.subscribe(
      (payload) => {
        resolve(payload.toString());
      },
      { filter: "in" },
    );
  });
  await broker.until(2, 2);
  const message = { topic: "in", payload: "over the third", qos: 0, dup: false, retain: false } as const;
  broker.connections[2]?.send({ cmd: "publish", ...message });
  expect(await arrived).toBe("over the third");
});

describe("disconnect() meanwhile", () => {
  test.each([true, false])("ends both connections; the old one is up: %s", async (isTardy) => {
    const broker = await start(withSecond(() => undefined, isTardy));
    const client = await connect(broker.url);
    const failed = Promise.all(
      [20, 30].map((keepAlive) => failureOf(client.reconfigure(options(broker.url, keepAlive)))),
    );
    await broker.until(1, 0);
    await client.disconnect();
    expect(await failed).toMatchObject([{ code: "client-closed" }, { code: "client-closed" }]);
    expect(client.state).toBe("closed");
    expect(packets(broker)).toEqual([isTardy ? ["disconnect"] : [], ["disconnect"]]);
    expect(await failureOf(client.reconfigure(options(broker.url, 20)))).toMatchObject({ code: "client-closed" });
  });

  test("still waits for what is under way over the old one", async () => {
    const acknowledgements: (() => void)[] = [];
    const broker = await start({
      ...withSecond(() => undefined, true),
      onPacket: (packet, to) => {
        if (packet.cmd !== "publish") return;
        acknowledgements.push(() => {
          acknowledge(packet, to);
        });
      },
    });
    const client = await connect(broker.url, { client: { disconnectQuiesce: "20s" } });
    const published = client.publish("a");
    const failed = failureOf(client.reconfigure(options(broker.url, 20)));
    await broker.until(1, 0);
    const disconnected = client.disconnect();
    expect(await failed).toMatchObject({ code: "client-closed" });
    acknowledgements[0]?.();
    await Promise.all([published, disconnected]);
  });
});

describe("a client that is not connected", () => {
  test("only exchanges its options before connect(), the store too", async () => {
    const broker = await start({ onPacket: acknowledgeFrom(0) });
    const client = await makeClient("tcp://127.0.0.1:1");
    await client.reconfigure(options(broker.url, 20, { message: { topic: "other/:name" } }));
    expect([client.state, client.topics.forPublish()]).toEqual(["idle", "other/case1"]);
    await client.connect();
    expect(keepAlives(broker)).toEqual([20]);
  });

  test("lets a first attempt that is under way end", async () => {
    const broker = await start();
    const client = await makeClient(broker.url, options(broker.url, 10));
    const connected = client.connect();
    await client.reconfigure(options(broker.url, 20));
    await connected;
    expect(keepAlives(broker)).toEqual([10, 20]);
  });

  test("waits for another call, in the order of the calls", async () => {
    const broker = await start();
    const client = await connect(broker.url);
    await Promise.all([20, 30, 40].map((keepAlive) => client.reconfigure(options(broker.url, keepAlive))));
    expect(keepAlives(broker)).toEqual([10, 20, 30, 40]);
  });
});

describe("a connection that is being re-established", () => {
  /** A client that waits for a minute before it connects again. */
  async function connectAndLose(settings: TakingOverSettings) {
    const broker = await start(settings);
    const client = await connect(broker.url, { context: { reconnectDelay: 60_000 } });
    const retrying = nextEvent(client, "retrying");
    broker.connections[0]?.socket.destroy();
    await retrying;
    return { broker, client, events: eventsOf(client) };
  }

  test("is tried with the new options at once", async () => {
    const { broker, client, events } = await connectAndLose({ onPacket: acknowledgeFrom(0) });
    const published = client.publish("meanwhile");
    await client.reconfigure(options(broker.url, 20));
    await published;
    expect([keepAlives(broker), events]).toEqual([
      [10, 20],
      ["connecting", "connected"],
    ]);
    expect(packets(broker)[1]).toEqual(["publish 1 meanwhile"]);
  });

  test("is tried with the old ones if that fails, and goes on with those", async () => {
    const { broker, client, events } = await connectAndLose(withSecond(refuse));
    const connected = nextEvent(client, "connected");
    expect(await failureOf(client.reconfigure(options(broker.url, 20)))).toMatchObject({ code: "connection-refused" });
    await connected;
    expect([keepAlives(broker), events]).toEqual([
      [10, 20, 10],
      ["connecting", "refused", "connecting", "connected"],
    ]);
  });

  test("an attempt that is under way is given up for it", async () => {
    const broker = await start({
      onConnect: (connection, index) => {
        if (index !== 1) accept(connection, index);
      },
    });
    const client = await connect(broker.url);
    broker.connections[0]?.socket.destroy();
    await broker.until(1, 0);
    await client.reconfigure(options(broker.url, 20));
    expect([keepAlives(broker), packets(broker)[1]]).toEqual([[10, 10, 20], ["disconnect"]]);
  });
});
