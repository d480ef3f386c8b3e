import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { open, readdir, rm, stat } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const PREFIX = "lock.";
/** Two that come at the same moment see each other and both step back; then chance decides. */
const ATTEMPTS = 5;
const STEP_BACK_MS = 50;
/** What the address of a Unix socket has room for, on the tightest of systems. */
const LONGEST_ADDRESS = 103;

/** Gives the folder free. */
export type Unlock = () => Promise<void>;

/** Thrown when another process, or another client of this one, has the folder. */
export class FolderInUse extends Error {
  /** As it called itself; it may be the number of a process in another container. */
  readonly pid: string;

  constructor(pid: string) {
    super(`process ${pid} uses it`);
    this.pid = pid;
  }
}

/**
 * Makes sure that nobody else uses a folder. Throws {@link FolderInUse} if somebody does.
 *
 * The lock is a Unix socket that is listened on: it ends with the process, however that ends, so a lock that was left
 * behind is told from one that holds by connecting to it. A file with the number of a process would not do: numbers
 * are used again, and mean something else in another container. Everybody first puts up a socket of their own and then
 * looks for others, so of two that come together at least one sees the other.
 */
export async function lockFolder(folder: string): Promise<Unlock> {
  let holder = "";
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const name = `${PREFIX}${process.pid}.${randomBytes(4).toString("hex")}`;
    const unlock = await putUp(folder, name);
    const other = await findOther(folder, name).catch(async (error: unknown) => {
      await unlock();
      throw error;
    });
    if (other === undefined && (await exists(join(folder, name)))) return unlock;
    await unlock();
    holder = other ?? name;
    await wait(Math.random() * STEP_BACK_MS);
  }
  throw new FolderInUse(holder.split(".")[1] ?? "");
}

async function putUp(folder: string, name: string): Promise<Unlock> {
  const address = await shortAddress(folder, name);
  const server = createServer((socket) => socket.destroy());
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(address.path, resolve);
    });
  } catch (error) {
    await address.release();
    throw error;
  }
  server.unref();
  return async () => {
    await closed(server);
    await address.release();
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}

/** The name of another lock that holds; those that do not are removed. */
async function findOther(folder: string, own: string): Promise<string | undefined> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX) || name === own) continue;
    if (await isHeld(folder, name)) return name;
    await rm(join(folder, name), { force: true });
  }
  return undefined;
}

async function isHeld(folder: string, name: string): Promise<boolean> {
  const address = await shortAddress(folder, name);
  try {
    return await new Promise((resolve) => {
      const socket = connect(address.path, () => {
        socket.destroy();
        resolve(true);
      });
      // Nobody listens, or the file is gone; anything else, such as a queue that is full, speaks for a holder.
      socket.once("error", ({ code }: NodeJS.ErrnoException) => {
        resolve(code !== "ECONNREFUSED" && code !== "ENOENT");
      });
    });
  } finally {
    await address.release();
  }
}

interface Address {
  readonly path: string;
  release(): Promise<void>;
}

/** On Linux a file has a second, short path through the number of its open folder. */
async function shortAddress(folder: string, name: string): Promise<Address> {
  const path = join(folder, name);
  if (Buffer.byteLength(path) <= LONGEST_ADDRESS) return { path, release: () => Promise.resolve() };
  if (process.platform !== "linux")
    throw new Error(`its path is too long for the lock: ${Buffer.byteLength(path)} of ${LONGEST_ADDRESS} bytes`);
  const handle = await open(folder, constants.O_RDONLY);
  return { path: `/proc/self/fd/${handle.fd}/${name}`, release: () => handle.close() };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
