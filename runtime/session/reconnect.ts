/** The first wait, and the least that `maxReconnectInterval` can mean: a shorter one would be a busy loop. */
const BASE_DELAY_MS = 1_000;
/** A link that held this long was a good one; a shorter one may be a broker that accepts and drops. */
const STABLE_MS = 5_000;

/**
 * The waits between attempts to reconnect: 1 s, 2 s, 4 s ... up to `maxReconnectInterval`. They start over once a link
 * has held for five seconds.
 */
export class Backoff {
  readonly #maximumMs: number;
  #delayMs = BASE_DELAY_MS;
  #connectedAt: number | undefined;

  /** `maximumMs` is `maxReconnectInterval` in milliseconds; less than 1 s counts as 1 s. */
  constructor(maximumMs: number) {
    this.#maximumMs = Math.max(maximumMs, BASE_DELAY_MS);
  }

  /** The wait before the next attempt, in milliseconds. Asking does not consume it. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** Call when an attempt starts: the wait after it is longer. */
  attempted(): void {
    this.#delayMs = Math.min(this.#delayMs * 2, this.#maximumMs);
  }

  /** Call when the link is up. `now` is a monotonic time in milliseconds. */
  connected(now: number): void {
    this.#connectedAt = now;
  }

  /** Call when the link is lost: the waits start over if it had held long enough. */
  lost(now: number): void {
    if (this.#connectedAt !== undefined && now - this.#connectedAt >= STABLE_MS) this.#delayMs = BASE_DELAY_MS;
    this.#connectedAt = undefined;
  }
}
