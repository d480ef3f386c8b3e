import { createRequire } from "node:module";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type * as ws from "ws";
import type { HttpHeaders } from "../options/http-headers.js";

/** Loaded only when a ws or wss address is connected to. */
const requireModule = createRequire(import.meta.url);

/** The one sub-protocol that brokers know for MQTT 3.1.1 and accept for 3.1, too (MQTT 3.1.1, section 6). */
const SUB_PROTOCOLS = ["mqtt"];

/**
 * Performs the WebSocket handshake over `socket` and gives the stream of its binary messages. The stream emits `ready`
 * when the handshake has succeeded, and fails with the reason when it has not.
 */
export function openWebSocket(url: string, socket: Socket, headers: HttpHeaders): Duplex {
  const { WebSocket, createWebSocketStream } = requireModule("ws") as typeof ws;
  const webSocket = new WebSocket(url, SUB_PROTOCOLS, {
    // Small telegrams gain nothing from compression, and each one would cost memory at both ends.
    perMessageDeflate: false,
    headers: Object.fromEntries(Object.entries(headers).map(([name, lines]) => [name, [...lines]])),
    createConnection: () => socket,
  });
  const stream = createWebSocketStream(webSocket);
  webSocket.once("open", () => stream.emit("ready"));
  // Otherwise the stream of a broker that hangs up stays half open until something is written.
  webSocket.once("close", () => stream.destroy());
  return stream;
}
