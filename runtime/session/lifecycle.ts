import { clientId } from "../options/client-id.js";
import type { Arrival } from "./arrival.js";
import { ClientStatus } from "./client-events.js";
import { configure, type Configuration, type ConfigurationContext } from "./configuration.js";
import { closedError, notConnectedError } from "./connection-error.js";
import { Connection, type ConnectionEvents, type LinkUp } from "./connection.js";
import type { Link } from "./link.js";
import { PendingOperations } from "./pending-operations.js";
import { withinTime } from "./quiesce.js";
import { Receipt } from "./receipt.js";
import type { Session } from "./session.js";
import { Subscriptions } from "./subscriptions.js";

/** What a promise of something that has not begun is. */
const DONE = Promise.resolve();

/** The parts of a client, wired together, and how it connects, loses its connection, and ends. */
export class Lifecycle implements ConnectionEvents {
  readonly status: ClientStatus;
  readonly pending = new PendingOperations();
  /** Made when they are needed: most clients only publish. */
  #subscriptions: Subscriptions | undefined;
  #receipt: Receipt | undefined;
  readonly #context: ConfigurationContext;
  readonly #connection: Connection;
  #connecting: Promise<void> | undefined;
  #disconnecting: Promise<void> | undefined;
  /** The last {@link reconfigure}, settled or not. */
  #reconfiguring: Promise<void> = DONE;

  constructor(configuration: Configuration, context: ConfigurationContext) {
    this.#context = context;
    this.status = new ClientStatus(clientId(context.link.uid, 4), context.logger);
    this.#connection = new Connection(configuration, this.status, this);
  }

  /** What the client works with now. */
  get configuration(): Configuration {
    return this.#connection.configuration;
  }

  get link(): Link | undefined {
    return this.#connection.link;
  }

  get session(): Session | undefined {
    return this.#connection.session;
  }

  get subscriptions(): Subscriptions {
    return (this.#subscriptions ??= this.#newSubscriptions());
  }

  /** See `Client.unmatchedMessages`. */
  get unmatched(): number {
    return this.#receipt?.unmatched ?? 0;
  }

  /** See `Client.connect`. */
  connect(): Promise<void> {
    if (this.#disconnecting) return Promise.reject(closedError());
    this.#connecting ??= this.#connect();
    return this.#connecting;
  }

  /** See `Client.reconfigure`. */
  reconfigure(options: unknown): Promise<void> {
    if (this.#disconnecting) return Promise.reject(closedError());
    const reconfigured = this.#reconfiguring.then(() => this.#reconfigure(options));
    this.#reconfiguring = reconfigured.catch(() => undefined);
    return reconfigured;
  }

  /** See `Client.disconnect`. */
  disconnect(): Promise<void> {
    this.#disconnecting ??= this.#disconnect();
    return this.#disconnecting;
  }

  /** Throws unless messages can be taken: now, or since a lost connection is being re-established. */
  requireUsable(): { readonly link: Link; readonly session: Session } {
    if (this.#disconnecting) throw closedError();
    const { link, session } = this.#connection;
    if (link?.established && session) return { link, session };
    throw notConnectedError();
  }

  /** Throws unless subscriptions can be sent now, or wait for a connection. */
  requireReadiness(): { readonly kept: boolean; readonly waitTimeoutMs: number } {
    const { resumeSubs: kept, waitTimeout: waitTimeoutMs } = this.configuration.settings;
    if (this.#disconnecting) throw closedError();
    if (kept) return { kept, waitTimeoutMs };
    const { link } = this.requireUsable();
    if (!link.ready && !link.isHandingOver) throw notConnectedError();
    return { kept, waitTimeoutMs };
  }

  async #connect(): Promise<void> {
    try {
      await this.#connection.open(() => this.#disconnecting !== undefined);
    } catch (error) {
      this.#connecting = undefined;
      if (!this.#disconnecting) this.status.becomeIdle();
      throw error;
    }
  }

  async #reconfigure(options: unknown): Promise<void> {
    const configuration = await configure(options, this.#context);
    await this.#untilAttempted();
    const isClosed = () => this.#disconnecting !== undefined;
    if (isClosed()) throw closedError();
    await this.#connection.replace(configuration, isClosed);
  }

  /** Waits for a call of `connect` that is under way. */
  async #untilAttempted(): Promise<void> {
    let awaited: Promise<void> | undefined;
    while (awaited !== this.#connecting) {
      awaited = this.#connecting;
      await awaited?.catch(() => undefined);
    }
  }

  /** With what an earlier process left, and the connection if there is one. */
  #newSubscriptions(): Subscriptions {
    const subscriptions = new Subscriptions({
      resume: () => this.configuration.settings.resumeSubs,
      report: (error) => {
        this.status.report("a subscription was refused", error);
      },
    });
    const { link, session } = this;
    if (link?.ready && session) subscriptions.renew(link.mqtt, true, session.store);
    return subscriptions;
  }

  #newReceipt(): Receipt {
    return new Receipt({
      ordered: () => this.configuration.settings.order,
      handlersFor: (topic) => this.#subscriptions?.handlersFor(topic) ?? [],
      report: (summary, error) => {
        this.status.report(summary, error);
      },
    });
  }

  // What follows is for the connection.

  up({ link, session, sessionKept, connack, level }: LinkUp): void {
    this.configuration.marker?.connected(link);
    if (this.#subscriptions) this.#subscriptions.renew(link.mqtt, sessionKept, session.store);
    else if (session.store.subscriptions.length > 0) this.#subscriptions = this.#newSubscriptions();
    this.status.enter("connected", { sessionPresent: connack.sessionPresent, protocolVersion: level });
  }

  yielded(): void {
    this.#subscriptions?.disconnected();
  }

  message(arrival: Arrival): void {
    this.#receipt ??= this.#newReceipt();
    this.#receipt.take(arrival);
  }

  lost(reason: Error): void {
    this.#subscriptions?.disconnected();
    this.status.enter("lost", { reason });
    if (this.configuration.settings.autoReconnect) {
      this.pending.linkLost(reason);
      return;
    }
    this.#connecting = undefined;
    // What the store has taken is written first, so that what is said of it is true.
    void this.#connection.close(() => {
      this.pending.rejectAll(reason);
    });
  }

  async #disconnect(): Promise<void> {
    // The state is set by the caller first, so that nothing new comes in while this waits.
    await Promise.resolve();
    await this.#connection.stopReplacing();
    if (this.link?.ready) await this.#quiesce();
    if (this.link) await this.configuration.marker?.stopping(this.link);
    await this.#connection.close(() => {
      this.pending.rejectAll(closedError());
    });
    // An attempt that was under way ends with the link.
    await this.#connecting?.catch(() => undefined);
    this.status.enter("closed");
  }

  /** Waits for what is under way, as long as there is a connection to deliver it. */
  async #quiesce(): Promise<void> {
    // Not `events.once`, which would reject at the event `error`.
    const lost = new Promise<void>((resolve) => {
      this.status.emitter.on("lost", () => {
        resolve();
      });
    });
    const delivered = Promise.all([this.pending.whenIdle(), this.#connection.session?.delivery.whenIdle()]);
    await withinTime(this.configuration.settings.disconnectQuiesce, [delivered, lost]);
  }
}
