import { constants } from "node:fs";
import { chmod, lstat, mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { clientId } from "../../options/client-id.js";
import type { Damage } from "./recovery.js";

/** Only the owner gets at messages. */
const OWNER_ONLY = 0o700;

/**
 * The folder of a DeviceLink below the directory of the store, named by its UID; it is made if it is not there. The UID
 * must be one, so it cannot name a place elsewhere, and the folder must not be a link to one.
 */
export async function openFolder(directoryPrefix: string, uid: string): Promise<string> {
  // Throws unless it is a UUID.
  clientId(uid, 4);
  const folder = join(directoryPrefix, uid);
  await mkdir(directoryPrefix, { recursive: true });
  await mkdir(folder, { mode: OWNER_ONLY }).catch((error: unknown) => {
    if (!isExisting(error)) throw error;
  });
  const found = await lstat(folder);
  if (!found.isDirectory()) throw new Error(`${folder} is no directory`);
  if ((found.mode & 0o777) !== OWNER_ONLY) await chmod(folder, OWNER_ONLY);
  await syncFolder(directoryPrefix);
  return folder;
}

/** A name for what was damaged at an offset of a log. */
export function asideName(offset: number): string {
  return `damaged-${new Date().toISOString().replaceAll(/[:.]/g, "-")}-${offset}.bin`;
}

/** Keeps unreadable bytes of a log aside, and gives the names of the files. */
export async function putAside(folder: string, damages: readonly Damage[]): Promise<string[]> {
  const names: string[] = [];
  for (const { offset, bytes } of damages) {
    const name = asideName(offset);
    await writeFile(join(folder, name), bytes, { mode: 0o600, flag: "wx", flush: true });
    names.push(name);
  }
  await syncFolder(folder);
  return names;
}

/** A file that was made or renamed is there for certain only when its folder is synced. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
