import { Fifo } from "./fifo.js";

/** How many handlers may run side by side when order does not matter. */
const CONCURRENCY = 16;

/**
 * Runs the handlers of received messages: one after another in the order of arrival (`order: true`), or up to sixteen
 * side by side. A handler that throws or rejects is reported and stops nothing.
 *
 * It stands between mqtt.js and the user's code because mqtt.js takes an exception of a listener for one of its own,
 * and stops reading, pings included, while a handler is busy.
 */
export class Dispatcher {
  readonly #queue = new Fifo<() => unknown>();
  readonly #ordered: () => boolean;
  readonly #report: (error: unknown) => void;
  readonly #onProgress: () => void;
  #running = 0;

  /** `ordered` is asked before each call; `onProgress` is called each time that a handler has ended. */
  constructor(ordered: () => boolean, report: (error: unknown) => void, onProgress: () => void) {
    this.#ordered = ordered;
    this.#report = report;
    this.#onProgress = onProgress;
  }

  /** How many calls wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Takes a call of a handler and returns at once. */
  dispatch(call: () => unknown): void {
    this.#queue.push(call);
    this.#next();
  }

  #next(): void {
    while (this.#running < (this.#ordered() ? 1 : CONCURRENCY)) {
      const call = this.#queue.first;
      if (call === undefined) return;
      this.#queue.dropFirst();
      this.#run(call);
    }
  }

  /** Only a call that has to be waited for takes a turn of its own. */
  #run(call: () => unknown): void {
    this.#running += 1;
    try {
      const result = call();
      if (isThenable(result)) {
        void this.#wait(result);
        return;
      }
    } catch (error) {
      this.#report(error);
    }
    this.#ended();
  }

  async #wait(result: PromiseLike<unknown>): Promise<void> {
    try {
      await result;
    } catch (error) {
      this.#report(error);
    }
    this.#ended();
    this.#next();
  }

  #ended(): void {
    this.#running -= 1;
    this.#onProgress();
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === "function";
}
