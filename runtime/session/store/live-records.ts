import type { Entry } from "./entries.js";

/** Keys of records that mean something only as long as the broker keeps the session. */
const OF_SESSION = /^(received|released) /;

/**
 * The records of a log that still mean something, in the order of the log: what a new log begins with when the old one
 * has grown. It is told of every record, while a log is read as well as while it is written.
 */
export class LiveRecords {
  readonly #records = new Map<string, Buffer>();
  #bytes = 0;

  /** The length of all of them. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether any of them means something only as long as the broker keeps the session. */
  get dependsOnSession(): boolean {
    return [...this.#records.keys()].some((key) => OF_SESSION.test(key));
  }

  [Symbol.iterator](): Iterator<Buffer> {
    return this.#records.values();
  }

  /** Takes what the next record of the log says. */
  apply(entry: Entry, record: Buffer): void {
    switch (entry.kind) {
      case "message":
        this.#set(`message ${entry.message.sequence}`, record);
        break;
      case "released":
        // Of a message that is settled there is nothing more to say.
        if (this.#records.has(`message ${entry.sequence}`)) this.#set(`released ${entry.sequence}`, record);
        break;
      case "settled":
        this.#drop(`message ${entry.sequence}`);
        this.#drop(`released ${entry.sequence}`);
        break;
      case "received":
        this.#set(`received ${entry.message.id}`, record);
        break;
      case "handedOver":
        this.#drop(`received ${entry.id}`);
        break;
      case "noSession":
        for (const key of [...this.#records.keys()]) if (OF_SESSION.test(key)) this.#drop(key);
        break;
      case "asked":
        this.#set(`filter ${entry.subscription.filter}`, record);
        break;
      case "answered":
        this.#drop(`filter ${entry.filter}`);
        break;
    }
  }

  #set(key: string, record: Buffer): void {
    this.#drop(key);
    this.#records.set(key, record);
    this.#bytes += record.length;
  }

  #drop(key: string): void {
    const record = this.#records.get(key);
    if (record === undefined) return;
    this.#records.delete(key);
    this.#bytes -= record.length;
  }
}
