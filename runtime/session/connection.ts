import { isDeepStrictEqual } from "node:util";
import type { IConnackPacket } from "mqtt";
import { clientId } from "../options/client-id.js";
import type { ClientStatus } from "./client-events.js";
import type { ClientSettings } from "./client-settings.js";
import type { Configuration } from "./configuration.js";
import { openFirst } from "./connect.js";
import { closedError, requireSameStore } from "./connection-error.js";
import { Link } from "./link.js";
import { LinkReports, type Keeper, type LinkOwner, type Purpose } from "./link-reports.js";
import type { LinkEvents, LinkSettings } from "./link-settings.js";
import { prepareMqttJs } from "./load-mqtt-js.js";
import { withinTime } from "./quiesce.js";
import { openSession, type Session } from "./session.js";

/** A link that is up. */
export interface LinkUp {
  readonly link: Link;
  readonly session: Session;
  readonly connack: IConnackPacket;
  /** The protocol level: 3 is MQTT 3.1, 4 is 3.1.1. */
  readonly level: 3 | 4;
  /** Whether the broker has the subscriptions that were made before. */
  readonly sessionKept: boolean;
}

/** What a connection tells its owner, beside the changes of state. */
export interface ConnectionEvents extends Pick<LinkEvents, "lost" | "message" | "yielded"> {
  up(up: LinkUp): void;
}

/** How a link differs from a first one. None of it refers to the link before, which would be kept in memory. */
interface Succession extends Pick<LinkSettings, "backoff" | "untilReadable"> {
  /** What takes the place of the present configuration when the broker accepts. */
  readonly configuration?: Configuration;
  /** Whether another link is up, so that an attempt does not change the state. */
  readonly isAside?: boolean;
}

/** What a promise of something that has not begun is. */
const DONE = Promise.resolve();

/** How long an answer waits for what shows whether another address is another broker, too. */
const SAME_BROKER_MS = 500;

/**
 * A session and the link that it goes over: from opening the store to closing it. It may be opened again, and another
 * link may replace the one that is there.
 */
export class Connection implements LinkOwner {
  /** The state of the client. */
  readonly status: ClientStatus;
  /** Whom it tells. */
  readonly events: ConnectionEvents;
  #configuration: Configuration;
  /** The protocol levels to try; one, once an attempt has succeeded. */
  #levels: ClientSettings["protocolVersion"];
  #session: Session | undefined;
  #link: Link | undefined;
  /** The last to accept a link. */
  #keeper: Keeper | undefined;
  /** A link that is to replace the present one. */
  #successor: Link | undefined;
  #replacing: Promise<void> = DONE;
  /** The closing of the last session. */
  #ending: Promise<void> = DONE;

  constructor(configuration: Configuration, status: ClientStatus, events: ConnectionEvents) {
    this.#configuration = configuration;
    this.status = status;
    this.events = events;
    this.#levels = configuration.settings.protocolVersion;
  }

  /** What it works with now. */
  get configuration(): Configuration {
    return this.#configuration;
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
      await prepareMqttJs();
      const report = (error: Error) => {
        this.status.report("the store", error);
      };
      const session = await openSession(() => this.#configuration.settings, this.#configuration.uid, report);
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
   * Works with another configuration from now on. Where there is a link, another one is opened, and replaces it when the
   * broker accepts; the session is handed over. Rejects with what `connect` does, and leaves everything as it was,
   * if that fails or `isClosed` meanwhile; and with `invalid-options` for another store.
   */
  async replace(configuration: Configuration, isClosed: () => boolean): Promise<void> {
    const [old, session] = [this.#link, this.#session];
    if (old === undefined || session === undefined) {
      this.#configuration = configuration;
      this.#levels = configuration.settings.protocolVersion;
      return;
    }
    requireSameStore(this.#configuration.settings.store, configuration.settings.store);
    const replaced = this.#replace(configuration, old, session, isClosed);
    this.#replacing = replaced.catch(() => undefined);
    await replaced;
  }

  /** Ends a {@link replace} that is under way. The caller's `isClosed` says so then. Never rejects. */
  async stopReplacing(): Promise<void> {
    await this.#successor?.close();
    await this.#replacing;
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
    // What was in memory is forgotten; the next session may then be any that the broker has.
    if (session?.store.durable === false) this.#keeper = undefined;
    try {
      await session?.delivery.close();
    } catch (error) {
      this.status.report("the store was not closed", error);
    }
  }

  async #replace(configuration: Configuration, old: Link, session: Session, isClosed: () => boolean): Promise<void> {
    const previous = this.#configuration;
    const levels = isSameProtocol(previous.settings, configuration.settings)
      ? this.#levels
      : configuration.settings.protocolVersion;
    const succession = { configuration, isAside: old.up, ...this.#tellBrokers(old, configuration.settings) };
    try {
      old.yield();
      // Two attempts under one client id would throw each other off.
      if (!old.up) await old.close();
      if (isClosed()) throw closedError();
      const open = (level: 3 | 4) => (this.#successor = this.#newLink(session, level, succession));
      this.#levels = [await openFirst(levels, open, isClosed)];
    } catch (error) {
      this.#successor = undefined;
      this.#configuration = previous;
      if (!old.stay()) await this.#reopen(old, session, isClosed);
      throw error;
    }
    await this.#leave(old, previous);
  }

  /** Re-establishes a connection that was to be replaced and has ended. */
  async #reopen(old: Link, session: Session, isClosed: () => boolean): Promise<void> {
    await old.close();
    if (isClosed()) return;
    if (old.lostReason) this.events.lost(old.lostReason);
    // Without `autoReconnect` that was the end.
    if (this.#link !== old) return;
    this.#link = this.#newLink(session, this.#levels[0], { backoff: old.backoff });
    this.#link.reopen();
  }

  /** Ends a link that was replaced. A marker that the new link does not write to is written for the last time. */
  async #leave(old: Link, { settings, will, marker }: Configuration): Promise<void> {
    const now = this.#configuration;
    const isElsewhere = will?.topic !== now.will?.topic || !isDeepStrictEqual(settings.server, now.settings.server);
    if (old.up && isElsewhere) await marker?.stopping(old);
    await old.close();
  }

  #newLink(session: Session, level: 3 | 4, succession: Succession = {}): Link {
    const { configuration, isAside = false, backoff, untilReadable } = succession;
    const { settings, uid, will } = configuration ?? this.#configuration;
    const identity = { clientId: clientId(uid, level), level };
    const keeper: Keeper = { server: settings.server, clientId: identity.clientId };
    const reports = new LinkReports(this, { configuration, isAside, session, keeper, level });
    const link = new Link({ client: settings, identity, will, session, backoff, untilReadable }, reports);
    reports.link = link;
    return link;
  }

  // What follows is for its links.

  isCurrent(link: Link | undefined): boolean {
    return this.#link === link;
  }

  accepted(link: Link | undefined, { configuration, session, keeper }: Purpose, sessionKept: boolean): boolean {
    const kept = sessionKept && this.#knows(keeper);
    this.#keeper = keeper;
    if (configuration && this.#link !== link) this.#takeOver(configuration);
    session.delivery.accepted(kept);
    return kept;
  }

  up(link: Link | undefined, { session, level }: Purpose, connack: IConnackPacket, kept: boolean): void {
    if (link === undefined) return;
    this.#link = link;
    this.#successor = undefined;
    // MQTT 3.1 has no session present flag, so there subscriptions are always renewed.
    this.events.up({ link, session, connack, level, sessionKept: kept && level === 4 });
  }

  /** The broker has accepted the successor. */
  #takeOver(configuration: Configuration): void {
    this.#link?.mute();
    this.events.yielded();
    this.#configuration = configuration;
  }

  /**
   * Whether a session that a broker says to have is this one. Another address may lead to the same broker, over TLS for
   * instance; then the broker has thrown off the link that was there.
   */
  #knows({ server, clientId }: Keeper): boolean {
    if (this.#keeper === undefined) return true;
    const isThrownOff = this.#link?.lostReason !== undefined;
    return this.#keeper.clientId === clientId && (isThrownOff || isDeepStrictEqual(this.#keeper.server, server));
  }

  /** Where it matters, and another address may be the same broker: lets its answer wait until the old link shows it. */
  #tellBrokers(old: Link, { cleanSession, server, connectTimeout }: ClientSettings): Pick<Succession, "untilReadable"> {
    if (cleanSession || isDeepStrictEqual(this.#keeper?.server, server)) return {};
    // A broker throws off the link of a client that connects again before it answers.
    return { untilReadable: () => withinTime(Math.min(SAME_BROKER_MS, connectTimeout / 2), [old.whenDown()]) };
  }
}

/** Whether the protocol level that a broker took is still the one to use. */
function isSameProtocol(before: ClientSettings, now: ClientSettings): boolean {
  return isDeepStrictEqual(before.server, now.server) && isDeepStrictEqual(before.protocolVersion, now.protocolVersion);
}
