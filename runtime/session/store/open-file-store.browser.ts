import type { SessionStore } from "./session-store.js";

/** Options with the store `File` are refused in a browser before anything asks for this. */
export function openFileStore(): Promise<SessionStore> {
  throw new Error("there is no store File in a browser");
}
