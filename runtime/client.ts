import type { MqttClient } from "mqtt";
import { parseMQTTOptions, warnMQTTOptions, type ResolvedMQTTMessageOptions } from "../generated/index.js";
import type { ClientContext, PublishOverrides, SubscribeOverrides, Subscription } from "./client-context.js";
import { MqttRuntimeError } from "./errors.js";
import { clientId } from "./options/client-id.js";
import { resolveWill } from "./options/will.js";
import { ClientStatus, type ClientEvents, type ClientState } from "./session/client-events.js";
import { clientSettings, type ClientSettings } from "./session/client-settings.js";
import { closedError, notConnectedError, notStorableError, queueFullError } from "./session/connection-error.js";
import { Connection } from "./session/connection.js";
import type { Link } from "./session/link.js";
import { OnlineMarker } from "./session/online-marker.js";
import { encodePayload } from "./session/payload.js";
import { PendingOperations } from "./session/pending-operations.js";
import { Publishing } from "./session/publishing.js";
import { withinTime } from "./session/quiesce.js";
import { Receipt } from "./session/receipt.js";
import type { Session } from "./session/session.js";
import { statisticsOf, type ClientStatistics } from "./session/statistics.js";
import { Subscriptions, type MessageHandler, type Qos, type SubscriptionEntry } from "./session/subscriptions.js";
import { compileTopic, requireTopicFilter } from "./topic/index.js";
import type { TopicTemplate } from "./topic/index.js";

/**
 * Makes a client from MQTT options: checks them, fills in defaults, resolves references and loads certificates. It does
 * not connect yet.
 *
 * Throws OptionsValidationError for options that break the schema, and MqttRuntimeError for what only shows here: a
 * reference without a value, PEM text that cannot be read, a UID that is none. Warnings go to `logger.warn`.
 */
export async function createClient(options: unknown, context: ClientContext): Promise<Client> {
  const { client, message } = parseMQTTOptions(options);
  for (const warning of warnMQTTOptions(options)) context.logger?.warn(warning.message, warning);
  const settings = await clientSettings(client, context.references, context);
  return new Client(settings, message, context);
}

/**
 * An MQTT client for one DeviceLink. It publishes to and subscribes to the topics of the options, re-establishes a lost
 * connection, and settles every promise that it has given. Made by {@link createClient}.
 */
export class Client {
  /** The topics of the options, for publishing and subscribing. */
  readonly topics: TopicTemplate;
  readonly #settings: ClientSettings;
  readonly #message: ResolvedMQTTMessageOptions;
  readonly #status: ClientStatus;
  readonly #pending = new PendingOperations();
  readonly #subscriptions: Subscriptions;
  readonly #receipt: Receipt;
  readonly #entries = new WeakMap<Subscription, SubscriptionEntry>();
  readonly #connection: Connection;
  readonly #marker: OnlineMarker | undefined;
  readonly #publishing = new Publishing();
  #connecting: Promise<void> | undefined;
  #disconnecting: Promise<void> | undefined;

  constructor(settings: ClientSettings, message: ResolvedMQTTMessageOptions, context: ClientContext) {
    const { link, logger, onlineMarker } = context;
    this.topics = compileTopic(message.topic, { link, path: message.path, operator: message.operator });
    this.#settings = settings;
    this.#message = message;
    this.#status = new ClientStatus(clientId(link.uid, 4), logger);
    this.#subscriptions = new Subscriptions({
      resume: settings.resumeSubs,
      report: (error) => {
        this.#status.report("a subscription was refused", error);
      },
    });
    this.#receipt = new Receipt({
      ordered: settings.order,
      handlersFor: (topic) => this.#subscriptions.handlersFor(topic),
      report: (summary, error) => {
        this.#status.report(summary, error);
      },
    });
    const will = resolveWill(message, link);
    if (onlineMarker) this.#marker = new OnlineMarker(onlineMarker, will);
    this.#connection = new Connection({ client: settings, uid: link.uid, will }, this.#status, {
      up: ({ sessionPresent }, level) => {
        this.#onLinkUp(level, sessionPresent);
      },
      lost: (reason) => {
        this.#onLinkLost(reason);
      },
      message: (arrival) => {
        this.#receipt.take(arrival);
      },
    });
  }

  /** What the client is doing now. */
  get state(): ClientState {
    return this.#status.state;
  }

  /** What it holds now: messages in flight, messages that wait, the size of the store. */
  get statistics(): ClientStatistics {
    return statisticsOf(this.#connection.session);
  }

  /** How many messages arrived that no handler was for; they are acknowledged like others. */
  get unmatchedMessages(): number {
    return this.#receipt.unmatched;
  }

  /** The mqtt.js client underneath; undefined while there is no connection and none is being re-established. */
  get mqtt(): MqttClient | undefined {
    return this.#connection.link?.mqtt;
  }

  /** Calls `listener` at every such event. Its exceptions are logged and stop nothing. */
  on<E extends keyof ClientEvents>(event: E, listener: (...details: ClientEvents[E]) => void): this {
    this.#status.emitter.on(event, listener as never);
    return this;
  }

  /** Ends what {@link on} began. */
  off<E extends keyof ClientEvents>(event: E, listener: (...details: ClientEvents[E]) => void): this {
    this.#status.emitter.off(event, listener as never);
    return this;
  }

  /**
   * Connects; resolves when the broker has accepted. The first attempt is not repeated: it rejects with
   * `connection-failed`, `tls-failed`, `connection-refused`, `connection-timeout`, `store-locked` and `store-failed`, or
   * `client-closed` if {@link disconnect} came in between. Once it has succeeded, a lost connection is re-established by itself, unless
   * `autoReconnect` is false; then `connect()` may be called again.
   */
  connect(): Promise<void> {
    if (this.#disconnecting) return Promise.reject(closedError());
    this.#connecting ??= this.#connect();
    return this.#connecting;
  }

  /**
   * Publishes to the topic of the options, and resolves when the broker has acknowledged (QoS 1 and 2) or the socket
   * has taken the message (QoS 0); with `until: "stored"` when it is on the disk. Strings and bytes travel as they are,
   * anything else as JSON.
   *
   * While a lost connection is being re-established up to `messageChannelDepth` messages wait for it. Rejects with
   * `invalid-topic`, `invalid-payload` or `invalid-options` (`until`), upon which nothing was sent; `not-connected`,
   * `publish-failed` (queue full), `store-failed` (disk full), `wait-timeout`, `connection-lost` and `client-closed`. With
   * `stillInFlight` it may yet arrive, or is in the store and will.
   */
  publish(payload: unknown, overrides: PublishOverrides = {}): Promise<void> {
    // Not `async`, which would make three promises of one for each message.
    try {
      return this.#publish(payload, overrides);
    } catch (error) {
      return Promise.reject(MqttRuntimeError.from(error, "publish-failed", "The message cannot be published"));
    }
  }

  #publish(payload: unknown, overrides: PublishOverrides): Promise<void> {
    const topic = this.topics.forPublish(overrides.render);
    this.#publishing.checkTopic(topic);
    const encoded = encodePayload(payload);
    const { qos = this.#message.qos, retained: retain = this.#message.retained, until } = overrides;
    const { link, session } = this.#usable();
    const { waitTimeout: waitTimeoutMs, messageChannelDepth } = this.#settings;
    const isStored = session.store.durable && qos > 0;
    if (until === "stored" && !isStored) throw notStorableError(qos);
    const { delivery } = session;
    if (!link.ready && delivery.waiting >= messageChannelDepth) throw queueFullError(messageChannelDepth);
    const operation = this.#publishing.operation({ waitTimeoutMs, isStored, untilStored: until === "stored" });
    return this.#pending.open<undefined>(operation, (outcome) => {
      delivery.publish(topic, encoded, { qos, retain }, outcome);
    });
  }

  /**
   * Subscribes to the topic of the options, or to `filter`, and resolves when the broker has granted it. After a
   * reconnect subscriptions are renewed. A handler that fails is reported by the event `error` and in the log.
   *
   * With `resumeSubs` it waits for a connection, also before {@link connect}; so handlers are there for what the broker has
   * kept for this client. Rejects with `invalid-topic`, `subscription-refused`, `not-connected` (without `resumeSubs`),
   * `wait-timeout`, `connection-lost` and `client-closed`; the handler is then not called.
   */
  async subscribe(handler: MessageHandler, overrides: SubscribeOverrides = {}): Promise<Subscription> {
    const filter = requireTopicFilter(overrides.filter ?? this.topics.forSubscribe(overrides.render));
    const { qos = this.#message.qos } = overrides;
    const { kept, waitTimeoutMs } = this.#requireReadiness();
    let entry: SubscriptionEntry | undefined;
    const request = this.#pending.run<Qos>({ what: `subscribe to ${filter}`, waitTimeoutMs, kept }, (settle) => {
      entry = this.#subscriptions.add({ filter, qos, handler, settle });
    });
    try {
      const subscription: Subscription = { filter, qos: await request };
      if (entry) this.#entries.set(subscription, entry);
      return subscription;
    } catch (error) {
      if (entry) this.#subscriptions.remove(entry);
      throw error;
    }
  }

  /**
   * Ends a subscription: its handler is not called any more. The broker is told when no other subscription has the same
   * filter; resolves when it has acknowledged. With `resumeSubs` it waits for a connection. Ending one twice has no effect.
   */
  async unsubscribe(subscription: Subscription): Promise<void> {
    const { kept, waitTimeoutMs } = this.#requireReadiness();
    const entry = this.#entries.get(subscription);
    if (entry === undefined || !this.#subscriptions.remove(entry)) return;
    const { filter } = subscription;
    await this.#pending.run<undefined>({ what: `unsubscribe from ${filter}`, waitTimeoutMs, kept }, (settle) => {
      this.#subscriptions.end(filter, settle);
    });
  }

  /**
   * Ends the client for good: takes no new work, waits up to `disconnectQuiesce` for messages on their way, and sends
   * DISCONNECT, so the broker does not publish the will. What is then not acknowledged rejects with `client-closed`.
   * Never rejects; a second call gives the same promise.
   */
  disconnect(): Promise<void> {
    this.#disconnecting ??= this.#disconnect();
    return this.#disconnecting;
  }

  async #connect(): Promise<void> {
    try {
      await this.#connection.open(() => this.#disconnecting !== undefined);
    } catch (error) {
      this.#connecting = undefined;
      if (!this.#disconnecting) this.#status.becomeIdle();
      throw error;
    }
  }

  #onLinkUp(protocolVersion: 3 | 4, sessionPresent: boolean): void {
    // MQTT 3.1 has no session present flag, so there subscriptions are always renewed.
    const sessionKept = !this.#settings.cleanSession && protocolVersion === 4 && sessionPresent;
    const { link, session } = this.#connection;
    if (link) this.#marker?.connected(link);
    if (link && session) this.#subscriptions.renew(link.mqtt, sessionKept, session.store);
    this.#status.enter("connected", { sessionPresent, protocolVersion });
  }

  #onLinkLost(reason: Error): void {
    this.#subscriptions.disconnected();
    this.#status.enter("lost", { reason });
    if (this.#settings.autoReconnect) {
      this.#pending.linkLost(reason);
      return;
    }
    this.#connecting = undefined;
    // What the store has taken is written first, so that what is said of it is true.
    void this.#connection.close(() => {
      this.#pending.rejectAll(reason);
    });
  }

  async #disconnect(): Promise<void> {
    // The state is set by the caller first, so that nothing new comes in while this waits.
    await Promise.resolve();
    if (this.#connection.link?.ready) await this.#quiesce();
    if (this.#connection.link) await this.#marker?.stopping(this.#connection.link);
    await this.#connection.close(() => {
      this.#pending.rejectAll(closedError());
    });
    // An attempt that was under way ends with the link.
    await this.#connecting?.catch(() => undefined);
    this.#status.enter("closed");
  }

  /** Waits for what is under way, as long as there is a connection to deliver it. */
  async #quiesce(): Promise<void> {
    // Not `events.once`, which would reject at the event `error`.
    const lost = new Promise<void>((resolve) => {
      this.on("lost", () => {
        resolve();
      });
    });
    const delivered = Promise.all([this.#pending.whenIdle(), this.#connection.session?.delivery.whenIdle()]);
    await withinTime(this.#settings.disconnectQuiesce, [delivered, lost]);
  }

  /** Throws unless subscriptions can be sent now, or wait for a connection. */
  #requireReadiness(): { readonly kept: boolean; readonly waitTimeoutMs: number } {
    const { resumeSubs: kept, waitTimeout: waitTimeoutMs } = this.#settings;
    if (this.#disconnecting) throw closedError();
    if (!kept && !this.#usable().link.ready) throw notConnectedError();
    return { kept, waitTimeoutMs };
  }

  #usable(): { readonly link: Link; readonly session: Session } {
    if (this.#disconnecting) throw closedError();
    const { link, session } = this.#connection;
    if (link?.established && session) return { link, session };
    throw notConnectedError();
  }
}
