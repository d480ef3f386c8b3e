import type { Buffer } from "node:buffer";
import { messageRecord, PACKET_FROM } from "./entries.js";
import type { Item } from "./group-writer.js";
import { decodePublish, type EncodedPublish } from "./publish-packet.js";
import type { LogFormat } from "./record.js";
import type { KeptMessage, Publisher } from "./session-store.js";

/** Learns that a message is written, or with an error that it is not. */
export interface MessageOwner {
  written<T>(item: MessageItem<T>, error: Error | undefined): void;
}

/**
 * A message on its way to the log, and from there to the broker: one object, since there are very many. Its record has a
 * copy of the payload, so that memory has that once.
 */
export class MessageItem<T> implements Item, KeptMessage, EncodedPublish {
  readonly sequence: number;
  readonly topic: string;
  readonly qos: 1 | 2;
  readonly retain: boolean;
  readonly record: Buffer;
  readonly publisher: Publisher<T, never>;
  readonly publication: T;
  readonly #owner: MessageOwner;

  constructor(
    message: KeptMessage,
    format: LogFormat,
    to: MessageOwner,
    publisher: Publisher<T, never>,
    publication: T,
  ) {
    this.sequence = message.sequence;
    this.topic = message.topic;
    this.qos = message.qos;
    this.retain = message.retain;
    this.record = messageRecord(message, format);
    this.publisher = publisher;
    this.publication = publication;
    this.#owner = to;
  }

  get payload(): Buffer {
    return decodePublish(this.record.subarray(PACKET_FROM)).payload;
  }

  get encoded(): EncodedPublish {
    return this;
  }

  get packetFrom(): number {
    return PACKET_FROM;
  }

  written(error?: Error): void {
    this.#owner.written(this, error);
  }
}
