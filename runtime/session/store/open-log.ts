import { constants } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import { MqttRuntimeError } from "../../errors.js";
import { asideName, putAside } from "./folder.js";
import { LogFile } from "./log-file.js";
import { newFormat, readHead, type LogFormat } from "./record.js";
import { readLog, type Recovery } from "./recovery.js";

/** A log, opened, with what it said. */
export interface OpenLog {
  readonly path: string;
  readonly format: LogFormat;
  readonly log: LogFile;
  readonly recovery: Recovery;
}

const NAME = "session.log";
/** As much is read in one call; the system does not take more than 2 GiB. */
const READ_BYTES = 1024 * 1024 * 1024;

/**
 * Opens the log of a folder, or begins one. What of it cannot be read is kept in files beside it and reported as
 * `store-damaged`; the rest counts.
 */
export async function openLog(folder: string, report: (error: Error) => void): Promise<OpenLog> {
  const path = join(folder, NAME);
  const bytes = await readWhole(path);
  const format = readHead(bytes);
  if (format) return reopen(path, { folder, bytes, format, report });
  if (bytes.length > 0) {
    const aside = asideName(0);
    await rename(path, join(folder, aside));
    report(damaged(folder, "its head is damaged, so nothing of it can be read", [aside]));
  }
  const fresh = newFormat();
  const log = await LogFile.create(path, fresh, []);
  return { path, format: fresh, log, recovery: readLog(Buffer.alloc(0), fresh) };
}

interface Readable {
  readonly folder: string;
  readonly bytes: Buffer;
  readonly format: LogFormat;
  readonly report: (error: Error) => void;
}

async function reopen(path: string, { folder, bytes, format, report }: Readable): Promise<OpenLog> {
  const recovery = readLog(bytes, format);
  const { damages, live, end } = recovery;
  if (damages.length === 0) return { path, format, recovery, log: await LogFile.open(path, end) };
  const aside = await putAside(folder, damages);
  const places = damages.map(({ offset, bytes: { length }, reason }) => `${length} bytes at ${offset}: ${reason}`);
  report(damaged(folder, places.join("; "), aside));
  // The new log leaves out what was put aside, so that it is not found again.
  return { path, format, recovery, log: await LogFile.create(path, format, live) };
}

function damaged(folder: string, what: string, aside: readonly string[]): MqttRuntimeError {
  return new MqttRuntimeError("store-damaged", `The log of the store in ${folder} is damaged (${what})`, {
    found: `what is now in ${aside.join(", ")}`,
    remedy:
      "All else is kept and sent. A record that was being written when the machine stopped is no loss; messages in others are lost.",
  });
}

/** All bytes of a file, none if it is not there. */
async function readWhole(path: string): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return Buffer.alloc(0);
  try {
    const bytes = Buffer.alloc((await handle.stat()).size);
    for (let done = 0; done < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, done, Math.min(READ_BYTES, bytes.length - done), done);
      if (bytesRead === 0) return bytes.subarray(0, done);
      done += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
