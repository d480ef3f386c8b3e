import type { KeptMessage } from "./store/session-store.js";

/** A message of QoS 1 or 2 that is to be published. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: 1 | 2;
  readonly retain: boolean;
}

/** Learns what becomes of a message. */
export interface Outcome {
  /** The store has it. */
  stored(): void;
  /** The broker has acknowledged it; with an error it is given up. Called once, unless the delivery is abandoned. */
  delivered(error?: Error): void;
}

/** A message, and whom to tell. */
export type Outgoing = OutgoingMessage & Outcome;

/** A message of QoS 1 or 2 until it is acknowledged. */
export interface Kept {
  readonly message: KeptMessage;
  readonly qos: 1 | 2;
  readonly outcome: Outcome | undefined;
  /** Whether it may have been sent in this session. */
  sent: boolean;
  /** Whether the broker has it, and only the second half of QoS 2 is missing. */
  released: boolean;
}
