import type { KeptMessage } from "./store/session-store.js";

/** A message that is to be published. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** Learns what becomes of a message. */
export interface Outcome {
  /** The store has it; not called for QoS 0. */
  stored(): void;
  /**
   * The broker has acknowledged, or for QoS 0 the socket has taken the message; with an error the message is given up.
   * Called once, unless the delivery is abandoned.
   */
  delivered(error?: Error): void;
}

/** A message, and whom to tell. */
export type Outgoing = OutgoingMessage & Outcome;

/** A message of QoS 0. */
export type Passing = Outgoing & { readonly qos: 0 };

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

/** Tells the messages that are not stored from those that are. */
export function isPassing(outgoing: Outgoing): outgoing is Passing {
  return outgoing.qos === 0;
}
