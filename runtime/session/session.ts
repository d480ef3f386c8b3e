import type { ClientSettings } from "./client-settings.js";
import { Delivery } from "./delivery.js";
import { MemoryStore } from "./store/memory-store.js";
import { openFileStore } from "./store/open-file-store.js";
import type { SessionStore } from "./store/session-store.js";

/** What is kept from one link to the next, and with the store `File` from one process to the next. */
export interface Session {
  readonly store: SessionStore;
  readonly delivery: Delivery;
}

/**
 * Opens the session of a DeviceLink; `settings` are those that count now. Throws `store-locked` and `store-failed` where
 * its store is `File`; `report` learns of damage to that, and of a disk that is full.
 */
export async function openSession(
  settings: () => ClientSettings,
  uid: string,
  report: (error: Error) => void,
): Promise<Session> {
  const store = await openStore(settings(), uid, report);
  return { store, delivery: new Delivery(settings, store) };
}

function openStore(
  { store }: ClientSettings,
  uid: string,
  report: (error: Error) => void,
): SessionStore | Promise<SessionStore> {
  if (store.type === "Memory") return new MemoryStore();
  return openFileStore({ directory: store.directory, uid, report });
}
