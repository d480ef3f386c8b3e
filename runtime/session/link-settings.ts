import type { IConnackPacket } from "mqtt";
import type { Will } from "../options/will.js";
import type { ClientSettings } from "./client-settings.js";
import type { Arrival } from "./arrival.js";
import type { Identity } from "./mqtt-js-options.js";
import type { Backoff } from "./reconnect.js";
import type { Session } from "./session.js";

/** What a link is made from. */
export interface LinkSettings {
  readonly client: ClientSettings;
  readonly identity: Identity;
  readonly will: Will | undefined;
  /** What outlives the link. */
  readonly session: Session;
  /** The waits of a link before, which go on. */
  readonly backoff?: Backoff | undefined;
  /** What the broker's answer to the first CONNECT waits for. */
  readonly untilReadable?: (() => Promise<void>) | undefined;
}

/** What a link tells its owner. */
export interface LinkEvents {
  connecting(): void;
  /** The broker has accepted, and nothing is sent yet; `sessionKept`: it says that it has the session. */
  accepted(sessionKept: boolean): void;
  /** The link is up, for the first time or again. */
  up(connack: IConnackPacket): void;
  /** An established link has ended while it was yielding, which is no loss yet. */
  yielded(): void;
  /** An established link has ended. */
  lost(reason: Error): void;
  /** The next attempt comes in so many milliseconds. */
  retrying(inMs: number): void;
  /** The broker answered CONNECT with this return code. */
  refused(returnCode: number): void;
  message(arrival: Arrival): void;
}
