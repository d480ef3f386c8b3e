/**
 * How many messages may be on a link without an answer. A link that ends before anything was answered was given too much,
 * so that the next one gets half; every answer allows one more. On links that break soon or are narrow, something thus gets
 * through each time, where a whole window, sent again at once, might never.
 */
export class Allowance {
  readonly #window: number;
  #limit: number;
  #unanswered = 0;
  #hasAnswer = false;

  /** `window` is how many there may be on a link that has proved itself. */
  constructor(window: number) {
    this.#window = window;
    this.#limit = window;
  }

  get isUsedUp(): boolean {
    return this.#unanswered >= this.#limit;
  }

  /** Call when a link begins. */
  begin(): void {
    this.#unanswered = 0;
    this.#hasAnswer = false;
  }

  /** Call when a link ends. */
  end(): void {
    if (this.#unanswered > 0 && !this.#hasAnswer) this.#limit = Math.max(1, this.#unanswered >> 1);
  }

  /** Call when something goes out that the broker has to answer. */
  sent(): void {
    this.#unanswered += 1;
  }

  /** Call when the broker answers something. */
  heard(): void {
    this.#hasAnswer = true;
  }

  /** Call when something is answered for good. */
  answered(): void {
    if (this.#unanswered > 0) this.#unanswered -= 1;
    if (this.#limit < this.#window) this.#limit += 1;
  }
}
