/** A gate that is shut at first: whoever comes waits until it is open. */
export class Latch {
  #isOpen = false;
  readonly #waiting: (() => void)[] = [];

  /** Lets everyone through, in the order in which they came, until it is shut. */
  open(): void {
    this.#isOpen = true;
    for (const pass of this.#waiting.splice(0)) pass();
  }

  shut(): void {
    this.#isOpen = false;
  }

  /** Resolves when it is open; at once if it is. */
  whenOpen(): Promise<void> {
    if (this.#isOpen) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
