import { MqttRuntimeError } from "../../errors.js";
import { entryRecord, receivedRecord, type Entry } from "./entries.js";
import { openFolder } from "./folder.js";
import { GroupWriter } from "./group-writer.js";
import type { LiveRecords } from "./live-records.js";
import { FolderInUse, lockFolder, type Unlock } from "./lock.js";
import { MessageItem, type MessageOwner } from "./message-item.js";
import { openLog, type OpenLog } from "./open-log.js";
import type { LogFormat } from "./record.js";
import { SettledRun } from "./settled-run.js";
import type {
  KeptMessage,
  PendingSubscription,
  Publisher,
  ReceivedMessage,
  RecoveredMessage,
  SessionStore,
  StoreUsage,
  Written,
} from "./session-store.js";

const NOTHING = Buffer.alloc(0);

/** Where a store is. */
export interface FileStoreSettings {
  /** `store.directoryPrefix`. */
  readonly directory: string;
  /** The UID of the DeviceLink. */
  readonly uid: string;
  /** Learns of damage, and of a disk that takes no more of what must be written. */
  readonly report: (error: Error) => void;
}

/**
 * The store `File`: an append-only log in a folder of its own. It holds the packets themselves, and what has become of
 * them, each with a checksum; what is written at the same time is synced together.
 *
 * README.md says what that promises, why it is a log of our own, and how it was measured.
 */
export class FileStore implements SessionStore, MessageOwner {
  readonly durable = true;
  readonly lastSequence: number;
  readonly recovered: readonly RecoveredMessage[];
  readonly received: Map<number, ReceivedMessage>;
  readonly subscriptions: readonly PendingSubscription[];
  readonly #settings: FileStoreSettings;
  readonly #format: LogFormat;
  readonly #live: LiveRecords;
  readonly #writer: GroupWriter;
  readonly #unlock: Unlock;
  /** The last acknowledgements. */
  #settled: SettledRun | undefined;

  private constructor({ path, format, log, recovery }: OpenLog, settings: FileStoreSettings, unlock: Unlock) {
    const { live, messages, received, subscriptions, lastSequence } = recovery;
    this.recovered = messages;
    this.received = received;
    this.subscriptions = subscriptions;
    this.lastSequence = lastSequence;
    this.#settings = settings;
    this.#format = format;
    this.#live = live;
    this.#unlock = unlock;
    const onTrouble = (error: Error) => {
      settings.report(this.#failed(error, "Acknowledgements cannot be written to the store; it is tried again"));
    };
    this.#writer = new GroupWriter(log, { path, format, live, onTrouble });
  }

  get usage(): StoreUsage {
    return this.#writer.usage;
  }

  /**
   * Opens the store of a DeviceLink, and makes its folder if there is none. Throws `store-locked` when another process
   * has it, and `store-failed` when it cannot be read or written.
   */
  static async open(settings: FileStoreSettings): Promise<FileStore> {
    const { directory, uid, report } = settings;
    try {
      const folder = await openFolder(directory, uid);
      const unlock = await lockFolder(folder);
      try {
        return new FileStore(await openLog(folder, report), settings, unlock);
      } catch (error) {
        await unlock();
        throw error;
      }
    } catch (error) {
      throw openingFailed(error, settings);
    }
  }

  patientWhile(enoughToSend: () => boolean): void {
    this.#writer.patientWhile(enoughToSend);
  }

  keep<T>(message: KeptMessage, publisher: Publisher<T, never>, publication: T): void {
    this.#writer.write(new MessageItem(message, this.#format, this, publisher, publication));
  }

  /** For what it writes. */
  written<T>(item: MessageItem<T>, error: Error | undefined): void {
    if (error === undefined) this.#live.message(item.sequence, item.record);
    const failure = error && this.#failed(error, "The message cannot be written to the store");
    item.publisher.kept(item.publication, item, failure);
  }

  afterAll<T>(publisher: Publisher<never, T>, passing: T): void {
    const written = () => {
      publisher.allKept(passing);
    };
    this.#writer.write({ record: NOTHING, written });
  }

  release(sequence: number, written: Written): void {
    this.#writeFact({ kind: "released", sequence }, written);
  }

  settle(sequence: number): void {
    this.#live.settled(sequence);
    if (this.#settled?.extend(sequence)) return;
    this.#settled = new SettledRun(sequence, this.#format);
    this.#writer.writeFact(this.#settled);
  }

  receive(message: ReceivedMessage, written: Written): void {
    const record = receivedRecord(message, this.#format);
    this.received.set(message.id, message);
    this.#live.apply({ kind: "received", message }, record);
    this.#writer.writeFact({ record, written, patient: false });
  }

  handOver(id: number, written: Written): void {
    this.received.delete(id);
    this.#writeFact({ kind: "handedOver", id }, written, { patient: false });
  }

  noSession(written: Written): void {
    if (!this.#live.dependsOnSession) {
      written();
      return;
    }
    this.received.clear();
    this.#writeFact({ kind: "noSession" }, written);
  }

  askedFor(subscription: PendingSubscription): void {
    this.#writeFact({ kind: "asked", subscription });
  }

  answered(filter: string): void {
    this.#writeFact({ kind: "answered", filter });
  }

  async close(): Promise<void> {
    try {
      await this.#writer.close();
    } finally {
      await this.#unlock();
    }
  }

  #writeFact(
    entry: Exclude<Entry, { kind: "message" | "received" | "settled" }>,
    written: Written = () => undefined,
    { patient } = { patient: true },
  ): void {
    const record = entryRecord(entry, this.#format);
    this.#live.apply(entry, record);
    this.#writer.writeFact({ record, written, patient });
  }

  #failed(error: unknown, summary: string): Error {
    return MqttRuntimeError.from(error, "store-failed", summary, {
      remedy: `Make room at ${this.#settings.directory}, and see that it can be written to.`,
    });
  }
}

function openingFailed(error: unknown, { directory, uid }: FileStoreSettings): Error {
  const pointer = "/client/store";
  if (error instanceof FolderInUse) {
    return new MqttRuntimeError("store-locked", `The store of ${uid} in ${directory} is in use`, {
      pointer,
      found: `a client of process ${error.pid} that has it`,
      expected: "one client for each DeviceLink",
      remedy: "Disconnect that client, or end that process; a lock does not outlive the process.",
    });
  }
  return MqttRuntimeError.from(error, "store-failed", `The store of ${uid} in ${directory} cannot be opened`, {
    pointer,
    remedy: "Set `store.directoryPrefix` to a directory of this machine that the process can write to.",
  });
}
