import { entryRecord } from "./entries.js";
import type { Item } from "./group-writer.js";
import type { LogFormat } from "./record.js";

/**
 * That messages are acknowledged, of one after the other: a record for all until it is written. Brokers acknowledge in
 * order, so that it stands for dozens.
 */
export class SettledRun implements Item {
  readonly #format: LogFormat;
  readonly #first: number;
  #last: number;
  #record: Buffer | undefined;

  constructor(sequence: number, format: LogFormat) {
    this.#first = this.#last = sequence;
    this.#format = format;
  }

  /** Takes the next place; false if it is another one, or the record is being written. */
  extend(sequence: number): boolean {
    if (this.#record !== undefined || sequence !== this.#last + 1) return false;
    this.#last = sequence;
    return true;
  }

  get record(): Buffer {
    return (this.#record ??= entryRecord({ kind: "settled", first: this.#first, last: this.#last }, this.#format));
  }

  written(): void {
    return;
  }
}
