import { generate, type Packet } from "mqtt-packet";
import { afterEach, expect, test } from "vitest";
import { startScriptedBroker, type ScriptedBroker } from "../support/scripted-broker.js";
import { connectClient, nextEvent } from "../support/test-client.js";
import { seededRandom, type Random } from "./support/seeded-random.js";
import { isLong } from "./support/scale.js";

const PACKETS = isLong ? 100_000 : 2_000;
/** How many go over one connection, if it holds so long. */
const PER_CONNECTION = 40;
const SEED = Number(process.env.FAULT_SEED ?? 1);

let broker: ScriptedBroker;
afterEach(() => broker.close());

/** A packet that a broker may send, of any kind, with identifiers that are in use or not. */
function anyPacket(random: Random): Packet {
  const messageId = random.below(40);
  const topic = random.pick(["a", "test/default/case1", "a/+", "#", "", "\u0000", "x".repeat(2_000)]);
  const payload = Buffer.alloc(random.below(300), random.below(256));
  const qos = random.pick([0, 1, 2] as const);
  const packets: readonly Packet[] = [
    { cmd: "connack", returnCode: random.below(7), sessionPresent: random.below(2) === 1 },
    { cmd: "publish", topic, payload, qos, messageId: messageId + 1, dup: qos > 0, retain: random.below(2) === 1 },
    { cmd: "puback", messageId },
    { cmd: "pubrec", messageId },
    { cmd: "pubrel", messageId },
    { cmd: "pubcomp", messageId },
    { cmd: "suback", messageId, granted: [random.pick([0, 1, 2, 0x80, 0x7f])] },
    { cmd: "unsuback", messageId, granted: [] },
    { cmd: "pingresp" },
    { cmd: "pingreq" },
    { cmd: "disconnect" },
    { cmd: "subscribe", messageId: messageId + 1, subscriptions: [{ topic: "a", qos: 0 }] },
    { cmd: "connect", clientId: "me", protocolId: "MQTT", protocolVersion: 4, keepalive: 1, clean: true },
  ];
  return random.pick(packets);
}

/** The bytes of a packet, often no longer what they were. */
function anyBytes(random: Random): Buffer {
  let bytes: Buffer;
  try {
    bytes = Buffer.from(generate(anyPacket(random)));
  } catch {
    // What mqtt-packet does not write, it may still have to read.
    bytes = Buffer.from([0x30 | random.below(16), random.below(128), random.below(256), random.below(256)]);
  }
  const changes = random.pick([0, 0, 1, 1, 2, 8]);
  for (let change = 0; change < changes; change++) bytes[random.below(bytes.length)] = random.below(256);
  return random.below(8) === 0 ? bytes.subarray(0, random.below(bytes.length + 1)) : bytes;
}

test(`${PACKETS} packets that no broker should send neither crash nor hang the client (seed ${SEED})`, async () => {
  const random = seededRandom(SEED);
  let sent = 0;
  broker = await startScriptedBroker((packet, { send, socket }) => {
    const { messageId = 0 } = packet;
    if (packet.cmd === "connect") send({ cmd: "connack", returnCode: 0, sessionPresent: random.below(2) === 1 });
    if (sent < PACKETS) {
      for (let count = 0; count < PER_CONNECTION && sent < PACKETS; count++, sent++) socket.write(anyBytes(random));
      socket.end();
      return;
    }
    if (packet.cmd === "publish" && packet.qos === 1) send({ cmd: "puback", messageId });
    if (packet.cmd === "publish" && packet.qos === 2) send({ cmd: "pubrec", messageId });
    if (packet.cmd === "pubrel") send({ cmd: "pubcomp", messageId });
    if (packet.cmd === "subscribe") send({ cmd: "suback", messageId, granted: [0] });
  }, false);
  const client = await connectClient(broker.url, {
    client: { cleanSession: false, maxReconnectInterval: "0", messageChannelDepth: 65_535, keepAlive: "5s" },
    message: { topic: "test/:path" },
    context: { reconnectDelay: 1 },
  });
  const failures: unknown[] = [];
  client.on("error", (error) => failures.push(error));
  const settled: Promise<unknown>[] = [];
  while (sent < PACKETS) {
    if (client.state === "connected") {
      for (const qos of [0, 1, 2] as const)
        settled.push(Promise.allSettled([client.publish("x", { qos, render: { path: "a" } })]));
      settled.push(Promise.allSettled([client.subscribe(() => undefined, { filter: "a/#" })]));
    }
    await nextEvent(client, client.state === "connected" ? "lost" : "connected");
  }
  // A broker in its right mind is served as if nothing had been.
  for (const qos of [0, 1, 2] as const) await client.publish("sane again", { qos, render: { path: "b" } });
  await Promise.all(settled);
  expect(failures.filter((failure) => !(failure instanceof Error))).toEqual([]);
  await client.disconnect();
  expect(client.state).toBe("closed");
}, 240_000);
