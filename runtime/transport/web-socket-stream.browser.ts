import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import { EventEmitter } from "node:events";
import type { ByteStream } from "./coalescing-stream.js";

/** As much of the browser's WebSocket as is used. */
interface BrowserWebSocket {
  binaryType: string;
  readonly bufferedAmount: number;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: (() => void) | null;
  onclose: (() => void) | null;
  send(bytes: Uint8Array): void;
  close(): void;
}

declare const WebSocket: new (url: string, protocols: string[]) => BrowserWebSocket;

/** The one sub-protocol that brokers know for MQTT 3.1.1 and accept for 3.1, too (MQTT 3.1.1, section 6). */
const SUB_PROTOCOLS = ["mqtt"];
/** Up to so many bytes a browser holds without being asked to wait. */
const TAKES = 64 * 1024;
/** A browser does not tell when it has sent something; it is looked at as often as this. */
const LOOK_MS = 10;

/**
 * The bytes of a WebSocket of the browser. Emits `ready` when the way is open, then `data`, and in the end `end` and
 * `close`; `error` comes before that. What is written before `ready` is sent then.
 */
export class WebSocketStream extends EventEmitter implements ByteStream {
  destroyed = false;
  /** How many bytes have come. */
  bytesRead = 0;
  readonly #url: string;
  #socket: BrowserWebSocket | undefined;
  #open = false;
  #ending = false;
  #bytesWritten = 0;
  /** What was written before it was open. */
  #early: { readonly bytes: Uint8Array; readonly taken: () => void }[] = [];
  #takers: (() => void)[] = [];
  #paused = false;
  #arrived: Buffer[] = [];

  constructor(url: string) {
    super();
    this.#url = url;
    try {
      this.#listen((this.#socket = new WebSocket(url, SUB_PROTOCOLS)));
    } catch (error) {
      // A page that came over https may not open ws, for instance.
      setImmediate(() => {
        this.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    }
  }

  get writable(): boolean {
    return !this.destroyed && !this.#ending;
  }

  get writableLength(): number {
    return this.#early.reduce((sum, { bytes }) => sum + bytes.length, this.#socket?.bufferedAmount ?? 0);
  }

  /** How many bytes have left the browser's buffer. */
  get bytesSent(): number {
    return this.#bytesWritten - (this.#socket?.bufferedAmount ?? 0);
  }

  /** Calls back when the browser has taken the bytes, and holds no more than it should. */
  write(bytes: Uint8Array, taken: () => void): void {
    if (!this.#open) {
      this.#early.push({ bytes, taken });
      return;
    }
    this.#socket?.send(bytes);
    this.#bytesWritten += bytes.length;
    this.#takers.push(taken);
    if (this.#takers.length === 1) setImmediate(this.#look);
  }

  /** The browser sends what it has, and then closes. */
  end(done?: () => void): void {
    this.#ending = true;
    this.#socket?.close();
    if (done) setImmediate(done);
  }

  destroy(error?: Error): void {
    if (this.destroyed) return;
    this.destroyed = true;
    const socket = this.#socket;
    if (socket) socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
    socket?.close();
    setImmediate(() => {
      if (error) this.emit("error", error);
      this.emit("close");
    });
  }

  /** A browser cannot be told to wait: what comes is kept. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    for (const bytes of this.#arrived.splice(0)) this.#give(bytes);
  }

  #listen(socket: BrowserWebSocket): void {
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#open = true;
      this.emit("ready");
      for (const { bytes, taken } of this.#early.splice(0)) this.write(bytes, taken);
    };
    socket.onmessage = ({ data }) => {
      if (!(data instanceof ArrayBuffer)) {
        this.destroy(new Error("the broker sent text, where MQTT has binary messages"));
        return;
      }
      this.bytesRead += data.byteLength;
      this.#give(Buffer.from(data));
    };
    socket.onerror = () => {
      const what = this.#open ? "broke" : "could not be opened";
      this.destroy(new Error(`the WebSocket to ${this.#url.split("?", 1)[0] ?? ""} ${what}; browsers do not say why`));
    };
    socket.onclose = () => {
      this.emit("end");
      this.destroy();
    };
  }

  #give(bytes: Buffer): void {
    if (this.#paused) this.#arrived.push(bytes);
    else if (!this.destroyed) this.emit("data", bytes);
  }

  readonly #look = (): void => {
    if (this.destroyed) return;
    if ((this.#socket?.bufferedAmount ?? 0) >= TAKES) {
      setTimeout(this.#look, LOOK_MS);
      return;
    }
    for (const taken of this.#takers.splice(0)) taken();
  };
}
