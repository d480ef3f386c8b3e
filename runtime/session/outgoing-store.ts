import { Readable } from "node:stream";
import type { IStore, Packet } from "mqtt";

type Done = (error?: Error, packet?: Packet) => void;

/**
 * What mqtt.js takes for its store of outgoing packets. It is always empty: messages are kept and sent again by the
 * delivery, since mqtt.js would do that one at a time and without DUP. All that it serves is that mqtt.js asks it to
 * store PUBREL, the second half of a QoS 2 delivery, and sends that only when this is done.
 */
export class OutgoingStore {
  readonly #onRelease: (id: number, written: () => void) => void;

  /** `onRelease` learns of each message that the broker has, and calls back when PUBREL may be sent. */
  constructor(onRelease: (id: number, written: () => void) => void) {
    this.#onRelease = onRelease;
  }

  put(packet: Packet, done: Done): this {
    if (packet.cmd === "pubrel" && packet.messageId !== undefined) this.#onRelease(packet.messageId, done);
    else done();
    return this;
  }

  get(_packet: Pick<Packet, "messageId">, done: Done): this {
    done(new Error("missing packet"));
    return this;
  }

  del(packet: Pick<Packet, "messageId">, done: Done): this {
    done(undefined, packet as Packet);
    return this;
  }

  createStream(): Readable {
    return Readable.from([]);
  }

  close(done: Done): void {
    done();
  }

  /** Itself, as mqtt.js types it: with the stream of the package `readable-stream`, which is Node's own. */
  get forMqttJs(): IStore {
    return this as unknown as IStore;
  }
}
