import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import type { TlsMaterial } from "../options/tls.js";
import type { ByteStream } from "./coalescing-stream.js";
import type { ServerAddress } from "./server-uri.js";
import type { TransportSettings } from "./transport-settings.js";
import { openWebSocket } from "./websocket.js";
import type { WatchedWay } from "./write-watch.js";

/** A stream that is being opened, and what its owner has to know about the way to the broker. */
export interface OpenedStream extends WatchedWay {
  readonly stream: ByteStream;
  /** How many bytes have come. */
  readonly bytesRead: number;
  /** Calls back when the way is open, TLS and WebSocket handshakes included. */
  onReady(listener: () => void): void;
}

/** Opens a stream of bytes to the broker. Never throws: what fails is an error of the stream. */
export function openStream({ server, tls, headers }: TransportSettings): OpenedStream {
  const socket = openSocket(server, tls);
  // mqtt.js never does; with Nagle's algorithm and delayed acknowledgements, bursts stall for 40 ms each.
  socket.setNoDelay(true);
  if (server.kind === "ws" || server.kind === "wss")
    return new SocketStream(openWebSocket(server.url, socket, headers), socket, "ready");
  return new SocketStream(socket, socket, server.kind === "tls" ? "secureConnect" : "connect");
}

/** A stream, which is a socket or goes over it. */
class SocketStream implements OpenedStream {
  readonly stream: Duplex;
  readonly #socket: Socket;
  readonly #readyEvent: string;

  constructor(stream: Duplex, socket: Socket, readyEvent: string) {
    this.stream = stream;
    this.#socket = socket;
    this.#readyEvent = readyEvent;
  }

  get bytesRead(): number {
    return this.#socket.bytesRead;
  }

  get writableLength(): number {
    return this.#socket.writableLength;
  }

  /**
   * The bytes of writes that the operating system has taken completely (`bytesWritten` counts what was handed over,
   * including what still waits), and what it has taken of the write under way. The latter Node keeps to itself, though
   * its own socket timeout goes by it; without it, a message that takes longer than the timeout would be taken for a
   * stall, sent again, and taken for one again.
   */
  get progress(): string {
    const { _handle: handle } = this.#socket as Socket & { _handle?: { writeQueueSize?: number } | null };
    return `${this.#socket.bytesWritten - this.#socket.writableLength} ${handle?.writeQueueSize ?? 0}`;
  }

  onReady(listener: () => void): void {
    this.stream.once(this.#readyEvent, listener);
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
