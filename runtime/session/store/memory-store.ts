import type { KeptMessage, ReceivedMessage, SessionStore, Written } from "./session-store.js";

/**
 * The store `Memory`: what has to be kept lives in the objects of the session itself, except for messages received with
 * QoS 2, which are here.
 */
export class MemoryStore implements SessionStore {
  readonly durable = false;
  readonly lastSequence = 0;
  readonly recovered = [];
  readonly subscriptions = [];
  readonly usage = undefined;
  readonly received = new Map<number, ReceivedMessage>();

  keep(message: KeptMessage, written: (error: undefined, kept: KeptMessage) => void): void {
    written(undefined, message);
  }

  afterAll(written: Written): void {
    written();
  }

  release(_sequence: number, written: Written): void {
    written();
  }

  settle(): void {
    return;
  }

  noSession(written: Written): void {
    this.received.clear();
    written();
  }

  receive(message: ReceivedMessage, written: Written): void {
    this.received.set(message.id, message);
    written();
  }

  handOver(id: number, written: Written): void {
    this.received.delete(id);
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
