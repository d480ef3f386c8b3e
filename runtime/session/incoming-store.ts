import { Buffer } from "node:buffer";
import type { IPublishPacket, IStore, Packet } from "mqtt";
import { EmptyStream } from "./empty-stream.js";
import type { SessionStore } from "./store/session-store.js";

type Done = (error?: Error, packet?: Packet) => void;

/**
 * What mqtt.js takes for its store of messages that were received with QoS 2: it puts them there before PUBREC, gets them
 * at PUBREL to hand them over, and then answers PUBCOMP. One that was handed over is not there any more, in whatever
 * process PUBREL arrives again.
 */
export class IncomingStore {
  readonly #store: SessionStore;
  #muted = false;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  /** Takes and hands over nothing any more: mqtt.js is not answered, and so does not answer the broker. */
  mute(): void {
    this.#muted = true;
  }

  /** The broker may send a message again before it is released; it is then here already. */
  put(packet: IPublishPacket, done: Done): this {
    const { messageId: id = 0, topic, payload, retain, dup } = packet;
    if (this.#muted) return this;
    if (this.#store.received.has(id)) done();
    else this.#store.receive({ id, topic, payload: Buffer.from(payload), retain, dup }, done);
    return this;
  }

  /** Takes it out before it is handed over, so that nothing can hand it over twice. */
  get({ messageId: id = 0 }: Pick<Packet, "messageId">, done: Done): this {
    if (this.#muted) return this;
    const message = this.#store.received.get(id);
    if (message === undefined) {
      done(new Error("missing packet"));
      return this;
    }
    const { topic, payload, retain, dup } = message;
    this.#store.handOver(id, () => {
      done(undefined, { cmd: "publish", messageId: id, qos: 2, topic, payload, retain, dup });
    });
    return this;
  }

  del(packet: Pick<Packet, "messageId">, done: Done): this {
    done(undefined, packet as Packet);
    return this;
  }

  createStream(): EmptyStream {
    return new EmptyStream();
  }

  close(done: Done): void {
    done();
  }

  /** Itself, as mqtt.js types it: with a stream of the package `readable-stream`, of which it uses no more than there is. */
  get forMqttJs(): IStore {
    return this as unknown as IStore;
  }
}
