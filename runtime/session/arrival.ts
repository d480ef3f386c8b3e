import { Buffer } from "node:buffer";
import type { IPublishPacket } from "mqtt";
import type { Link } from "./link.js";

/** PUBACK and PUBCOMP (MQTT 3.1.1, sections 3.4 and 3.7), by the QoS of the message that they end. */
const ACK = { 0: 0, 1: 0x40, 2: 0x70 } as const;

/** What mqtt.js gets for an error when a message is not acknowledged, or later. */
export const NOT_YET = new Error("the message is acknowledged later");

/**
 * A message that mqtt.js hands over, and how to answer the broker. mqtt.js acknowledges before it goes on with the next
 * packet, but not if it is told of an error, and that alone.
 */
export class Arrival {
  readonly packet: IPublishPacket;
  readonly #done: (error?: Error) => void;
  readonly #link: Pick<Link, "mqtt" | "ready">;
  readonly #stream: Link["mqtt"]["stream"];

  /** `done` is the callback of mqtt.js. */
  constructor(packet: IPublishPacket, done: (error?: Error) => void, link: Pick<Link, "mqtt" | "ready">) {
    this.packet = packet;
    this.#done = done;
    this.#link = link;
    this.#stream = link.mqtt.stream;
  }

  /** Goes on with what arrives next; with `acknowledged` the broker is told that the message is here. */
  proceed(acknowledged: boolean): void {
    if (acknowledged) this.#done();
    else this.#done(NOT_YET);
  }

  /** Tells the broker later, unless the connection has ended; then it sends the message again. */
  acknowledge(): void {
    const { messageId: id = 0, qos } = this.packet;
    if (this.#link.ready && this.#link.mqtt.stream === this.#stream)
      this.#stream.write(Buffer.from([ACK[qos], 2, id >> 8, id & 0xff]));
  }
}
