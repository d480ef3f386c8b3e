import type { MqttClient } from "mqtt";
import type { ClientContext, PublishOverrides, SubscribeOverrides, Subscription } from "./client-context.js";
import { MqttRuntimeError } from "./errors.js";
import type { ClientEvents, ClientState } from "./session/client-events.js";
import { configure, type Configuration } from "./session/configuration.js";
import { notStorableError, queueFullError } from "./session/connection-error.js";
import { Lifecycle } from "./session/lifecycle.js";
import { encodePayload } from "./session/payload.js";
import { isOfKept, Publication } from "./session/pending-operations.js";
import { Publishing } from "./session/publishing.js";
import { statisticsOf, type ClientStatistics } from "./session/statistics.js";
import type { MessageHandler, Qos, SubscriptionEntry } from "./session/subscriptions.js";
import { requireTopicFilter, type TopicTemplate } from "./topic/index.js";

const NO_OVERRIDES: PublishOverrides = {};

/** What is behind the subscriptions of all clients. */
const entries = new WeakMap<Subscription, SubscriptionEntry>();

/**
 * Makes a client from MQTT options: checks them, fills in defaults, resolves references and loads certificates. It does
 * not connect yet.
 *
 * Throws OptionsValidationError for options that break the schema, and MqttRuntimeError for what only shows here: a
 * reference without a value, PEM text that cannot be read, a UID that is none. Warnings go to `logger.warn`.
 */
export async function createClient(options: unknown, context: ClientContext): Promise<Client> {
  return new Client(await configure(options, context), context);
}

/**
 * An MQTT client for one DeviceLink. It publishes to and subscribes to the topics of the options, re-establishes a lost
 * connection, and settles every promise that it has given. Made by {@link createClient}.
 */
export class Client {
  readonly #lifecycle: Lifecycle;
  readonly #publishing = new Publishing();

  constructor(configuration: Configuration, context: ClientContext) {
    this.#lifecycle = new Lifecycle(configuration, context);
  }

  /** The topics of the options, for publishing and subscribing. */
  get topics(): TopicTemplate {
    return this.#lifecycle.configuration.topics;
  }

  /** What the client is doing now. */
  get state(): ClientState {
    return this.#lifecycle.status.state;
  }

  /** What it holds now: messages in flight, messages that wait, the size of the store. */
  get statistics(): ClientStatistics {
    return statisticsOf(this.#lifecycle.session);
  }

  /** How many messages arrived that no handler was for; they are acknowledged like others. */
  get unmatchedMessages(): number {
    return this.#lifecycle.unmatched;
  }

  /**
   * The mqtt.js client underneath; undefined while there is no connection and none is being re-established. After
   * {@link reconfigure} it is another one.
   */
  get mqtt(): MqttClient | undefined {
    return this.#lifecycle.link?.mqtt;
  }

  /** Calls `listener` at every such event. Its exceptions are logged and stop nothing. */
  on<E extends keyof ClientEvents>(event: E, listener: (...details: ClientEvents[E]) => void): this {
    this.#lifecycle.status.emitter.on(event, listener as never);
    return this;
  }

  /** Ends what {@link on} began. */
  off<E extends keyof ClientEvents>(event: E, listener: (...details: ClientEvents[E]) => void): this {
    this.#lifecycle.status.emitter.off(event, listener as never);
    return this;
  }

  /**
   * Connects; resolves when the broker has accepted. The first attempt is not repeated: it rejects with
   * `connection-failed`, `tls-failed`, `connection-refused`, `connection-timeout`, `store-locked` and `store-failed`, or
   * `client-closed` if {@link disconnect} came in between. Once it has succeeded, a lost connection is re-established by itself, unless
   * `autoReconnect` is false; then `connect()` may be called again.
   */
  connect(): Promise<void> {
    return this.#lifecycle.connect();
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
  publish(payload: unknown, overrides: PublishOverrides = NO_OVERRIDES): Promise<void> {
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
    const { message, settings } = this.#lifecycle.configuration;
    const { qos = message.qos, retained: retain = message.retained, until } = overrides;
    const { link, session } = this.#lifecycle.requireUsable();
    const { waitTimeout: waitTimeoutMs, messageChannelDepth } = settings;
    const isStored = session.store.durable && qos > 0;
    if (until === "stored" && !isStored) throw notStorableError(qos);
    const { delivery } = session;
    if (!link.ready && delivery.waiting >= messageChannelDepth) throw queueFullError(messageChannelDepth);
    const { pending } = this.#lifecycle;
    const untilStored = until === "stored";
    const publication = this.#publishing.settings({ qos, retain, waitTimeoutMs, isStored, untilStored });
    return isOfKept(publication)
      ? pending.publish(new Publication(publication, pending, encoded), delivery)
      : delivery.publishOnce(encoded, publication, pending);
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
    const { qos = this.#lifecycle.configuration.message.qos } = overrides;
    const { kept, waitTimeoutMs } = this.#lifecycle.requireReadiness();
    let entry: SubscriptionEntry | undefined;
    const request = this.#lifecycle.pending.run<Qos>(
      { what: `subscribe to ${filter}`, waitTimeoutMs, kept },
      (settle) => {
        entry = this.#lifecycle.subscriptions.add({ filter, qos, handler, settle });
      },
    );
    try {
      const subscription: Subscription = { filter, qos: await request };
      if (entry) entries.set(subscription, entry);
      return subscription;
    } catch (error) {
      if (entry) this.#lifecycle.subscriptions.remove(entry);
      throw error;
    }
  }

  /**
   * Ends a subscription: its handler is not called any more. The broker is told when no other subscription has the same
   * filter; resolves when it has acknowledged. With `resumeSubs` it waits for a connection. Ending one twice has no effect.
   */
  async unsubscribe(subscription: Subscription): Promise<void> {
    const { kept, waitTimeoutMs } = this.#lifecycle.requireReadiness();
    const entry = entries.get(subscription);
    if (entry === undefined || !this.#lifecycle.subscriptions.remove(entry)) return;
    const { filter } = subscription;
    await this.#lifecycle.pending.run<undefined>(
      { what: `unsubscribe from ${filter}`, waitTimeoutMs, kept },
      (settle) => {
        this.#lifecycle.subscriptions.end(filter, settle);
      },
    );
  }

  /**
   * Goes on with other MQTT options, complete ones. A new connection is made of them while the one that is there works
   * on; when the broker has accepted, it takes over, with all that waits or is not acknowledged, with the subscriptions
   * and their handlers, and the old one is left. Resolves then. No promise is settled by it, except that QoS 0 which the
   * old socket has not taken is lost (`connection-lost`). References are looked up anew.
   *
   * If the new connection fails, the client stays as it was, and this rejects as {@link connect} does; or as
   * {@link createClient} does for options that are wrong, and with `invalid-options` for another `client.store`. A lost
   * connection is tried with the new options at once, and re-established with the old ones if that fails. Without a
   * connection they are only exchanged. Calls wait for one another; {@link disconnect} ends them with `client-closed`.
   *
   * A broker throws off the old connection when the new one comes, and publishes the old will (MQTT 3.1.1, section
   * 3.1.2.5); with `onlineMarker` the marker follows. Another broker gets what is not acknowledged anew.
   */
  reconfigure(options: unknown): Promise<void> {
    return this.#lifecycle.reconfigure(options);
  }

  /**
   * Ends the client for good: takes no new work, waits up to `disconnectQuiesce` for messages on their way, and sends
   * DISCONNECT, so the broker does not publish the will, unless the link does not take that within half a second. What is
   * then not acknowledged rejects with `client-closed`. Never rejects; a second call gives the same promise.
   */
  disconnect(): Promise<void> {
    return this.#lifecycle.disconnect();
  }
}
