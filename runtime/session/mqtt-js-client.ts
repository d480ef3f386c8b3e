import type { Duplex } from "node:stream";
import type { IClientOptions, IPublishPacket, MqttClient, MqttClientEventCallbacks, Packet } from "mqtt";
import { loadMqttJs } from "./load-mqtt-js.js";

/** What a client of mqtt.js asks and tells its owner. */
export interface MqttJsOwner {
  /** Opens the stream of the next attempt. */
  openTransport(): Duplex;
  /** A packet has arrived, before mqtt.js has looked at it. */
  received(packet: Packet): void;
  /** CONNACK has come and what mqtt.js replays was sent. */
  connected(connack: Parameters<MqttClientEventCallbacks["connect"]>[0]): void;
  /** The stream has ended; mqtt.js reads `reconnectPeriod` after this. */
  ended(): void;
  failed(error: Error): void;
  reconnecting(): void;
  message(packet: IPublishPacket, done: (error?: Error) => void): void;
}

/** Makes the client of mqtt.js, not yet connected. */
type Factory = (options: IClientOptions, owner: MqttJsOwner) => MqttClient;

let factory: Factory | undefined;
/**
 * That of the first client, which all share: each would make one of its own, a kilobyte large. Where nobody reads it
 * (`DEBUG=mqttjs*`), it does nothing: to ask a dozen times for each message takes a tenth of the processor.
 */
let log: IClientOptions["log"] | undefined;

/**
 * Makes a client of mqtt.js, not yet connected, that tells its owner of everything. It does so by overriding methods:
 * listeners, and the lists that they are in, would be there for each of a thousand clients.
 */
export function newMqttJsClient(options: IClientOptions, owner: MqttJsOwner): MqttClient {
  factory ??= makeFactory();
  if (log !== undefined) options.log = log;
  const client = factory(options, owner);
  log ??= (client.log as Partial<{ enabled: boolean }>).enabled === true ? client.log : () => undefined;
  client.log = log;
  return client;
}

/** What mqtt.js calls with the client for each attempt; one function for all of them. */
function openTransport(client: MqttClient): Duplex {
  return (client as MqttClient & Pick<MqttJsOwner, "openTransport">).openTransport();
}

function makeFactory(): Factory {
  const { MqttClient: Base } = loadMqttJs();

  class OwnedClient extends Base {
    readonly #owner: MqttJsOwner;

    constructor(options: IClientOptions, owner: MqttJsOwner) {
      super(openTransport, options);
      this.#owner = owner;
    }

    openTransport(): Duplex {
      return this.#owner.openTransport();
    }

    override emit<E extends keyof MqttClientEventCallbacks>(
      event: E,
      ...details: Parameters<MqttClientEventCallbacks[E]>
    ): boolean {
      const [detail] = details as unknown[];
      if (event === "packetreceive") this.#owner.received(detail as Packet);
      else if (event === "close") this.#owner.ended();
      else if (event === "reconnect") this.#owner.reconnecting();
      else if (event === "error") {
        this.#owner.failed(detail as Error);
        // Without a listener Node would throw it.
        if (this.listenerCount("error") === 0) return true;
      }
      const isHeard = super.emit(event, ...details);
      // Behind mqtt.js's own listener, which sends what it has kept.
      if (event === "connect") this.#owner.connected(detail as Parameters<MqttClientEventCallbacks["connect"]>[0]);
      return isHeard;
    }

    override handleMessage(packet: IPublishPacket, done: (error?: Error) => void): void {
      this.#owner.message(packet, done);
    }
  }

  return (options, owner) => new OwnedClient(options, owner);
}
