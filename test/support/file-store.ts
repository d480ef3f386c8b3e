import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { link } from "./test-client.js";

const directories: string[] = [];

afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

/** An empty directory for stores, removed when the test ends. */
export async function storeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "octopus-store-"));
  directories.push(directory);
  return directory;
}

/** Options of a client that keeps messages in a directory. */
export function fileStore(directoryPrefix: string) {
  return { cleanSession: false, store: { type: "File", directoryPrefix } } as const;
}

/** The folder and the log of the DeviceLink that tests speak for. */
export function storePaths(directory: string) {
  const folder = join(directory, link.uid);
  return { folder, log: join(folder, "session.log") };
}
