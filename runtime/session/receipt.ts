import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import type { IPublishPacket } from "mqtt";
import { MqttRuntimeError } from "../errors.js";
import type { Arrival } from "./arrival.js";
import { Dispatcher } from "./dispatcher.js";
import { Fifo } from "./fifo.js";
import { messageInfo, type MessageHandler } from "./subscriptions.js";

/** How many calls of handlers may wait. Beyond that, messages are not acknowledged, so that the broker holds back. */
const MOST_WAITING = 1_000;

/** What the receipt of messages needs to know. */
export interface ReceiptSettings {
  /** `order`. */
  readonly ordered: () => boolean;
  /** Who wants a message of this topic. */
  readonly handlersFor: (topic: string) => readonly MessageHandler[];
  readonly report: (summary: string, error: unknown) => void;
}

/**
 * Hands received messages to their handlers. A message is acknowledged when it has got into a queue of limited length,
 * not when it is handled: a slow handler, or one that waits for a message of its own, holds up no other packet, be it an
 * acknowledgement or the answer to a ping.
 *
 * While the queue is full, messages of QoS 1 and 2 get in without being acknowledged, which brokers allow a limited number
 * of, and those of QoS 0, which no broker holds back, are dropped and counted.
 */
export class Receipt {
  readonly #settings: ReceiptSettings;
  readonly #dispatcher: Dispatcher;
  readonly #unacknowledged = new Fifo<Arrival>();
  #unmatched = 0;
  #dropped = 0;

  constructor(settings: ReceiptSettings) {
    this.#settings = settings;
    const report = (error: unknown) => {
      settings.report("a handler of messages failed", error);
    };
    this.#dispatcher = new Dispatcher(settings.ordered, report, () => {
      this.#catchUp();
    });
  }

  /** How many messages had no handler. They are acknowledged. */
  get unmatched(): number {
    return this.#unmatched;
  }

  /** Takes a message and returns at once. */
  take(arrival: Arrival): void {
    const { packet } = arrival;
    if (!this.#isFull) {
      this.#dispatch(packet);
      arrival.proceed(true);
    } else if (packet.qos > 0) {
      this.#dispatch(packet);
      this.#unacknowledged.push(arrival);
      arrival.proceed(false);
    } else {
      // Many small messages arrive in one turn of the event loop; handlers that are quick have their chance after it.
      setImmediate(() => {
        if (this.#isFull) this.#dropped += 1;
        else this.#dispatch(packet);
        arrival.proceed(true);
      });
    }
  }

  get #isFull(): boolean {
    return this.#dispatcher.waiting >= MOST_WAITING;
  }

  #dispatch(packet: IPublishPacket): void {
    const handlers = this.#settings.handlersFor(packet.topic);
    if (handlers.length === 0) this.#unmatched += 1;
    const payload = Buffer.from(packet.payload);
    for (const handler of handlers) this.#dispatcher.dispatch(() => handler(payload, messageInfo(packet)));
  }

  #catchUp(): void {
    if (this.#isFull) return;
    for (let arrival = this.#unacknowledged.first; arrival; arrival = this.#unacknowledged.first) {
      this.#unacknowledged.dropFirst();
      arrival.acknowledge();
    }
    if (this.#dropped > 0) this.#reportDropped();
  }

  #reportDropped(): void {
    const error = new MqttRuntimeError("messages-dropped", "Handlers are slower than messages of QoS 0 arrive", {
      found: `${this.#dropped} messages beyond the ${MOST_WAITING} that wait`,
      remedy: "Handle them faster or with `order: false`, or subscribe with QoS 1, with which the broker holds back.",
    });
    this.#dropped = 0;
    this.#settings.report("messages were dropped", error);
  }
}
