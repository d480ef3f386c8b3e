import { type FileHandle, open } from "node:fs/promises";
import { isSystemError } from "../read-file.js";
import { compactJson, isJson } from "../json-text.js";
import { type FeedReport, LONGEST_STATUS } from "./feed.js";

const CHUNK = 64 * 1024;

interface Line {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

/**
 * A file to which a program appends statuses, one a line. Of what is there at first only the last line counts, as the state
 * that the device is in; then every line that is added. A file that was exchanged or emptied is read from its beginning.
 */
export class FileFeed {
  readonly #path: string;
  readonly #put: (json: string) => Promise<void>;
  readonly #report: FeedReport;
  /** Which file is read; undefined until there is one. */
  #file: { readonly ino: number } | undefined;
  #offset = 0;
  #line = 0;
  /** The beginning of a line whose end is not yet written. */
  #rest = Buffer.alloc(0);
  #isFirst = true;
  #reading: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(path: string, put: (json: string) => Promise<void>, report: FeedReport) {
    this.#path = path;
    this.#put = put;
    this.#report = report;
  }

  /** Reads what is new. Call when the file may have changed. */
  look(): void {
    this.#again = true;
    this.#reading ??= this.#readAll();
  }

  /** Reads no further; what was read is taken. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      await this.#readNew();
    }
    this.#reading = undefined;
  }

  async #readNew(): Promise<void> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(this.#path);
      await this.#readFrom(handle);
    } catch (error) {
      // It is not there yet, or was moved away; the folder tells when it comes.
      if (!isSystemError(error)) throw error;
    } finally {
      await handle?.close();
    }
    this.#isFirst = false;
  }

  async #readFrom(handle: FileHandle): Promise<void> {
    const { ino, size } = await handle.stat();
    if (this.#file?.ino !== ino || size < this.#offset) {
      [this.#file, this.#offset, this.#line, this.#rest] = [{ ino }, 0, 0, Buffer.alloc(0)];
    }
    const buffer = Buffer.alloc(CHUNK);
    const onlyLast = this.#isFirst;
    let last: Line | undefined;
    while (!this.#closed) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, this.#offset);
      if (bytesRead === 0) break;
      this.#offset += bytesRead;
      for (const line of this.#linesIn(buffer.subarray(0, bytesRead))) {
        if (onlyLast) last = line;
        else await this.#take(line);
      }
    }
    if (last) await this.#take(last);
  }

  /** The lines that end in these bytes, blank ones left out. */
  #linesIn(bytes: Buffer): Line[] {
    const all = Buffer.concat([this.#rest, bytes]);
    const end = all.lastIndexOf("\n");
    this.#rest = all.subarray(end + 1);
    const texts = end === -1 ? [] : all.toString("utf8", 0, end).split("\n");
    const first = this.#line + 1;
    this.#line += texts.length;
    if (this.#rest.length > LONGEST_STATUS) {
      this.#rest = Buffer.alloc(0);
      this.#report.refused("too-long", this.#line + 1, `a line is longer than ${LONGEST_STATUS} bytes`);
    }
    return texts.map((text, index) => ({ text, number: first + index })).filter(({ text }) => text.trim() !== "");
  }

  async #take({ text, number }: Line): Promise<void> {
    if (isJson(text)) {
      await this.#put(compactJson(text));
      this.#report.taken();
    } else this.#report.refused("not-json", number, "the line is not JSON; expected one JSON value a line");
  }
}
