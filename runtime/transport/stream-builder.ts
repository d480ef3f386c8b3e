import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { TlsMaterial } from "../options/tls.js";
import { CoalescingStream } from "./coalescing-stream.js";
import type { ServerAddress } from "./server-uri.js";
import { openWebSocket, type WebSocketHeaders } from "./websocket.js";
import { watchWrites } from "./write-watchdog.js";

/** What a connection is made from. All of it was checked when the options were read, so opening cannot throw. */
export interface TransportSettings {
  readonly server: ServerAddress;
  /** Trust, client certificate and server name, for tls and wss; made once for all attempts. */
  readonly tls: TlsMaterial;
  /** Additional headers of the WebSocket handshake, for ws and wss. */
  readonly headers: WebSocketHeaders;
  /** Milliseconds without progress after which a stalled connection is destroyed; 0 is no limit. */
  readonly writeTimeoutMs: number;
}

/**
 * One connection to the broker, from opening the socket to its end.
 *
 * The SDK opens connections itself instead of calling `mqtt.connect`, which takes `tcps://` and `unix://` for plain TCP
 * to a default address, lets the address override client id and credentials, and drops errors without a `code`, such as
 * an HTTP 403 in answer to the WebSocket upgrade.
 */
export class Transport {
  /** What the session reads from and writes to. */
  readonly stream: CoalescingStream;
  readonly #socket: Socket;
  #opened = false;

  /** `onError` learns of every error of the stream, those without a `code` included, before mqtt.js does. */
  constructor(settings: TransportSettings, onError: (error: Error) => void) {
    const { server } = settings;
    const socket = (this.#socket = openSocket(server, settings.tls));
    // mqtt.js never does; with Nagle's algorithm and delayed acknowledgements, bursts stall for 40 ms each.
    socket.setNoDelay(true);
    const isWebSocket = server.kind === "ws" || server.kind === "wss";
    const stream = isWebSocket ? openWebSocket(server.url, socket, settings.headers) : socket;
    this.stream = new CoalescingStream(stream);
    this.stream.on("error", onError);
    stream.once(isWebSocket ? "ready" : server.kind === "tls" ? "secureConnect" : "connect", () => {
      this.#opened = true;
      watchWrites(socket, settings.writeTimeoutMs, (stall) => this.stream.destroy(stall));
    });
  }

  /** The stream as mqtt.js types it, which uses no more of a duplex stream than there is. */
  get forMqttJs(): Duplex {
    return this.stream as unknown as Duplex;
  }

  /** When bytes were last sent, and when some last arrived, by `performance.now()`. */
  get lastSent(): number {
    return this.stream.lastSent;
  }
  get lastReceived(): number {
    return this.stream.lastReceived;
  }

  /** How many packets have come from the broker completely. */
  get packetsReceived(): number {
    return this.stream.reader.packets;
  }

  /** How many bytes have come from the broker, those of an unfinished packet included. */
  get bytesReceived(): number {
    return this.#socket.bytesRead;
  }

  /** Whether the way to the broker was established, TLS and WebSocket handshakes included, so that CONNECT left. */
  get opened(): boolean {
    return this.#opened;
  }
}

function openSocket(server: ServerAddress, tls: TlsMaterial): Socket {
  switch (server.kind) {
    case "tcp":
    case "ws":
      return connectTcp({ host: server.host, port: server.port });
    case "tls":
    case "wss":
      return connectTls({ ...tlsOptions(tls, server.host), host: server.host, port: server.port });
    case "unix":
      return connectTcp({ path: server.path });
  }
}

function tlsOptions(material: TlsMaterial, host: string) {
  const { secureContext, rejectUnauthorized, checkServerIdentity } = material;
  // Node sends no server name unless told, and many brokers need one to choose their certificate. IP addresses are not
  // allowed there (RFC 6066, section 3).
  const servername = material.servername ?? (isIP(host) === 0 ? host : "");
  return {
    secureContext: secureContext(),
    rejectUnauthorized,
    servername,
    ...(checkServerIdentity && { checkServerIdentity }),
  };
}
