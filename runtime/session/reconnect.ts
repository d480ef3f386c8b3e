/** A link that held this long was a good one; a shorter one may be a broker that accepts and drops. */
const STABLE_MS = 5_000;

/** What no option says about the waits between attempts to reconnect. */
export interface BackoffSettings {
  /** The first wait in milliseconds, and the least that `maxReconnectInterval` can mean: zero would be a busy loop. */
  readonly reconnectDelay: number;
  /** By which part a wait is shortened at most, at random, so that many clients do not come back at once; 0 to 1. */
  readonly reconnectJitter: number;
}

/**
 * The waits between attempts to reconnect: 1 s, 2 s, 4 s ... up to `maxReconnectInterval`. They start over once a link
 * has held for five seconds.
 */
export class Backoff {
  readonly #settings: BackoffSettings;
  readonly #maximumMs: number;
  #stepMs: number;
  #delayMs: number;
  #connectedAt: number | undefined;

  /** `maximumMs` is `maxReconnectInterval` in milliseconds. */
  constructor(maximumMs: number, settings: BackoffSettings) {
    this.#settings = settings;
    this.#maximumMs = Math.max(maximumMs, settings.reconnectDelay);
    this.#stepMs = settings.reconnectDelay;
    this.#delayMs = this.#spread();
  }

  /** The wait before the next attempt, in milliseconds. Asking does not consume it. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** Call when an attempt starts: the wait after it is longer. */
  attempted(): void {
    this.#stepMs = Math.min(this.#stepMs * 2, this.#maximumMs);
    this.#delayMs = this.#spread();
  }

  /** Call when the link is up. `now` is a monotonic time in milliseconds. */
  connected(now: number): void {
    this.#connectedAt = now;
  }

  /** Call when the link is lost: the waits start over if it had held long enough. */
  lost(now: number): void {
    if (this.#connectedAt !== undefined && now - this.#connectedAt >= STABLE_MS) {
      this.#stepMs = this.#settings.reconnectDelay;
      this.#delayMs = this.#spread();
    }
    this.#connectedAt = undefined;
  }

  #spread(): number {
    return Math.max(Math.round(this.#stepMs * (1 - this.#settings.reconnectJitter * Math.random())), 1);
  }
}
