import type { IClientPublishOptions, MqttClient } from "mqtt";
import { Fifo } from "./fifo.js";
import type { PacketIds } from "./packet-ids.js";
import { ReleaseStore } from "./release-store.js";

/** How a message is published. */
export interface PublishOptions {
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** Ends a delivery: without an error the broker has acknowledged, or for QoS 0 the socket has taken the message. */
export type Delivered = (error?: Error | null) => void;

/** Where messages go while there is a connection. */
export interface Outlet {
  readonly mqtt: MqttClient;
  readonly ids: PacketIds;
  /** Whether the stream has taken all it can; then `whenWritable` tells when it has room again. */
  isFull(): boolean;
  whenWritable(callback: () => void): void;
}

interface Message {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly options: PublishOptions;
  readonly delivered: Delivered;
}

/** A message of QoS 1 or 2 that was sent and is not acknowledged. */
interface InFlight extends Message {
  /** Whether the broker has it, and only the second half of QoS 2 is missing. */
  released: boolean;
}

/**
 * Delivers messages over one connection after another: they wait in the outbox, pass through a window of messages in
 * flight, and leave it with the broker's acknowledgement. What was not acknowledged when a connection broke is sent
 * again over the next one, in order, all at once, with its packet identifier and DUP (MQTT 3.1.1, section 4.4).
 *
 * The window bounds a resend as well. It is there for brokers that drop, without a word, what exceeds their own
 * (Mosquitto beyond 20 messages of QoS 2), and keeps what has to be sent again short.
 */
export class Delivery {
  readonly releases: ReleaseStore;
  readonly #window: number;
  readonly #outbox = new Fifo<Message>();
  /** By packet identifier, in the order of sending. */
  readonly #inFlight = new Map<number, InFlight>();
  /** Messages of QoS 0 that the stream has not yet taken. */
  readonly #writing = new Set<Delivered>();
  #outlet: Outlet | undefined;
  #blocked = false;

  /** `window` is how many messages of QoS 1 and 2 may be in flight. */
  constructor(window: number) {
    this.#window = window;
    this.releases = new ReleaseStore((id) => {
      const message = this.#inFlight.get(id);
      if (message) message.released = true;
    });
  }

  /** How many messages wait for their turn, or for a connection. */
  get waiting(): number {
    return this.#outbox.length;
  }

  /** Takes a message. It is sent in its turn; `delivered` is called once, unless the delivery is abandoned. */
  publish(topic: string, payload: string | Buffer, options: PublishOptions, delivered: Delivered): void {
    this.#outbox.push({ topic, payload, options, delivered });
    this.#send();
  }

  /** Call at CONNACK, before mqtt.js sends PUBRELs again: without a session on the broker there is nothing to release. */
  accepted(sessionKept: boolean): void {
    if (sessionKept) return;
    this.releases.clear();
    for (const message of this.#inFlight.values()) message.released = false;
  }

  /** Call when messages can be handed over: sends again what is in flight, then what waits. */
  connected(outlet: Outlet): void {
    this.#outlet = outlet;
    this.#blocked = false;
    for (const [id, message] of this.#inFlight) if (!message.released) this.#sendAgain(outlet, id, message);
    this.#send();
  }

  /** Call when the connection is lost: QoS 0 has no second try, all else is kept. */
  disconnected(reason: Error): void {
    this.#outlet = undefined;
    const lost = [...this.#writing];
    this.#writing.clear();
    for (const delivered of lost) delivered(reason);
  }

  /** Sends from the front of the outbox, as much as window and stream take. */
  #send(): void {
    const outlet = this.#outlet;
    if (outlet === undefined || this.#blocked) return;
    for (let message = this.#outbox.first; message !== undefined; message = this.#outbox.first) {
      const kept = message.options.qos > 0;
      if (kept && this.#inFlight.size >= this.#window) return;
      if (outlet.isFull()) {
        this.#waitForRoom(outlet);
        return;
      }
      this.#outbox.dropFirst();
      if (kept) this.#sendKept(outlet, message);
      else this.#sendOnce(outlet, message);
    }
  }

  #waitForRoom(outlet: Outlet): void {
    this.#blocked = true;
    outlet.whenWritable(() => {
      if (this.#outlet !== outlet) return;
      this.#blocked = false;
      this.#send();
    });
  }

  /** Without a callback for mqtt.js, which would add a listener for each message that finds the socket full. */
  #sendOnce(outlet: Outlet, { topic, payload, options, delivered }: Message): void {
    outlet.mqtt.publish(topic, payload, { ...options });
    this.#writing.add(delivered);
    outlet.whenWritable(() => {
      if (this.#writing.delete(delivered)) delivered();
    });
  }

  #sendKept({ mqtt, ids }: Outlet, message: Message): void {
    const id = ids.reserve();
    const inFlight: InFlight = { ...message, released: false };
    this.#inFlight.set(id, inFlight);
    this.#hand(mqtt, id, inFlight, { ...message.options });
  }

  #sendAgain({ mqtt, ids }: Outlet, id: number, message: InFlight): void {
    ids.reuse(id);
    this.#hand(mqtt, id, message, { ...message.options, dup: true });
  }

  #hand(mqtt: MqttClient, id: number, message: InFlight, options: IClientPublishOptions): void {
    mqtt.publish(message.topic, message.payload, options, (error) => {
      // An error is a connection that ended, and then the next one delivers.
      if (error != null || this.#inFlight.get(id) !== message) return;
      this.#inFlight.delete(id);
      message.delivered();
      this.#send();
    });
  }
}
