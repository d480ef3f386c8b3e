import type { ServerAddress } from "./server-uri.js";

/** Whether what is sent to this address is encrypted. */
export function isEncrypted(server: ServerAddress): boolean {
  return server.kind === "tls" || server.kind === "wss";
}

/** The address as it may stand in messages and logs: without the query, which may hold a token. */
export function shownAddress(server: ServerAddress): string {
  return server.url.split("?", 1)[0] ?? server.url;
}
