import type { IConnackPacket } from "mqtt";
import type { ServerAddress } from "../transport/server-uri.js";
import type { Arrival } from "./arrival.js";
import type { ClientStatus } from "./client-events.js";
import type { Configuration } from "./configuration.js";
import type { Link } from "./link.js";
import type { LinkEvents } from "./link-settings.js";
import type { Session } from "./session.js";

/** Who keeps a session: a broker, under this client id. */
export interface Keeper {
  readonly server: ServerAddress;
  readonly clientId: string;
}

/** What a link was opened for. */
export interface Purpose {
  /** What takes the place of the present configuration when the broker accepts. */
  readonly configuration: Configuration | undefined;
  /** Whether another link is up, so that an attempt does not change the state. */
  readonly isAside: boolean;
  readonly session: Session;
  readonly keeper: Keeper;
  /** The protocol level: 3 is MQTT 3.1, 4 is 3.1.1. */
  readonly level: 3 | 4;
}

/** Whom the links of a connection tell. */
export interface LinkOwner {
  readonly status: ClientStatus;
  readonly events: Pick<LinkEvents, "lost" | "message" | "yielded">;
  isCurrent(link: Link | undefined): boolean;
  /** The broker has accepted; gives whether it has the session of this client. */
  accepted(link: Link | undefined, purpose: Purpose, sessionKept: boolean): boolean;
  up(link: Link | undefined, purpose: Purpose, connack: IConnackPacket, sessionKept: boolean): void;
}

/** What one link tells, told to its connection. A class, since a thousand links would have a thousand functions of each kind. */
export class LinkReports implements LinkEvents {
  /** The link that tells it. */
  link: Link | undefined;
  readonly #owner: LinkOwner;
  readonly #purpose: Purpose;
  #sessionKept = false;

  constructor(owner: LinkOwner, purpose: Purpose) {
    this.#owner = owner;
    this.#purpose = purpose;
  }

  connecting(): void {
    if (this.#isShown) this.#owner.status.enter("connecting");
  }

  refused(returnCode: number): void {
    if (this.#isShown) this.#owner.status.enter("refused", { returnCode });
  }

  retrying(inMs: number): void {
    this.#owner.status.enter("retrying", { inMs });
  }

  accepted(sessionKept: boolean): void {
    this.#sessionKept = this.#owner.accepted(this.link, this.#purpose, sessionKept);
  }

  up(connack: IConnackPacket): void {
    this.#owner.up(this.link, this.#purpose, connack, this.#sessionKept);
  }

  yielded(): void {
    this.#owner.events.yielded();
  }

  lost(reason: Error): void {
    this.#owner.events.lost(reason);
  }

  message(arrival: Arrival): void {
    this.#owner.events.message(arrival);
  }

  get #isShown(): boolean {
    return !this.#purpose.isAside || this.#owner.isCurrent(this.link);
  }
}
