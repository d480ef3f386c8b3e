import { Buffer } from "node:buffer";
import type { CoalescingStream } from "../transport/coalescing-stream.js";
import type { PublicationSettings } from "./pending-operations.js";
import { DUP, publishLength, writePublish, type EncodedPublish, type PublishToWrite } from "./store/publish-packet.js";

/** PUBREL, but for its identifier (MQTT 3.1.1, section 3.6), as the number that its first two bytes are. */
const PUBREL = 0x6202;
const PUBREL_LENGTH = 4;

/**
 * Where messages go while there is a connection. Packets are written as they are, past mqtt.js, which would take ten times
 * as long for one: it copies the packet, has a store and a list for what is not acknowledged, and writes it in pieces.
 */
export class Outlet {
  readonly #stream: CoalescingStream;
  #topic = "";
  #topicBytes = 0;

  constructor(stream: CoalescingStream) {
    this.#stream = stream;
  }

  /** Whether the stream has taken all it can; then `whenTaken` tells when it has room again. */
  get isFull(): boolean {
    return this.#stream.isFull;
  }

  /** Calls back when the socket has taken what was published, and there is room; never if the connection ends before. */
  whenTaken(callback: () => void): void {
    this.#stream.whenTaken(callback);
  }

  publish(packet: PublishToWrite): void {
    const { topic, payload, qos } = packet;
    // Most messages of a device go to the same topic.
    if (topic !== this.#topic) {
      this.#topic = topic;
      this.#topicBytes = Buffer.byteLength(topic);
    }
    const payloadBytes = Buffer.byteLength(payload);
    const length = publishLength(qos, this.#topicBytes, payloadBytes);
    const { bytes, used } = this.#stream.reserve(length);
    writePublish(packet, this.#topicBytes, payloadBytes, bytes, used - length);
  }

  publishEncoded({ record, packetFrom }: EncodedPublish, dup: boolean): void {
    const length = record.length - packetFrom;
    const { bytes, used } = this.#stream.reserve(length);
    const at = used - length;
    record.copy(bytes, at, packetFrom);
    if (dup) bytes[at] = (bytes[at] ?? 0) | DUP;
  }

  /** Publishes with QoS 0. */
  publishOnce({ topic, retain }: PublicationSettings, payload: string | Buffer): void {
    this.publish({ id: 0, topic, payload, qos: 0, retain, dup: false });
  }

  release(id: number): void {
    const { bytes, used } = this.#stream.reserve(PUBREL_LENGTH);
    const at = bytes.writeUInt16BE(PUBREL, used - PUBREL_LENGTH);
    bytes.writeUInt16BE(id, at);
  }
}
