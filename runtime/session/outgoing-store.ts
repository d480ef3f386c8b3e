import { Readable } from "node:stream";
import type { IStore, Packet } from "mqtt";

type Done = (error?: Error, packet?: Packet) => void;

/**
 * What mqtt.js takes for its store of outgoing packets. It is always empty: messages are kept and sent by the delivery,
 * since mqtt.js would send them again one at a time and without DUP; what it publishes itself is for one connection only.
 */
export class OutgoingStore {
  put(_packet: Packet, done: Done): this {
    done();
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
