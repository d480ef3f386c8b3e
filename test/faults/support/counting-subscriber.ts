import { randomUUID } from "node:crypto";
import type { Packet } from "mqtt-packet";
import { PacketConnection } from "./packet-connection.js";

/** Counts what arrives at a broker, with a session that outlives broken connections, QoS 2 in full, and no library. */
export interface CountingSubscriber {
  /** The numbers that came on a topic, in order. */
  seen(topic: string): readonly number[];
  /** Resolves when `isEnough`, asked after each message, says so, or when nothing has come for `quietMs`. */
  settle(isEnough: () => boolean, quietMs: number): Promise<void>;
  close(): void;
}

/** Connects to `url` and subscribes to `filter` with QoS 2. */
export async function startCountingSubscriber(url: string, filter: string): Promise<CountingSubscriber> {
  const byTopic = new Map<string, number[]>();
  const unreleased = new Set<number>();
  let onMessage: () => void = () => undefined;
  let onSubscribed: () => void = () => undefined;
  const subscribed = new Promise<void>((resolve) => (onSubscribed = resolve));

  const record = (topic: string, payload: string | Buffer) => {
    const numbers = byTopic.get(topic) ?? [];
    byTopic.set(topic, numbers);
    numbers.push(Number.parseInt(payload.toString(), 10));
    onMessage();
  };
  const onPacket = (packet: Packet) => {
    const { messageId = 0 } = packet;
    if (packet.cmd === "suback") onSubscribed();
    else if (packet.cmd === "publish") {
      if (packet.qos < 2 || !unreleased.has(messageId)) record(packet.topic, packet.payload);
      if (packet.qos === 1) connection.send({ cmd: "puback", messageId });
      if (packet.qos !== 2) return;
      unreleased.add(messageId);
      connection.send({ cmd: "pubrec", messageId });
    } else if (packet.cmd === "pubrel") {
      unreleased.delete(messageId);
      connection.send({ cmd: "pubcomp", messageId });
    }
  };
  const connection: PacketConnection = new PacketConnection({
    url,
    clientId: `count-${randomUUID().slice(0, 8)}`,
    clean: false,
    onPacket,
    onConnected: ({ sessionPresent }) => {
      if (!sessionPresent) unreleased.clear();
      connection.send({ cmd: "subscribe", messageId: 65_535, subscriptions: [{ topic: filter, qos: 2 }] });
    },
  });
  await subscribed;
  return {
    seen: (topic) => byTopic.get(topic) ?? [],
    settle: (isEnough, quietMs) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          onMessage = () => undefined;
          resolve();
        };
        const timer = setTimeout(done, quietMs);
        onMessage = () => {
          timer.refresh();
          if (isEnough()) done();
        };
        if (isEnough()) done();
      }),
    close: () => {
      connection.close();
    },
  };
}
