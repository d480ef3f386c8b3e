import type { IStore, Packet } from "mqtt";
import { EmptyStream } from "./empty-stream.js";

type Done = (error?: Error, packet?: Packet) => void;

/**
 * What mqtt.js takes for its store of outgoing packets. It is always empty: messages are kept and sent by the delivery,
 * since mqtt.js would send them again one at a time and without DUP; what it publishes itself is for one connection only.
 */
class OutgoingStore {
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

/** One for all clients, since there is nothing in it. */
export const outgoingStore = new OutgoingStore().forMqttJs;
