/** So many things at once and no more; whoever comes later waits for his turn, first come, first served. */
export class Permits {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /** `count` is at least 1. */
  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when the caller may begin; `release` must follow. */
  acquire(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Ends what `acquire` began. */
  release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }

  /** Runs `work` in its turn. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await work();
    } finally {
      this.release();
    }
  }
}
