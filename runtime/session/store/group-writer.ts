import { setImmediate as turn, setTimeout as milliseconds } from "node:timers/promises";
import type { LiveRecords } from "./live-records.js";
import { LogFile, RESERVE } from "./log-file.js";
import { LOG_HEAD, type LogFormat } from "./record.js";
import type { StoreUsage } from "./session-store.js";

/** A record to be written; its `written` learns of it. */
export interface Item {
  /** Asked for when it is about to be written. */
  readonly record: Buffer;
  written(error?: Error): void;
  /** Of a fact: with `false`, `written` is called after the first attempt in any case; else when it succeeds. */
  readonly patient?: boolean;
}

/** As much is written at once. */
const BATCH_BYTES = 8 * 1024 * 1024;
/** The least of settled records that is worth writing a new log for. */
const WORTH_COMPACTING = 1024 * 1024;
/** The same when the disk is full. */
const WORTH_SHRINKING = 4 * 1024;
/** As many milliseconds a group is gathered at most. */
const MOST_WAITS = 2;
/** As many messages in a group show that there are publishers who do not wait for one another. */
const MANY = 8;
/** How long to wait before records that must be written are tried again. */
const AGAIN_MS = 1_000;

/** What the writer needs beside the log. */
export interface WriterSettings {
  readonly path: string;
  readonly format: LogFormat;
  /** What a new log begins with. */
  readonly live: LiveRecords;
  /** Learns that records which must be written cannot be, once until they can again. */
  readonly onTrouble: (error: Error) => void;
}

/**
 * Writes records to a log, all that came while the last ones were synced as one group with one sync. When most of
 * the log means nothing any more, a new one takes its place.
 */
export class GroupWriter {
  readonly #settings: WriterSettings;
  #log: LogFile;
  /** Records of messages, which may be refused. */
  #messages: Item[] = [];
  /** Records of what has happened already, which must be written, in their order. */
  #facts: Item[] = [];
  #running = false;
  /** The last time that everything was written. */
  #run: Promise<void> = Promise.resolve();
  #again: NodeJS.Timeout | undefined;
  #inTrouble = false;
  #lastGroup = 0;
  #enoughToSend = () => false;
  #closed = false;
  #syncs = 0;
  #syncMs = 0;

  constructor(log: LogFile, settings: WriterSettings) {
    this.#log = log;
    this.#settings = settings;
  }

  get usage(): StoreUsage {
    return { bytes: this.#log.end, syncs: this.#syncs, syncMs: this.#syncMs };
  }

  /** What tells whether what is written keeps the connection busy for some milliseconds. */
  patientWhile(enoughToSend: () => boolean): void {
    this.#enoughToSend = enoughToSend;
  }

  /** Writes a record that can be refused: `written` then gets the error, and the record is not in the log. */
  write(item: Item): void {
    if (this.#closed) item.written(new Error("the store is closed"));
    else this.#messages.push(item);
    this.#start();
  }

  /** Writes a record that is tried again until it succeeds. */
  writeFact(fact: Item): void {
    this.#facts.push(fact);
    this.#start();
  }

  /** Writes what can be written, and closes the log. */
  async close(): Promise<void> {
    clearTimeout(this.#again);
    this.#start();
    while (this.#running) await this.#run;
    this.#closed = true;
    clearTimeout(this.#again);
    await this.#log.close();
  }

  #start(): void {
    if (this.#running || this.#closed) return;
    this.#running = true;
    this.#run = this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#again);
    do {
      await this.#gather();
      await this.#writeGroup();
      await this.#tidy();
    } while (this.#messages.length > 0 || (this.#facts.length > 0 && !this.#inTrouble));
    // In the same breath as the look at what waits, so that nothing comes in between.
    this.#running = false;
    if (this.#facts.length > 0)
      this.#again = setTimeout(() => {
        this.#start();
      }, AGAIN_MS);
  }

  /**
   * Lets a group come together: whatever is published in the same turn of the event loop, answers to the last group
   * included; and for a millisecond or two more while there is enough to send, since a sync costs as much processor as
   * dozens of messages. Not where each message waits for the one before: then there is nothing to come.
   */
  async #gather(): Promise<void> {
    await turn();
    for (let waited = 0; waited < MOST_WAITS; waited++) {
      if (this.#lastGroup < MANY || !this.#enoughToSend()) return;
      await milliseconds(1);
    }
  }

  async #writeGroup(): Promise<void> {
    const facts = this.#facts;
    const messages = this.#takeMessages();
    this.#lastGroup = messages.length;
    this.#facts = [];
    try {
      await this.#append([...facts, ...messages], RESERVE);
    } catch {
      await this.#writeFacts(facts);
      await this.#writeOneByOne(messages);
      return;
    }
    this.#inTrouble = false;
    for (const fact of facts) fact.written();
    for (const message of messages) message.written();
  }

  #takeMessages(): Item[] {
    let bytes = 0;
    const beyond = this.#messages.findIndex(({ record }, index) => (bytes += record.length) > BATCH_BYTES && index > 0);
    return this.#messages.splice(0, beyond < 0 ? this.#messages.length : beyond);
  }

  async #writeFacts(facts: Item[]): Promise<void> {
    try {
      await this.#append(facts, 0);
    } catch (error) {
      this.#facts = [...facts.map(withoutImpatience), ...this.#facts];
      if (!this.#inTrouble && facts.length > 0) this.#settings.onTrouble(asError(error));
      this.#inTrouble = true;
      return;
    }
    this.#inTrouble = false;
    for (const fact of facts) fact.written();
  }

  /** One message that is too long for the disk must not take others with it. */
  async #writeOneByOne(messages: readonly Item[]): Promise<void> {
    let refused = Infinity;
    let reason: Error | undefined;
    for (const item of messages) {
      if (item.record.length < refused) {
        reason = await this.#append([item], RESERVE).then(() => undefined, asError);
        if (reason !== undefined) refused = item.record.length;
      }
      item.written(reason);
    }
  }

  async #append(items: readonly Item[], reserve: number): Promise<void> {
    const bytes = Buffer.concat(items.map(({ record }) => record));
    if (bytes.length === 0) return;
    if (this.#log.suspect) await this.#compact();
    const begun = performance.now();
    try {
      await this.#log.append(bytes, reserve);
    } catch (error) {
      if (!this.#log.suspect && this.#dead < Math.max(this.#settings.live.bytes, WORTH_SHRINKING)) throw error;
      await this.#compact();
      await this.#log.append(bytes, reserve);
    }
    this.#syncs += 1;
    this.#syncMs += performance.now() - begun;
  }

  /** How much of the log means nothing any more. */
  get #dead(): number {
    return this.#log.end - LOG_HEAD - this.#settings.live.bytes;
  }

  async #tidy(): Promise<void> {
    const { live } = this.#settings;
    if (this.#dead < Math.max(live.bytes, this.#inTrouble ? WORTH_SHRINKING : WORTH_COMPACTING)) return;
    try {
      await this.#compact();
    } catch (error) {
      // The log as it is will do, until the next time.
      if (!this.#inTrouble) this.#settings.onTrouble(asError(error));
      this.#inTrouble = true;
    }
  }

  async #compact(): Promise<void> {
    const { path, format, live } = this.#settings;
    if (live.bytes === 0 && !this.#log.suspect) {
      await this.#log.clear();
      return;
    }
    await this.#log.giveBackRoom();
    const log = await LogFile.create(path, format, live);
    await this.#log.close();
    this.#log = log;
  }
}

/** Whoever cannot wait is called now. */
function withoutImpatience(item: Item): Item {
  if (item.patient !== false) return item;
  item.written();
  return { record: item.record, written: () => undefined };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
