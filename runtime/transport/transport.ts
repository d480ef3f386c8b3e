import type { Duplex } from "node:stream";
import { CoalescingStream } from "./coalescing-stream.js";
import { openStream, type OpenedStream } from "./stream-builder.js";
import type { TransportSettings } from "./transport-settings.js";
import { WriteWatch } from "./write-watch.js";

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
  readonly #opened: OpenedStream;
  #isOpen = false;

  /** `onError` learns of every error of the stream, those without a `code` included, before mqtt.js does. */
  constructor(settings: TransportSettings, onError: (error: Error) => void) {
    const opened = (this.#opened = openStream(settings));
    this.stream = new CoalescingStream(opened.stream);
    this.stream.on("error", onError);
    opened.onReady(() => {
      this.#isOpen = true;
      this.stream.watch(new WriteWatch(opened, settings.writeTimeoutMs, (stall) => this.stream.destroy(stall)));
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
    return this.#opened.bytesRead;
  }

  /** Ends the connection at once. */
  destroy(reason?: Error): void {
    this.stream.destroy(reason);
  }

  /** Whether the way to the broker was established, TLS and WebSocket handshakes included, so that CONNECT left. */
  get opened(): boolean {
    return this.#isOpen;
  }
}
