import { setImmediate } from "node:timers";
import { EventEmitter } from "node:events";

/** A stream of packets with nothing in it, as mqtt.js reads one: it listens, reads once, and waits for the end. */
export class EmptyStream extends EventEmitter {
  #destroyed = false;

  constructor() {
    super();
    setImmediate(() => {
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
