import type { IPublishPacket, MqttClient } from "mqtt";
import { parseMQTTOptions, warnMQTTOptions, type ResolvedMQTTMessageOptions } from "../generated/index.js";
import type { ClientContext, PublishOverrides, SubscribeOverrides, Subscription } from "./client-context.js";
import { MqttRuntimeError } from "./errors.js";
import { clientId } from "./options/client-id.js";
import { resolveWill, type Will } from "./options/will.js";
import { ClientStatus, type ClientEvents, type ClientState } from "./session/client-events.js";
import { clientSettings, type ClientSettings } from "./session/client-settings.js";
import { openFirst } from "./session/connect.js";
import { closedError, notConnectedError, queueFullError } from "./session/connection-error.js";
import { Dispatcher } from "./session/dispatcher.js";
import { Link, type LinkEvents } from "./session/link.js";
import { mqttJsOptions } from "./session/mqtt-js-options.js";
import { encodePayload } from "./session/payload.js";
import { PendingOperations } from "./session/pending-operations.js";
import {
  messageInfo,
  Subscriptions,
  type MessageHandler,
  type Qos,
  type SubscriptionEntry,
} from "./session/subscriptions.js";
import { compileTopic, requireTopicFilter, requireTopicName } from "./topic/index.js";
import type { TopicTemplate } from "./topic/index.js";

/**
 * Makes a client from MQTT options: checks them, fills in defaults, resolves references and loads certificates. It does
 * not connect yet.
 *
 * Throws OptionsValidationError for options that break the schema, and MqttRuntimeError for what only shows here: a
 * reference without a value, PEM text that cannot be read, a UID that is none, a store that is not supported. Warnings
 * go to `logger.warn`.
 */
export async function createClient(options: unknown, context: ClientContext): Promise<Client> {
  const { client, message } = parseMQTTOptions(options);
  for (const warning of warnMQTTOptions(options)) context.logger?.warn(warning.message, warning);
  const settings = await clientSettings(client, context.references, context.maxInFlight);
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
  readonly #uid: string;
  readonly #will: Will | undefined;
  readonly #status: ClientStatus;
  readonly #pending = new PendingOperations();
  readonly #subscriptions: Subscriptions;
  readonly #dispatcher: Dispatcher;
  readonly #entries = new WeakMap<Subscription, SubscriptionEntry>();
  /** The protocol levels to try; one, once an attempt has succeeded. */
  #levels: ClientSettings["protocolVersion"];
  #link: Link | undefined;
  #connecting: Promise<void> | undefined;
  #disconnecting: Promise<void> | undefined;

  constructor(settings: ClientSettings, message: ResolvedMQTTMessageOptions, context: ClientContext) {
    const { link, logger } = context;
    this.topics = compileTopic(message.topic, { link, path: message.path, operator: message.operator });
    this.#settings = settings;
    this.#levels = settings.protocolVersion;
    this.#message = message;
    this.#uid = link.uid;
    this.#will = resolveWill(message, link);
    this.#status = new ClientStatus(clientId(link.uid, 4), logger);
    this.#subscriptions = new Subscriptions((error) => {
      this.#status.report("a subscription was not renewed", error);
    });
    this.#dispatcher = new Dispatcher(settings.order, (error) => {
      this.#status.report("a handler of messages failed", error);
    });
  }

  /** What the client is doing now. */
  get state(): ClientState {
    return this.#status.state;
  }

  /** The mqtt.js client underneath; undefined while there is no connection and none is being re-established. */
  get mqtt(): MqttClient | undefined {
    return this.#link?.mqtt;
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
   * `connection-failed`, `tls-failed`, `connection-refused`, `connection-timeout`, or `client-closed` if
   * {@link disconnect} came in between. Once it has succeeded, a lost connection is re-established by itself, unless
   * `autoReconnect` is false; then `connect()` may be called again.
   */
  connect(): Promise<void> {
    if (this.#disconnecting) return Promise.reject(closedError());
    this.#connecting ??= this.#connect();
    return this.#connecting;
  }

  /**
   * Publishes to the topic of the options, and resolves when the broker has acknowledged (QoS 1 and 2) or the socket
   * has taken the message (QoS 0). Strings and bytes travel as they are, anything else as JSON.
   *
   * While a lost connection is being re-established up to `messageChannelDepth` messages wait for it. Rejects with
   * `invalid-topic` or `invalid-payload`, upon which nothing was sent; `not-connected`, `publish-failed` (queue full),
   * `wait-timeout` (`stillInFlight`: it may yet arrive), `connection-lost` and `client-closed`.
   */
  async publish(payload: unknown, overrides: PublishOverrides = {}): Promise<void> {
    const topic = requireTopicName(this.topics.forPublish(overrides.render));
    const encoded = encodePayload(payload);
    const { qos = this.#message.qos, retained: retain = this.#message.retained } = overrides;
    const link = this.#usableLink();
    const { waitTimeout: waitTimeoutMs, messageChannelDepth } = this.#settings;
    if (!link.ready && link.waiting >= messageChannelDepth) throw queueFullError(messageChannelDepth);
    await this.#pending.run({ what: `publish to ${topic}`, waitTimeoutMs, kept: true }, (settle) => {
      link.publish(topic, encoded, { qos, retain }, settle);
    });
  }

  /**
   * Subscribes to the topic of the options, or to `filter`, and resolves when the broker has granted it. After a
   * reconnect subscriptions are renewed. A handler that fails is reported by the event `error` and in the log.
   *
   * Rejects with `invalid-topic`, `subscription-refused`, `not-connected` (unless `resumeSubs` lets it wait),
   * `wait-timeout`, `connection-lost` and `client-closed`; the handler is then not called.
   */
  async subscribe(handler: MessageHandler, overrides: SubscribeOverrides = {}): Promise<Subscription> {
    const filter = requireTopicFilter(overrides.filter ?? this.topics.forSubscribe(overrides.render));
    const { qos = this.#message.qos } = overrides;
    const link = this.#usableLink();
    const { resumeSubs: kept, waitTimeout: waitTimeoutMs } = this.#settings;
    const waits = !link.ready;
    if (waits && !kept) throw notConnectedError();
    let entry: SubscriptionEntry | undefined;
    const request = this.#pending.run<Qos>({ what: `subscribe to ${filter}`, waitTimeoutMs, kept }, (settle) => {
      entry = this.#subscriptions.add({ filter, qos, handler, settle });
      if (!waits) this.#subscriptions.send(link.mqtt, new Set([filter]));
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
   * filter; resolves when it has acknowledged. Ending one twice has no effect.
   */
  async unsubscribe(subscription: Subscription): Promise<void> {
    const link = this.#usableLink();
    if (!link.ready) throw notConnectedError();
    const entry = this.#entries.get(subscription);
    if (entry === undefined || !this.#subscriptions.remove(entry)) return;
    const { waitTimeout: waitTimeoutMs } = this.#settings;
    const { filter } = subscription;
    await this.#pending.run({ what: `unsubscribe from ${filter}`, waitTimeoutMs, kept: false }, (settle) => {
      link.mqtt.unsubscribe(filter, (error) => {
        settle(error && MqttRuntimeError.from(error, "connection-lost", `The broker was not told to end ${filter}`));
      });
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
    const newLink = (level: 3 | 4) => (this.#link = this.#newLink(level));
    try {
      this.#levels = [await openFirst(this.#levels, newLink, () => this.#disconnecting !== undefined)];
    } catch (error) {
      this.#link = this.#connecting = undefined;
      if (!this.#disconnecting) this.#status.becomeIdle();
      throw error;
    }
  }

  #newLink(level: 3 | 4): Link {
    const identity = { clientId: clientId(this.#uid, level), level };
    return new Link(this.#settings, mqttJsOptions(this.#settings, identity, this.#will), this.#linkEvents(level));
  }

  #linkEvents(level: 3 | 4): LinkEvents {
    return {
      connecting: () => {
        this.#status.enter("connecting");
      },
      up: ({ sessionPresent }) => {
        this.#onLinkUp(level, sessionPresent);
      },
      lost: (reason) => {
        this.#onLinkLost(reason);
      },
      retrying: (inMs) => {
        this.#status.enter("retrying", { inMs });
      },
      refused: (returnCode) => {
        this.#status.enter("refused", { returnCode });
      },
      message: (payload, packet) => {
        this.#onMessage(payload, packet);
      },
    };
  }

  #onLinkUp(protocolVersion: 3 | 4, sessionPresent: boolean): void {
    // MQTT 3.1 has no session present flag, so there subscriptions are always renewed.
    const sessionKept = !this.#settings.cleanSession && protocolVersion === 4 && sessionPresent;
    if (this.#link) this.#subscriptions.renew(this.#link.mqtt, sessionKept);
    this.#status.enter("connected", { sessionPresent, protocolVersion });
  }

  #onLinkLost(reason: Error): void {
    this.#status.enter("lost", { reason });
    if (this.#settings.autoReconnect) {
      this.#pending.linkLost(reason);
      return;
    }
    this.#pending.rejectAll(reason);
    void this.#link?.close();
    this.#link = this.#connecting = undefined;
  }

  #onMessage(payload: Buffer, packet: IPublishPacket): void {
    for (const handler of this.#subscriptions.handlersFor(packet.topic)) {
      this.#dispatcher.dispatch(() => handler(payload, messageInfo(packet)));
    }
  }

  async #disconnect(): Promise<void> {
    // The state is set by the caller first, so that nothing new comes in while this waits.
    await Promise.resolve();
    if (this.#link?.ready) await this.#quiesce();
    this.#pending.rejectAll(closedError());
    await this.#link?.close();
    this.#link = undefined;
    this.#status.enter("closed");
  }

  /** Waits for what is under way, as long as there is a connection to deliver it. */
  async #quiesce(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.#settings.disconnectQuiesce);
    });
    // Not `events.once`, which would reject at the event `error`.
    const lost = new Promise<void>((resolve) => {
      this.on("lost", () => {
        resolve();
      });
    });
    await Promise.race([this.#pending.whenIdle(), timeUp, lost]);
    clearTimeout(timer);
  }

  #usableLink(): Link {
    if (this.#disconnecting) throw closedError();
    if (this.#link?.established) return this.#link;
    throw notConnectedError();
  }
}
