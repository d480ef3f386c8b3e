import type { IConnackPacket, IClientOptions, IPublishPacket, MqttClient } from "mqtt";
import type { Will } from "../options/will.js";
import { isEncrypted, shownAddress } from "../transport/server-address.js";
import { Transport } from "../transport/stream-builder.js";
import { announce } from "./announce.js";
import type { ClientSettings } from "./client-settings.js";
import { closeLink } from "./close.js";
import { lostReason, refusalCode, type FailedAttempt } from "./connection-error.js";
import type { Delivery } from "./delivery.js";
import { IncomingStore } from "./incoming-store.js";
import { keepAlive } from "./keep-alive.js";
import { loadMqttJs } from "./load-mqtt-js.js";
import { OutgoingStore } from "./outgoing-store.js";
import { Outlet } from "./outlet.js";
import { PacketIds } from "./packet-ids.js";
import type { Arrival } from "./receipt.js";
import { Backoff } from "./reconnect.js";
import type { Session } from "./session.js";

/** What a link tells its owner. */
export interface LinkEvents {
  connecting(): void;
  /** The link is up, for the first time or again. */
  up(connack: IConnackPacket): void;
  /** An established link has ended. */
  lost(reason: Error): void;
  /** The next attempt comes in so many milliseconds. */
  retrying(inMs: number): void;
  /** The broker answered CONNECT with this return code. */
  refused(returnCode: number): void;
  message(arrival: Arrival): void;
}

/** PUBACK and PUBCOMP (MQTT 3.1.1, sections 3.4 and 3.7), by the QoS of the message that they end. */
const ACK = { 0: 0, 1: 0x40, 2: 0x70 } as const;

/** What mqtt.js gets for an error when a message is to be acknowledged later. */
const NOT_YET = new Error("the message is acknowledged later");

/**
 * A connection to the broker that is re-established when it breaks: one mqtt.js client with the SDK's own transport,
 * keep-alive, back-off and close.
 */
export class Link {
  readonly mqtt: MqttClient;
  readonly #settings: ClientSettings;
  readonly #events: LinkEvents;
  readonly #backoff: Backoff;
  readonly #delivery: Delivery;
  readonly #ids = new PacketIds();
  #transport: Transport | undefined;
  /** The first error of the present connection; those that follow are its consequences. */
  #failure: Error | undefined;
  #established = false;
  #ready = false;
  #closing = false;
  #stopKeepAlive: () => void = () => undefined;
  #onFirstEnd: ((attempt: FailedAttempt | undefined) => void) | undefined;

  /** `session` is what outlives the link. */
  constructor(settings: ClientSettings, mqttOptions: IClientOptions, session: Session, events: LinkEvents) {
    this.#settings = settings;
    this.#events = events;
    this.#backoff = new Backoff(settings.maxReconnectInterval, settings);
    this.#delivery = session.delivery;
    const { MqttClient: Client } = loadMqttJs();
    this.mqtt = new Client(() => this.#openTransport(), {
      ...mqttOptions,
      messageIdProvider: this.#ids,
      outgoingStore: new OutgoingStore().forMqttJs,
      incomingStore: new IncomingStore(session.store).forMqttJs,
    });
    this.mqtt.on("packetreceive", (packet) => {
      if (packet.cmd === "connack" && packet.returnCode === 0) this.#onAccepted(packet);
    });
    this.mqtt.on("connect", (connack) => {
      this.#onConnect(connack);
    });
    // Ahead of mqtt.js's own listener, which reads `reconnectPeriod`.
    this.mqtt.prependListener("close", () => {
      this.#onClose();
    });
    this.mqtt.on("error", (error) => {
      this.#onError(error);
    });
    this.mqtt.on("reconnect", () => {
      this.#onReconnect();
    });
    this.mqtt.handleMessage = (packet, done) => {
      events.message(this.#arrival(packet, done));
    };
  }

  /** Whether the broker has accepted this link once. */
  get established(): boolean {
    return this.#established;
  }

  /** Whether messages can be handed over now: from the end of mqtt.js's replay until the link breaks. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Makes the first attempt; resolves with undefined if it succeeded, and with what is known about it if it failed. */
  open(): Promise<FailedAttempt | undefined> {
    return new Promise((resolve) => {
      this.#onFirstEnd = resolve;
      this.#events.connecting();
      this.mqtt.connect();
    });
  }

  /** Publishes past all that waits, over this connection only; resolves when the broker has it, or cannot get it. */
  announce(message: Will): Promise<void> {
    return announce(this.mqtt, this.#ids, message);
  }

  /** Ends the link; DISCONNECT is sent if there is a connection, so the broker drops the will. Never rejects or hangs. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#ready = false;
    this.#stopKeepAlive();
    await closeLink(this.mqtt, this.#transport);
    this.#onFirstEnd?.(this.#failedAttempt());
  }

  /** mqtt.js acknowledges before it goes on with the next packet, but not if it is told of an error, and that alone. */
  #arrival(packet: IPublishPacket, done: (error?: Error) => void): Arrival {
    const { stream } = this.mqtt;
    return {
      packet,
      proceed: (acknowledged) => {
        if (acknowledged) done();
        else done(NOT_YET);
      },
      acknowledge: () => {
        const { messageId: id = 0, qos } = packet;
        if (this.#ready && this.mqtt.stream === stream) stream.write(Buffer.from([ACK[qos], 2, id >> 8, id & 0xff]));
      },
    };
  }

  #openTransport(): Transport["forMqttJs"] {
    const { server, tlsConfig, httpHeaders, writeTimeout } = this.#settings;
    this.#failure = undefined;
    const settings = { server, tls: tlsConfig, headers: httpHeaders, writeTimeoutMs: writeTimeout };
    this.#transport = new Transport(settings, (error) => (this.#failure ??= error));
    return this.#transport.forMqttJs;
  }

  /** From CONNACK on, since mqtt.js emits `connect` only when it has sent what is left from the last connection. */
  #startKeepAlive(): void {
    const transport = this.#transport;
    if (transport === undefined) return;
    this.#stopKeepAlive();
    const sendPing = () => {
      this.mqtt.sendPing();
    };
    this.#stopKeepAlive = keepAlive(this.#settings, transport, sendPing, () => {
      transport.stream.destroy(new Error("the broker did not answer a ping within pingTimeout"));
    });
  }

  #onAccepted({ sessionPresent }: IConnackPacket): void {
    this.#startKeepAlive();
    // MQTT 3.1 has no session present flag; there the session is believed to be there.
    const { clean, protocolVersion } = this.mqtt.options;
    this.#delivery.accepted(clean === false && (protocolVersion === 3 || sessionPresent));
  }

  #onConnect(connack: IConnackPacket): void {
    if (this.#closing) return;
    const firstTime = !this.#established;
    this.#established = true;
    this.#ready = true;
    this.#backoff.connected(performance.now());
    this.#events.up(connack);
    this.#deliver();
    if (firstTime) this.#onFirstEnd?.(undefined);
  }

  #deliver(): void {
    const stream = this.#transport?.stream;
    if (stream === undefined) return;
    stream.reader.take = (type, id) => this.#delivery.acknowledged(type, id);
    this.#delivery.connected(new Outlet(stream));
  }

  /** mqtt.js leaves the connection open after some errors, such as an unreadable packet, and never recovers from them. */
  #onError(error: Error): void {
    // An acknowledgement of something that is not under way is ignored by mqtt.js, and harmless.
    if (error.message.includes("does not answer the")) return;
    this.#failure ??= error;
    this.#transport?.stream.destroy();
  }

  #onClose(): void {
    const wasReady = this.#ready;
    this.#ready = false;
    this.#stopKeepAlive();
    if (this.#closing) return;
    const attempt = this.#failedAttempt();
    const returnCode = refusalCode(attempt.cause);
    if (returnCode !== undefined) this.#events.refused(returnCode);
    if (!this.#established) {
      this.#onFirstEnd?.(attempt);
      return;
    }
    if (wasReady) {
      const reason = lostReason(attempt);
      this.#backoff.lost(performance.now());
      this.#delivery.disconnected(reason);
      this.#events.lost(reason);
    }
    if (this.#settings.autoReconnect) {
      // Zero until a first attempt has succeeded, so that one that fails is reported instead of repeated.
      this.mqtt.options.reconnectPeriod = this.#backoff.delayMs;
      this.#events.retrying(this.#backoff.delayMs);
    }
  }

  #onReconnect(): void {
    this.#backoff.attempted();
    // After a refusal mqtt.js reads it before `close`.
    this.mqtt.options.reconnectPeriod = this.#backoff.delayMs;
    this.#events.connecting();
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
