import { PacketConnection } from "./packet-connection.js";
import type { IConnackPacket, Packet } from "mqtt-packet";

interface Message {
  readonly id: number;
  readonly payload: string;
  readonly acknowledged: () => void;
  isReceived: boolean;
  isSent: boolean;
}

/** What {@link ReferenceClient} publishes, and to whom. */
export interface ReferenceOptions {
  readonly url: string;
  readonly clientId: string;
  readonly topic: string;
  readonly qos: 1 | 2;
  readonly clean: boolean;
  /** How many messages may be without an acknowledgement. */
  readonly window: number;
}

/**
 * The least that a careful MQTT client does: a window, and after a reconnect everything that is not acknowledged once
 * more, in order, with its packet id and DUP, PUBREL where the broker has kept the session. What it loses when a broker
 * is killed, the broker has lost.
 */
export class ReferenceClient {
  readonly #options: ReferenceOptions;
  readonly #connection: PacketConnection;
  readonly #waiting: Message[] = [];
  readonly #inFlight = new Map<number, Message>();
  #lastId = 0;

  constructor(options: ReferenceOptions) {
    this.#options = options;
    this.#connection = new PacketConnection({
      ...options,
      onConnected: (connack) => {
        this.#resend(connack);
      },
      onPacket: (packet) => {
        this.#onPacket(packet);
      },
    });
  }

  publish(payload: string): Promise<void> {
    return new Promise((resolve) => {
      this.#lastId = (this.#lastId % 65_535) + 1;
      this.#waiting.push({ id: this.#lastId, payload, acknowledged: resolve, isReceived: false, isSent: false });
      this.#fill();
    });
  }

  close(): void {
    this.#connection.close();
  }

  #fill(): void {
    while (this.#connection.isConnected && this.#inFlight.size < this.#options.window) {
      const message = this.#waiting.shift();
      if (message === undefined) return;
      this.#inFlight.set(message.id, message);
      this.#send(message);
    }
  }

  #resend({ sessionPresent }: IConnackPacket): void {
    for (const message of this.#inFlight.values()) {
      if (!sessionPresent || this.#options.clean) message.isReceived = false;
      if (message.isReceived) this.#connection.send({ cmd: "pubrel", messageId: message.id });
      else this.#send(message);
    }
    this.#fill();
  }

  #send(message: Message): void {
    const { topic, qos } = this.#options;
    const { id: messageId, payload, isSent: dup } = message;
    message.isSent = true;
    this.#connection.send({ cmd: "publish", topic, payload, qos, messageId, dup, retain: false });
  }

  #onPacket({ cmd, messageId = 0 }: Packet): void {
    const message = this.#inFlight.get(messageId);
    if (message === undefined) return;
    if (cmd === "pubrec") {
      message.isReceived = true;
      this.#connection.send({ cmd: "pubrel", messageId });
    }
    if (cmd !== "puback" && cmd !== "pubcomp") return;
    this.#inFlight.delete(messageId);
    message.acknowledged();
    this.#fill();
  }
}
