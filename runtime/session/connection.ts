import type { IConnackPacket } from "mqtt";
import { clientId } from "../options/client-id.js";
import type { Will } from "../options/will.js";
import type { ClientStatus } from "./client-events.js";
import type { ClientSettings } from "./client-settings.js";
import { openFirst } from "./connect.js";
import { closedError } from "./connection-error.js";
import { Link, type LinkEvents } from "./link.js";
import { mqttJsOptions } from "./mqtt-js-options.js";
import { openSession, type Session } from "./session.js";

/** What a connection is made from. */
export interface ConnectionSettings {
  readonly client: ClientSettings;
  readonly uid: string;
  readonly will: Will | undefined;
}

/** What a connection tells its owner, beside the changes of state. */
export interface ConnectionEvents extends Pick<LinkEvents, "lost" | "message"> {
  /** The link is up, with this protocol level. */
  up(connack: IConnackPacket, level: 3 | 4): void;
}

/** A session and the link that it goes over: from opening the store to closing it. It may be opened again. */
export class Connection {
  readonly #settings: ConnectionSettings;
  readonly #status: ClientStatus;
  readonly #events: ConnectionEvents;
  /** The protocol levels to try; one, once an attempt has succeeded. */
  #levels: ClientSettings["protocolVersion"];
  #session: Session | undefined;
  #link: Link | undefined;
  /** The closing of the last session. */
  #ending: Promise<void> = Promise.resolve();

  constructor(settings: ConnectionSettings, status: ClientStatus, events: ConnectionEvents) {
    this.#settings = settings;
    this.#status = status;
    this.#events = events;
    this.#levels = settings.client.protocolVersion;
  }

  get link(): Link | undefined {
    return this.#link;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** Opens store and link; gives both back when that fails, and when `isClosed` meanwhile. */
  async open(isClosed: () => boolean): Promise<void> {
    try {
      // The last session gives its store free only when it is closed.
      await this.#ending;
      const { client, uid } = this.#settings;
      const session = await openSession(client, uid, (error) => {
        this.#status.report("the store", error);
      });
      this.#session = session;
      if (isClosed()) throw closedError();
      this.#levels = [await openFirst(this.#levels, (level) => (this.#link = this.#newLink(session, level)), isClosed)];
    } catch (error) {
      await this.#endSession();
      this.#link = undefined;
      throw error;
    }
  }

  /**
   * Ends the link, with DISCONNECT if it is up, and then the session. `closed` is called when the store has written all
   * that it took, before anything else can be opened. Never rejects.
   */
  close(closed: () => void): Promise<void> {
    const link = this.#link;
    // Nothing more can be asked of it.
    this.#link = undefined;
    this.#ending = this.#close(link).then(closed);
    return this.#ending;
  }

  async #close(link: Link | undefined): Promise<void> {
    await this.#ending;
    await link?.close();
    await this.#endSession();
  }

  async #endSession(): Promise<void> {
    const session = this.#session;
    this.#session = this.#link = undefined;
    try {
      await session?.delivery.close();
    } catch (error) {
      this.#status.report("the store was not closed", error);
    }
  }

  #newLink(session: Session, level: 3 | 4): Link {
    const { client, uid, will } = this.#settings;
    const options = mqttJsOptions(client, { clientId: clientId(uid, level), level }, will);
    return new Link(client, options, session, this.#linkEvents(level));
  }

  #linkEvents(level: 3 | 4): LinkEvents {
    const [status, events] = [this.#status, this.#events];
    return {
      ...events,
      up: (connack) => {
        events.up(connack, level);
      },
      connecting: () => {
        status.enter("connecting");
      },
      retrying: (inMs) => {
        status.enter("retrying", { inMs });
      },
      refused: (returnCode) => {
        status.enter("refused", { returnCode });
      },
    };
  }
}
