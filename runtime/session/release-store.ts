import { Readable } from "node:stream";
import type { IStore, Packet } from "mqtt";

type Done = (error?: Error, packet?: Packet) => void;

/**
 * What mqtt.js takes for its store of outgoing packets. It holds PUBREL packets only, the second half of a QoS 2
 * delivery, which mqtt.js sends again where the broker has kept the session. The messages themselves are kept and sent
 * again by the delivery: mqtt.js would do that one at a time, without DUP.
 */
export class ReleaseStore {
  readonly #releases = new Map<number, Packet>();
  readonly #onRelease: (id: number) => void;

  /** `onRelease` learns of each message whose delivery has come to its second half. */
  constructor(onRelease: (id: number) => void) {
    this.#onRelease = onRelease;
  }

  put(packet: Packet, done: Done): this {
    const { cmd, messageId: id } = packet;
    if (cmd === "pubrel" && id !== undefined) {
      this.#releases.set(id, packet);
      this.#onRelease(id);
    }
    done();
    return this;
  }

  get({ messageId = 0 }: Pick<Packet, "messageId">, done: Done): this {
    const found = this.#releases.get(messageId);
    if (found === undefined) done(new Error("missing packet"));
    else done(undefined, found);
    return this;
  }

  del(packet: Pick<Packet, "messageId">, done: Done): this {
    this.#releases.delete(packet.messageId ?? 0);
    done(undefined, packet as Packet);
    return this;
  }

  /** The PUBRELs without an answer, in the order in which they were sent. */
  createStream(): Readable {
    return Readable.from([...this.#releases.values()]);
  }

  /** Forgets all: the broker has no session in which they could be answered. */
  clear(): void {
    this.#releases.clear();
  }

  close(done: Done): void {
    done();
  }

  /** Itself, as mqtt.js types it: with the stream of the package `readable-stream`, which is Node's own. */
  get forMqttJs(): IStore {
    return this as unknown as IStore;
  }
}
