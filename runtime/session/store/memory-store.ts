import type { KeptMessage, Publisher, ReceivedMessage, SessionStore, Written } from "./session-store.js";

const NONE: readonly never[] = [];
const NOTHING_RECEIVED: ReadonlyMap<number, ReceivedMessage> = new Map();

/**
 * The store `Memory`: what has to be kept lives in the objects of the session itself, except for messages received with
 * QoS 2, which are here.
 */
export class MemoryStore implements SessionStore {
  readonly durable = false;
  readonly lastSequence = 0;
  readonly recovered = NONE;
  readonly subscriptions = NONE;
  readonly usage = undefined;
  #received: Map<number, ReceivedMessage> | undefined;

  get received(): ReadonlyMap<number, ReceivedMessage> {
    return this.#received ?? NOTHING_RECEIVED;
  }

  patientWhile(): void {
    return;
  }

  keep<T>(message: KeptMessage, publisher: Publisher<T, never>, publication: T): void {
    publisher.kept(publication, message, undefined);
  }

  afterAll<T>(publisher: Publisher<never, T>, passing: T): void {
    publisher.allKept(passing);
  }

  release(_sequence: number, written: Written): void {
    written();
  }

  settle(): void {
    return;
  }

  noSession(written: Written): void {
    this.#received?.clear();
    written();
  }

  receive(message: ReceivedMessage, written: Written): void {
    (this.#received ??= new Map()).set(message.id, message);
    written();
  }

  handOver(id: number, written: Written): void {
    this.#received?.delete(id);
    written();
  }

  askedFor(): void {
    return;
  }

  answered(): void {
    return;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
