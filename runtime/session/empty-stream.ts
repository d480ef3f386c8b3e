import { EventEmitter } from "node:events";
import { soon } from "../transport/soon.js";

/**
 * A stream of packets with nothing in it, as mqtt.js reads one: it listens, reads once, and waits for the end. That comes
 * before anything else happens: mqtt.js is connected only then, and what the broker sends behind CONNACK is to come later.
 */
export class EmptyStream extends EventEmitter {
  #destroyed = false;

  constructor() {
    super();
    soon(() => {
      if (!this.#destroyed) this.emit("end");
    });
  }

  read(): null {
    return null;
  }

  destroy(): void {
    this.#destroyed = true;
  }
}
