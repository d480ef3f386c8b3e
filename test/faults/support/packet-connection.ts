import { connect, type Socket } from "node:net";
import { generate, parser, type IConnackPacket, type Packet } from "mqtt-packet";

/** How long to wait before connecting again. */
const RETRY_MS = 10;

/** Who connects, and what for. */
export interface PacketConnectionOptions {
  readonly url: string;
  readonly clientId: string;
  readonly clean: boolean;
  readonly onConnected: (connack: IConnackPacket) => void;
  readonly onPacket: (packet: Packet) => void;
}

/**
 * A bare MQTT 3.1.1 connection that comes back whenever it is lost: sockets and packets, and nothing of the SDK or of
 * mqtt.js. The counting subscriber and the reference client, which have to be independent, are made of it.
 */
export class PacketConnection {
  readonly #options: PacketConnectionOptions;
  #socket: Socket | undefined;
  #isConnected = false;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: PacketConnectionOptions) {
    this.#options = options;
    this.#open();
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Sends a packet, or drops it if there is no connection. */
  send(packet: Packet): void {
    this.#socket?.write(generate(packet));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    if (this.#isConnected) this.send({ cmd: "disconnect" });
    this.#socket?.destroySoon();
  }

  #open(): void {
    const { url, clientId, clean, onConnected, onPacket } = this.#options;
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).setNoDelay(true);
    const incoming = parser({ protocolVersion: 4 });
    this.#socket = socket;
    incoming.on("packet", (packet: Packet) => {
      if (this.#socket !== socket) return;
      if (packet.cmd !== "connack") onPacket(packet);
      else if (packet.returnCode !== 0) socket.destroy();
      else {
        this.#isConnected = true;
        onConnected(packet);
      }
    });
    incoming.on("error", () => socket.destroy());
    socket.on("data", (bytes) => incoming.parse(bytes));
    // Followed by `close`, which tries again.
    socket.on("error", () => undefined);
    socket.once("close", () => {
      this.#isConnected = false;
      if (!this.#isClosed)
        this.#retry = setTimeout(() => {
          this.#open();
        }, RETRY_MS);
    });
    this.send({ cmd: "connect", clientId, clean, keepalive: 0, protocolId: "MQTT", protocolVersion: 4 });
  }
}
