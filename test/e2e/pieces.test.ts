import { once, type EventEmitter } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { generate, type Packet } from "mqtt-packet";
import { afterEach, describe, expect, test } from "vitest";
import { connack, startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, makeClient } from "../support/test-client.js";

let broker: ScriptedBroker | undefined;
let server: Server | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  await broker?.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.close();
  broker = server = undefined;
});

const publish = (payload: string, qos: 0 | 1, messageId = 0): Packet => ({
  cmd: "publish",
  topic: "test/default/case1",
  payload,
  qos,
  messageId,
  dup: false,
  retain: false,
});

/** Answers of all kinds to three messages with the identifiers 1 to 3, among other packets. */
const ANSWERS: readonly Packet[] = [
  { cmd: "puback", messageId: 1 },
  publish("a", 0),
  { cmd: "pingresp" },
  { cmd: "pubrec", messageId: 2 },
  // Longer than its head says in one byte.
  publish("b".repeat(300), 1, 7),
  { cmd: "pubcomp", messageId: 2 },
  { cmd: "puback", messageId: 3 },
  publish("c", 1, 8),
];

describe("what the broker sends", () => {
  test("in one piece with CONNACK comes after `connected`", async () => {
    broker = await startScriptedBroker((packet, { socket }) => {
      if (packet.cmd !== "connect") return;
      socket.write(Buffer.concat([generate(connack(0)), generate(publish("kept", 0))]));
    });
    const client = await makeClient(broker.url, { client: { cleanSession: false } });
    const arrived = new Promise<unknown[]>((resolve, reject) =>
      client.on("connected", () => {
        const signal = AbortSignal.timeout(5_000);
        once(client.mqtt as unknown as EventEmitter, "message", { signal }).then(resolve, reject);
      }),
    );
    await client.connect();
    const [topic, payload] = await arrived;
    expect([topic, String(payload)]).toEqual(["test/default/case1", "kept"]);
  });

  test.each([1, 2, 3, 5, 7, 64, 1_000])("is read in pieces of %i bytes", async (size) => {
    broker = await startScriptedBroker((packet, { send, socket }) => {
      if (packet.cmd === "connect") send(connack(0));
      if (packet.cmd === "subscribe") send({ cmd: "suback", messageId: packet.messageId ?? 0, granted: [1] });
      if (packet.cmd !== "publish" || packet.messageId !== 3) return;
      const bytes = Buffer.concat(ANSWERS.map((answer) => generate(answer)));
      const sendFrom = (at: number) => {
        socket.write(bytes.subarray(at, at + size));
        // In a turn of its own, so that each arrives by itself.
        if (at + size < bytes.length) setImmediate(sendFrom, at + size);
      };
      sendFrom(0);
    });
    const client = await connectClient(broker.url);
    const received: string[] = [];
    let last: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (last = resolve));
    await client.subscribe((payload) => {
      received.push(payload.toString());
      if (received.length === 3) last();
    });
    await Promise.all([
      client.publish("1", { qos: 1 }),
      client.publish("2", { qos: 2 }),
      client.publish("3", { qos: 1 }),
      all,
    ]);
    expect(received).toEqual(["a", "b".repeat(300), "c"]);
    await client.disconnect();
    const answered = broker.packets.filter(({ cmd }) => cmd === "pubrel" || cmd === "puback");
    expect(answered.map(({ cmd, messageId }) => `${cmd} ${messageId}`).sort()).toEqual([
      "puback 7",
      "puback 8",
      "pubrel 2",
    ]);
  });
});

test("what is published in one turn of the event loop leaves in one piece", async () => {
  const pieces: Buffer[] = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.once("data", () => {
      socket.write(generate(connack(0)));
      socket.on("data", (piece) => pieces.push(piece));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = await connectClient(`tcp://127.0.0.1:${port}`);
  await Promise.all(Array.from({ length: 50 }, (_, index) => client.publish(String(index), { qos: 0 })));
  await client.disconnect();
  const [first = Buffer.alloc(0)] = pieces;
  expect(pieces.length).toBeLessThanOrEqual(2);
  expect(first.toString("latin1").match(/test\/default\/case1/g)).toHaveLength(50);
});
