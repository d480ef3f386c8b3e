import type { OpenedStream } from "./stream-builder.js";
import type { TransportSettings } from "./transport-settings.js";
import { WebSocketStream } from "./web-socket-stream.browser.js";

/** Opens a WebSocket of the browser; `platform.browser.ts` lets no other addresses come here. Never throws. */
export function openStream({ server }: TransportSettings): OpenedStream {
  const stream = new WebSocketStream(server.url);
  return {
    stream,
    get bytesRead() {
      return stream.bytesRead;
    },
    get writableLength() {
      return stream.writableLength;
    },
    get progress() {
      return stream.bytesSent;
    },
    onReady: (listener) => stream.once("ready", listener),
  };
}
