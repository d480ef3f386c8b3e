import { constants } from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "./folder.js";
import { LOG_HEAD, writeHead, type LogFormat } from "./record.js";

/** How much room is made at a time, as zeros. A record that is written over them is synced without the file's length. */
const ROOM = 256 * 1024;
/** Room that is kept for acknowledgements, which must go through when the disk is full. */
export const RESERVE = 64 * 1024;

/** What the name of a log ends with until it is complete. */
export const UNFINISHED = ".new";

const { O_CREAT, O_RDWR, O_TRUNC, O_NOFOLLOW } = constants;

/** A log file that is written at its end. Calls must not overlap. */
export class LogFile {
  readonly #handle: FileHandle;
  /** Where the next record goes. */
  #end: number;
  /** Where the room ends. */
  #size: number;
  #suspect = false;

  private constructor(handle: FileHandle, end: number, size: number) {
    this.#handle = handle;
    this.#end = end;
    this.#size = size;
  }

  /** Opens a log whose records end at `end`; what lies behind is wiped out. */
  static async open(path: string, end: number): Promise<LogFile> {
    const handle = await open(path, O_RDWR | O_NOFOLLOW);
    await handle.truncate(end);
    return new LogFile(handle, end, end);
  }

  /** Makes a log of these records, which takes the place of the one at `path` once it is complete and on the disk. */
  static async create(path: string, format: LogFormat, records: Iterable<Buffer>): Promise<LogFile> {
    const unfinished = `${path}${UNFINISHED}`;
    const handle = await open(unfinished, O_CREAT | O_RDWR | O_TRUNC | O_NOFOLLOW, 0o600);
    try {
      const log = new LogFile(handle, 0, 0);
      await log.#write(Buffer.concat([writeHead(format), ...records]));
      await handle.sync();
      await rename(unfinished, path);
      await syncFolder(dirname(path));
      return log;
    } catch (error) {
      await handle.close();
      // It may be what fills the disk.
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** The length of head and records. */
  get end(): number {
    return this.#end;
  }

  /** Whether a sync has failed: what is on the disk is then unknown, and another sync would tell nothing (fsync(2)). */
  get suspect(): boolean {
    return this.#suspect;
  }

  /** Appends bytes; when it resolves they are on the disk, when it rejects they are not in the log. */
  async append(bytes: Buffer, reserve: number): Promise<void> {
    const end = this.#end;
    try {
      await this.#makeRoom(end + bytes.length + reserve);
      await this.#write(bytes);
      await this.#sync();
    } catch (error) {
      this.#end = end;
      throw error;
    }
  }

  /** Drops all records. */
  async clear(): Promise<void> {
    await this.#handle.truncate(LOG_HEAD);
    this.#end = this.#size = LOG_HEAD;
  }

  /** Gives back the room, so that a disk that is full can take a shorter log. */
  async giveBackRoom(): Promise<void> {
    await this.#handle.truncate(this.#end);
    this.#size = this.#end;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #makeRoom(needed: number): Promise<void> {
    if (needed <= this.#size) return;
    const size = Math.ceil(needed / ROOM) * ROOM;
    try {
      for (let at = this.#size; at < size; at += ROOM)
        await writeAll(this.#handle, Buffer.alloc(Math.min(ROOM, size - at)), at);
      // The length of the file is synced here, so that it need not be for every record.
      await this.#sync();
      this.#size = size;
    } catch (error) {
      // On a full disk some of it has been made, which may do.
      this.#size = Math.max(this.#size, (await this.#handle.stat()).size);
      if (needed > this.#size) throw error;
    }
  }

  async #sync(): Promise<void> {
    try {
      await this.#handle.datasync();
    } catch (error) {
      this.#suspect = true;
      throw error;
    }
  }

  async #write(bytes: Buffer): Promise<void> {
    await writeAll(this.#handle, bytes, this.#end);
    this.#end += bytes.length;
    this.#size = Math.max(this.#size, this.#end);
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
