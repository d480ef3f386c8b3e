import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import { EventEmitter } from "node:events";
import type { Writable } from "node:stream";
import { AcknowledgementReader } from "./acknowledgements.js";
import type { WriteWatch } from "./write-watch.js";
import { soon } from "./soon.js";
import { giveBackChunk, LARGE_CHUNK, takeChunk, type Chunk } from "./chunk-pool.js";

/** With so many bytes on their way to the operating system the stream is full. */
const FULL = 64 * 1024;

/** What is asked of the stream beneath: less than Node's duplex streams are. */
export interface ByteStream {
  readonly destroyed: boolean;
  readonly writable: boolean;
  /** How many bytes were written and wait to leave. */
  readonly writableLength: number;
  on(event: "data", listener: (arrived: Buffer) => void): unknown;
  on(event: "error" | "end" | "close", listener: (detail?: unknown) => void): unknown;
  /** Calls back when it has taken the bytes. */
  write(bytes: Uint8Array, taken: () => void): unknown;
  end(done?: () => void): unknown;
  destroy(error?: Error): unknown;
  pause(): unknown;
  resume(): unknown;
}

/**
 * The stream of a connection, which writes once per turn of the event loop, whatever is written to it meanwhile: the
 * system call costs more than a message. Only what is alone in its turn does not wait for the end of that. It takes the place of the stream itself for mqtt.js, which writes each packet in
 * half a dozen pieces, and has no `cork`, so that mqtt.js schedules nothing for each packet.
 *
 * What is read goes to mqtt.js but for acknowledgements, see {@link AcknowledgementReader}.
 *
 * Emits `error`, `end` and `close` as the stream beneath does.
 */
export class CoalescingStream extends EventEmitter {
  readonly reader = new AcknowledgementReader();
  /** When bytes were last handed over, and when some last arrived, by `performance.now()`. */
  lastSent = performance.now();
  lastReceived = this.lastSent;
  readonly #stream: ByteStream;
  #chunk: Chunk | undefined;
  #scheduled = false;
  /** How often room was asked for since the last flush. */
  #pieces = 0;
  /** Whether the next thing written is likely to be the only one of its turn, and so need not wait for the end of that. */
  #isAlone = true;
  /** Whether so much was written in this turn that the rest should wait for the next. */
  #busy = false;
  #waiters: (() => void)[] = [];
  #hold: (() => Promise<void>) | undefined;
  #watch: WriteWatch | undefined;

  constructor(stream: ByteStream) {
    super();
    this.#stream = stream;
    for (const event of ["error", "end"] as const) stream.on(event, (detail) => this.emit(event, detail));
    stream.on("close", () => {
      this.#watch?.stop();
      this.emit("close");
    });
  }

  get destroyed(): boolean {
    return this.#stream.destroyed;
  }

  /** Whether it has taken as much as it should; then `whenTaken` tells when it has room again. */
  get isFull(): boolean {
    return this.#busy || this.#stream.writableLength >= FULL;
  }

  /** Writes bytes, or text as UTF-8. Always true: whoever writes much looks at `isFull` himself. */
  write(data: string | Uint8Array): boolean {
    if (typeof data === "string") {
      const length = Buffer.byteLength(data);
      const chunk = this.reserve(length);
      chunk.bytes.write(data, chunk.used - length);
    } else {
      const chunk = this.reserve(data.length);
      chunk.bytes.set(data, chunk.used - data.length);
    }
    return true;
  }

  /** Room for so many bytes, which the caller fills at once: the last ones before `used`. */
  reserve(length: number): Chunk {
    let chunk = this.#chunk;
    if (chunk === undefined || chunk.used + length > chunk.bytes.length) chunk = this.#newChunk(length);
    chunk.used += length;
    this.#pieces += 1;
    if (!this.#scheduled) this.#schedule();
    return chunk;
  }

  /** Calls back when the socket has taken what was written so far, and there is room; never if it ends before. */
  whenTaken(callback: () => void): void {
    this.#waiters.push(callback);
    if (!this.#scheduled) this.#schedule();
  }

  /** Has it watched from now on whether what is written leaves. */
  watch(watch: WriteWatch): void {
    this.#watch = watch;
    watch.wrote();
  }

  /** Ends the stream behind everything that was written. */
  end(last?: Uint8Array | (() => void), done?: () => void): this {
    if (last instanceof Uint8Array) this.write(last);
    this.#flush();
    this.#stream.end(typeof last === "function" ? last : done);
    return this;
  }

  /** Ends it at once; what was not written yet is lost. */
  destroy(error?: Error): this {
    this.#chunk = undefined;
    this.#stream.destroy(error);
    return this;
  }

  /** Keeps what arrives until what `until` gives is settled; it is called when the first bytes are there. Call it before `pipe`. */
  holdReading(until: () => Promise<void>): void {
    this.#hold = until;
  }

  /** Gives what arrives to mqtt.js, no faster than that takes it. */
  pipe(destination: Writable): Writable {
    const give = (arrived: Buffer): void => {
      for (const rest of this.reader.read(arrived)) if (!destination.write(rest)) this.#stream.pause();
    };
    this.#stream.on("data", (arrived: Buffer) => {
      this.lastReceived = performance.now();
      const hold = this.#hold;
      this.#hold = undefined;
      if (hold === undefined) {
        give(arrived);
        return;
      }
      this.#stream.pause();
      void hold().finally(() => {
        if (this.destroyed) return;
        this.#stream.resume();
        give(arrived);
      });
    });
    destination.on("drain", () => this.#stream.resume());
    return destination;
  }

  /** Begins a chunk that has room, with what a small one holds, or behind it. */
  #newChunk(length: number): Chunk {
    const full = this.#chunk;
    const used = full?.used ?? 0;
    if (full === undefined || used + length > LARGE_CHUNK) {
      this.#flush();
      if (full !== undefined) this.#busy = this.#scheduled;
      return (this.#chunk = takeChunk(length));
    }
    const chunk = takeChunk(LARGE_CHUNK);
    full.bytes.copy(chunk.bytes, 0, 0, used);
    chunk.used = used;
    giveBackChunk(full);
    return (this.#chunk = chunk);
  }

  #schedule(): void {
    this.#scheduled = true;
    if (this.#isAlone) soon(this.#flushAndWake);
    setImmediate(this.#endTurn);
  }

  /** What is written now and then leaves at once; where more follows in a turn, all of it leaves at its end. */
  readonly #endTurn = (): void => {
    this.#scheduled = this.#busy = false;
    this.#isAlone = this.#pieces <= (this.#isAlone ? 0 : 1);
    this.#flushAndWake();
  };

  readonly #flushAndWake = (): void => {
    this.#flush();
    this.#wake();
  };

  #flush(): void {
    const chunk = this.#chunk;
    if (chunk === undefined) return;
    this.#chunk = undefined;
    this.#pieces = 0;
    if (!this.#stream.writable) return;
    this.lastSent = performance.now();
    this.#stream.write(chunk.bytes.subarray(0, chunk.used), this.#wake);
    // Otherwise it waits, and is the stream's until it has left.
    if (this.#stream.writableLength === 0) giveBackChunk(chunk);
    this.#watch?.wrote();
  }

  readonly #wake = (): void => {
    if (this.#waiters.length === 0 || this.isFull || this.#chunk !== undefined || this.destroyed) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  };
}
