/** How many looks in a row without progress are a stall, which is noticed at most a quarter of the timeout late. */
const LOOKS_PER_TIMEOUT = 4;

/** A way to the broker that is watched. */
export interface WatchedWay {
  /** How many bytes wait to leave. */
  readonly writableLength: number;
  /** Something else whenever bytes have left. */
  readonly progress: string | number;
}

/**
 * Calls `onStall` when bytes have waited in `way` for `timeoutMs` without any of them leaving (`writeTimeout`).
 * Such a peer is alive for TCP but has stopped reading; without this, publishes to it would never settle. `timeoutMs` 0
 * switches the watch off.
 *
 * It looks only while bytes wait, so that idle connections have no timer. It counts looks and not time: when something
 * has kept this process busy for as long as the timeout, nothing could leave, and the broker is not to blame.
 */
export class WriteWatch {
  readonly #way: WatchedWay;
  readonly #timeoutMs: number;
  readonly #onStall: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;
  #seen: string | number = "";
  #quietLooks = 0;

  constructor(way: WatchedWay, timeoutMs: number, onStall: (error: Error) => void) {
    this.#way = way;
    this.#timeoutMs = timeoutMs;
    this.#onStall = onStall;
  }

  /** Call when bytes were written. */
  wrote(): void {
    if (this.#timer !== undefined || this.#timeoutMs === 0 || this.#way.writableLength === 0) return;
    this.#seen = this.#way.progress;
    this.#quietLooks = 0;
    this.#timer = setInterval(
      () => {
        this.#look();
      },
      Math.max(this.#timeoutMs / LOOKS_PER_TIMEOUT, 1),
    );
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const { writableLength, progress } = this.#way;
    if (writableLength === 0) {
      this.stop();
    } else if (progress !== this.#seen) {
      this.#seen = progress;
      this.#quietLooks = 0;
    } else if (++this.#quietLooks >= LOOKS_PER_TIMEOUT) {
      this.#onStall(stalled(writableLength, this.#timeoutMs));
    }
  }
}

function stalled(waiting: number, timeoutMs: number): Error {
  const error = new Error(`the broker has not read for ${timeoutMs} ms; ${waiting} bytes are waiting (writeTimeout)`);
  return Object.assign(error, { code: "ERR_OCTOPUS_WRITE_STALLED" });
}
