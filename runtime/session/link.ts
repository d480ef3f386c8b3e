import type { Duplex } from "node:stream";
import type { IConnackPacket, IPublishPacket, MqttClient, Packet } from "mqtt";
import type { Will } from "../options/will.js";
import { isEncrypted, shownAddress } from "../transport/server-address.js";
import { Transport } from "../transport/transport.js";
import { announce } from "./announce.js";
import { Arrival, NOT_YET } from "./arrival.js";
import type { ClientSettings } from "./client-settings.js";
import { closeLink } from "./close.js";
import { lostReason, refusalCode, replacedError, type FailedAttempt } from "./connection-error.js";
import type { Delivery } from "./delivery.js";
import { IncomingStore } from "./incoming-store.js";
import { KeepAlive } from "./keep-alive.js";
import type { LinkEvents, LinkSettings } from "./link-settings.js";
import { newMqttJsClient, type MqttJsOwner } from "./mqtt-js-client.js";
import { mqttJsOptions } from "./mqtt-js-options.js";
import { outgoingStore } from "./outgoing-store.js";
import { Outlet } from "./outlet.js";
import { PacketIds } from "./packet-ids.js";
import { Backoff } from "./reconnect.js";

/**
 * A connection to the broker that is re-established when it breaks: one mqtt.js client with the SDK's own transport,
 * keep-alive, back-off and close.
 *
 * A link may yield to another one of the same client: when that connects to the same broker, the broker ends this one,
 * which is no loss then. When the broker has accepted the other one, this one is muted.
 */
export class Link implements MqttJsOwner {
  readonly mqtt: MqttClient;
  /** The waits before its attempts to reconnect. */
  readonly backoff: Backoff;
  readonly #settings: ClientSettings;
  readonly #events: LinkEvents;
  readonly #delivery: Delivery;
  readonly #incoming: IncomingStore;
  readonly #ids = new PacketIds();
  /** For the first attempt only. */
  #untilReadable: (() => Promise<void>) | undefined;
  #transport: Transport | undefined;
  /** The first error of the present connection; those that follow are its consequences. */
  #failure: Error | undefined;
  #established = false;
  #ready = false;
  #closing = false;
  #yielding = false;
  #muted = false;
  #lostReason: Error | undefined;
  #keepAlive: KeepAlive | undefined;
  #onFirstEnd: ((attempt: FailedAttempt | undefined) => void) | undefined;

  constructor({ client, identity, will, session, backoff, untilReadable }: LinkSettings, events: LinkEvents) {
    this.backoff = backoff ?? new Backoff(client.maxReconnectInterval, client);
    this.#settings = client;
    this.#events = events;
    this.#delivery = session.delivery;
    this.#incoming = new IncomingStore(session.store);
    this.#untilReadable = untilReadable;
    const messageIdProvider = this.#ids;
    const incomingStore = this.#incoming.forMqttJs;
    const parts = { messageIdProvider, outgoingStore, incomingStore };
    this.mqtt = newMqttJsClient(mqttJsOptions(client, identity, will, parts), this);
  }

  /** Whether the broker has accepted this link once. */
  get established(): boolean {
    return this.#established;
  }

  /** Whether it is connected: from the end of mqtt.js's replay until it breaks. */
  get up(): boolean {
    return this.#ready;
  }

  /** Whether messages can be handed over now: it is up, and not muted. */
  get ready(): boolean {
    return this.#ready && !this.#muted;
  }

  /** Whether it yields, and has nothing more to do: another link is about to take over, or this one is lost. */
  get isHandingOver(): boolean {
    return this.#yielding && this.#lostReason !== undefined;
  }

  /** Why it ended while it was yielding, or was muted; undefined if it did not. */
  get lostReason(): Error | undefined {
    return this.#lostReason;
  }

  /** Makes the first attempt; resolves with undefined if it succeeded, and with what is known about it if it failed. */
  open(): Promise<FailedAttempt | undefined> {
    return new Promise((resolve) => {
      this.#onFirstEnd = (attempt) => {
        this.#onFirstEnd = undefined;
        resolve(attempt);
      };
      this.#events.connecting();
      this.mqtt.connect();
    });
  }

  /** Resolves when it is not up any more. */
  whenDown(): Promise<void> {
    if (!this.#ready) return Promise.resolve();
    return new Promise((resolve) => {
      this.mqtt.once("close", () => {
        resolve();
      });
    });
  }

  /** Begins to re-establish a connection that a link with the same settings had. */
  reopen(): void {
    this.#established = true;
    this.reconnecting();
    this.mqtt.connect();
  }

  /** From now on its end is no loss, and it is not re-established. */
  yield(): void {
    this.#yielding = true;
    this.mqtt.options.reconnectPeriod = 0;
  }

  /** Takes {@link yield} back; false if it cannot, since the link has ended or is muted. */
  stay(): boolean {
    this.#yielding = false;
    return this.ready;
  }

  /** Another link has taken over: nothing more is sent over this one, and nothing that arrives is taken. */
  mute(): void {
    if (this.#ready) {
      this.#lostReason = replacedError(shownAddress(this.#settings.server));
      this.#delivery.disconnected(this.#lostReason);
    }
    this.#muted = true;
    this.#incoming.mute();
  }

  /** Publishes past all that waits, over this connection only; resolves when the broker has it, or cannot get it. */
  announce(message: Will): Promise<void> {
    return announce(this.mqtt, this.#ids, message);
  }

  /** Ends the link; DISCONNECT is sent if there is a connection, so the broker drops the will. Never rejects or hangs. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#ready = false;
    this.#keepAlive?.stop();
    await closeLink(this.mqtt, this.#transport);
    this.#onFirstEnd?.(this.#failedAttempt());
  }

  // What follows is for mqtt.js.

  openTransport(): Duplex {
    const { server, tlsConfig, httpHeaders, writeTimeout } = this.#settings;
    this.#failure = undefined;
    const settings = { server, tls: tlsConfig, headers: httpHeaders, writeTimeoutMs: writeTimeout };
    this.#transport = new Transport(settings, (error) => (this.#failure ??= error));
    if (this.#untilReadable) this.#transport.stream.holdReading(this.#untilReadable);
    this.#untilReadable = undefined;
    return this.#transport.forMqttJs;
  }

  received(packet: Packet): void {
    if (packet.cmd === "connack" && packet.returnCode === 0) this.#onAccepted(packet);
  }

  #onAccepted({ sessionPresent }: IConnackPacket): void {
    // Not at `connect`, since mqtt.js emits that only when it has sent what is left from the last connection.
    this.#keepAlive?.stop();
    if (this.#transport) this.#keepAlive = new KeepAlive(this.#settings, this.#transport, this.mqtt);
    // MQTT 3.1 has no session present flag; there the session is believed to be there.
    const { clean, protocolVersion } = this.mqtt.options;
    this.#events.accepted(clean === false && (protocolVersion === 3 || sessionPresent));
  }

  connected(connack: IConnackPacket): void {
    if (this.#closing) return;
    const firstTime = !this.#established;
    this.#established = true;
    this.#ready = true;
    this.backoff.connected(performance.now());
    this.#events.up(connack);
    this.#deliver();
    if (firstTime) this.#onFirstEnd?.(undefined);
  }

  #deliver(): void {
    const stream = this.#transport?.stream;
    if (stream === undefined) return;
    // What answers a muted link is for nobody: the other one has sent it again.
    stream.reader.take = (type, id) => this.#muted || this.#delivery.acknowledged(type, id);
    this.#delivery.connected(new Outlet(stream));
  }

  /** mqtt.js leaves the connection open after some errors, such as an unreadable packet, and never recovers from them. */
  failed(error: Error): void {
    // An acknowledgement of something that is not under way is ignored by mqtt.js, and harmless.
    if (error.message.includes("does not answer the")) return;
    this.#failure ??= error;
    this.#transport?.stream.destroy();
  }

  ended(): void {
    const wasReady = this.#ready;
    this.#ready = false;
    this.#keepAlive?.stop();
    if (this.#closing) return;
    const attempt = this.#failedAttempt();
    const returnCode = refusalCode(attempt.cause);
    if (returnCode !== undefined) this.#events.refused(returnCode);
    if (!this.#established) {
      this.#onFirstEnd?.(attempt);
      return;
    }
    if (this.#yielding) {
      if (wasReady && !this.#muted) this.#yield(lostReason(attempt));
      return;
    }
    if (wasReady) {
      const reason = lostReason(attempt);
      this.backoff.lost(performance.now());
      this.#delivery.disconnected(reason);
      this.#events.lost(reason);
    }
    if (this.#settings.autoReconnect) {
      // Zero until a first attempt has succeeded, so that one that fails is reported instead of repeated.
      this.mqtt.options.reconnectPeriod = this.backoff.delayMs;
      this.#events.retrying(this.backoff.delayMs);
    }
  }

  #yield(reason: Error): void {
    this.#lostReason = reason;
    this.backoff.lost(performance.now());
    this.#delivery.disconnected(reason);
    this.#events.yielded();
  }

  reconnecting(): void {
    this.backoff.attempted();
    // After a refusal mqtt.js reads it before `close`.
    this.mqtt.options.reconnectPeriod = this.backoff.delayMs;
    this.#events.connecting();
  }

  message(packet: IPublishPacket, done: (error?: Error) => void): void {
    // One of QoS 2 was handed over before, and does not come again; the broker sends the others over the next link.
    if (this.#muted && packet.qos < 2) done(NOT_YET);
    else this.#events.message(new Arrival(packet, done, this));
  }

  #failedAttempt(): FailedAttempt {
    return {
      server: shownAddress(this.#settings.server),
      encrypted: isEncrypted(this.#settings.server),
      opened: this.#transport?.opened ?? false,
      connectTimeoutMs: this.#settings.connectTimeout,
      cause: this.#failure,
    };
  }
}
