import type { EncodedPublish } from "./publish-packet.js";

/** A message of QoS 1 or 2 as the session keeps it until the broker has acknowledged it. */
export interface KeptMessage {
  /** Its place in the order of all messages, from 1; its packet identifier follows from it. */
  readonly sequence: number;
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: 1 | 2;
  readonly retain: boolean;
  /** Its PUBLISH packet, if that is written already. */
  readonly encoded?: EncodedPublish;
}

/** A message that an earlier process had kept, and may have sent. */
export interface RecoveredMessage extends KeptMessage {
  /** Whether the broker had it, and only the second half of QoS 2 is missing. */
  readonly released: boolean;
}

/** A message of QoS 2 that was received, and that the broker has not yet released for delivery. */
export interface ReceivedMessage {
  readonly id: number;
  readonly topic: string;
  readonly payload: Buffer;
  readonly retain: boolean;
  readonly dup: boolean;
}

/** What an earlier process asked the broker for and got no answer to. */
export interface PendingSubscription {
  readonly filter: string;
  /** Undefined for an end of a subscription. */
  readonly qos: 0 | 1 | 2 | undefined;
}

/** What a store takes of the disk, and of the time. */
export interface StoreUsage {
  /** The length of its log. */
  readonly bytes: number;
  /** How many times it was written and synced since it was opened. */
  readonly syncs: number;
  /** How long all that took, in milliseconds. */
  readonly syncMs: number;
}

/** Ends a write: without an error the store has it, for the store `File` durably. */
export type Written = (error?: Error) => void;

/** Who has messages kept. With methods, since callbacks would have to be made for each message. */
export interface Publisher<T, Passing> {
  /** The store has a message, which is now in the form given; or with an error does not have it. */
  kept(publication: T, message: KeptMessage, error: Error | undefined): void;
  /** Everything before it is written. */
  allKept(passing: Passing): void;
}

/**
 * Where the state of a session is kept: what was published and is not acknowledged, what was received with QoS 2 and is
 * not released, which subscriptions are not answered. Callbacks come in the order of the calls.
 */
export interface SessionStore {
  /** Whether what it has taken outlives the process. */
  readonly durable: boolean;
  /** The place of the last message that it knows, from which to count on. */
  readonly lastSequence: number;
  /** What earlier processes left, in order. */
  readonly recovered: readonly RecoveredMessage[];
  readonly received: ReadonlyMap<number, ReceivedMessage>;
  readonly subscriptions: readonly PendingSubscription[];
  /** Undefined where nothing is written to a disk. */
  readonly usage: StoreUsage | undefined;
  /** What it has taken may be written some milliseconds later while this is true: there is enough to send. */
  patientWhile(enoughToSend: () => boolean): void;
  /** Takes the message of a publication, and tells the publisher of it. */
  keep<T>(message: KeptMessage, publisher: Publisher<T, never>, publication: T): void;
  /** Tells the publisher when everything before is written. */
  afterAll<T>(publisher: Publisher<never, T>, passing: T): void;
  /** The broker has a message of QoS 2; PUBREL may go out when this is written. It is repeated until it succeeds. */
  release(sequence: number, written: Written): void;
  /** A message is acknowledged. */
  settle(sequence: number): void;
  /**
   * The broker has no session: what was received will not be released, and what was released is to be sent anew. Calls
   * back when this is written, at once where there is nothing of the kind.
   */
  noSession(written: Written): void;
  /** Takes a received message, and has it written. On a full disk it calls back before it is. */
  receive(message: ReceivedMessage, written: Written): void;
  /** A received message is to be handed over. On a full disk it calls back before it is written. */
  handOver(id: number, written: Written): void;
  /** Remembers what the broker is asked for, and that it has answered. */
  askedFor(subscription: PendingSubscription): void;
  answered(filter: string): void;
  /** Writes what is left, and lets another process have the store. */
  close(): Promise<void>;
}
