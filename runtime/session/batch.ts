import type { Buffer } from "node:buffer";
import type { Outlet } from "./outlet.js";
import { Operation, type PublicationSettings, type PendingOperations } from "./pending-operations.js";

/** A batch with payloads of so many characters or bytes takes no more messages. */
const FULL = 64 * 1024;

/**
 * Messages of QoS 0 to one topic that go out together, so that what becomes of one becomes of all. They share a promise:
 * an object and a promise for each would cost more than to send it.
 */
export class Batch extends Operation<void> {
  declare readonly settings: PublicationSettings;
  readonly qos = 0;
  #payloads: (string | Buffer)[] | undefined;
  #size = 0;

  constructor(settings: PublicationSettings, owner: PendingOperations) {
    super(settings, owner);
    owner.began(this);
  }

  /** Whether another message may join. One with a deadline has it for itself. */
  isOpenFor(settings: PublicationSettings): boolean {
    return this.settings === settings && settings.waitTimeoutMs === 0 && this.#size < FULL && !this.isAlone;
  }

  /** Has a message wait. */
  add(payload: string | Buffer): this {
    (this.#payloads ??= []).push(payload);
    this.#size += payload.length;
    return this;
  }

  /** How many wait in it. */
  get count(): number {
    return this.#payloads?.length ?? 0;
  }

  /** Takes out those that wait; no more may join. */
  take(): readonly (string | Buffer)[] {
    const payloads = this.#payloads ?? [];
    this.#payloads = undefined;
    this.#size = FULL;
    return payloads;
  }
}

/** The messages of QoS 0 that were written to an outlet, until the socket has taken them. */
export class WrittenBatches {
  #batches: Batch[] = [];
  readonly #outlet: Outlet;
  readonly #onTaken: () => void;

  constructor(outlet: Outlet, onTaken: () => void) {
    this.#outlet = outlet;
    this.#onTaken = onTaken;
  }

  get isEmpty(): boolean {
    return this.#batches.length === 0;
  }

  /** Writes a message, and gives the promise of its end. */
  publish(payload: string | Buffer, settings: PublicationSettings, pending: PendingOperations): Promise<void> {
    this.#outlet.publishOnce(settings, payload);
    const last = this.#batches.at(-1);
    if (last?.isOpenFor(settings)) return last.promise;
    const own = new Batch(settings, pending);
    this.#add(own);
    return own.promise;
  }

  /** Writes what has waited. */
  send(batch: Batch): void {
    for (const payload of batch.take()) this.#outlet.publishOnce(batch.settings, payload);
    this.#add(batch);
  }

  /** Ends them all, with an error when the connection has ended before. */
  settle(error?: Error): void {
    const batches = this.#batches;
    this.#batches = [];
    for (const batch of batches) batch.settle(error);
    this.#onTaken();
  }

  #add(batch: Batch): void {
    if (this.#batches.push(batch) > 1) return;
    this.#outlet.whenTaken(() => {
      this.settle();
    });
  }
}
