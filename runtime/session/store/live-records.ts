import type { Entry } from "./entries.js";

/**
 * The records of a log that still mean something: what a new log begins with when the old one has grown. It is told of
 * every record, while a log is read as well as while it is written.
 */
export class LiveRecords {
  readonly #messages = new Map<number, Buffer>();
  readonly #released = new Map<number, Buffer>();
  readonly #received = new Map<number, Buffer>();
  readonly #filters = new Map<string, Buffer>();
  #bytes = 0;

  /** The length of all of them. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether any of them means something only as long as the broker keeps the session. */
  get dependsOnSession(): boolean {
    return this.#released.size + this.#received.size > 0;
  }

  /** Each kind in the order of the log; that a message was released comes behind the message. */
  *[Symbol.iterator](): Iterator<Buffer> {
    for (const records of [this.#messages, this.#released, this.#received, this.#filters]) yield* records.values();
  }

  /** Takes a message. */
  message(sequence: number, record: Buffer): void {
    this.#set(this.#messages, sequence, record);
  }

  /** Takes that a message is acknowledged. */
  settled(sequence: number): void {
    this.#drop(this.#messages, sequence);
    if (this.#released.size > 0) this.#drop(this.#released, sequence);
  }

  /** Takes what the next record of the log says. */
  apply(entry: Entry, record: Buffer): void {
    switch (entry.kind) {
      case "message":
        this.message(entry.message.sequence, record);
        break;
      case "released":
        // Of a message that is settled there is nothing more to say.
        if (this.#messages.has(entry.sequence)) this.#set(this.#released, entry.sequence, record);
        break;
      case "settled":
        for (const sequence of within(entry, this.#messages)) this.settled(sequence);
        break;
      case "received":
        this.#set(this.#received, entry.message.id, record);
        break;
      case "handedOver":
        this.#drop(this.#received, entry.id);
        break;
      case "noSession":
        for (const id of [...this.#received.keys()]) this.#drop(this.#received, id);
        for (const sequence of [...this.#released.keys()]) this.#drop(this.#released, sequence);
        break;
      case "asked":
        this.#set(this.#filters, entry.subscription.filter, record);
        break;
      case "answered":
        this.#drop(this.#filters, entry.filter);
        break;
    }
  }

  #set<K>(records: Map<K, Buffer>, key: K, record: Buffer): void {
    this.#drop(records, key);
    records.set(key, record);
    this.#bytes += record.length;
  }

  #drop<K>(records: Map<K, Buffer>, key: K): void {
    const record = records.get(key);
    if (record === undefined) return;
    records.delete(key);
    this.#bytes -= record.length;
  }
}

/** The places from `first` to `last` that there are. A record that is no good may name more than can be counted. */
export function within(
  { first, last }: { readonly first: number; readonly last: number },
  places: ReadonlyMap<number, unknown>,
): number[] {
  if (last - first >= places.size) return [...places.keys()].filter((place) => place >= first && place <= last);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((place) => places.has(place));
}
