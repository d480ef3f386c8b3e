import type { ClientStatistics } from "octopus-mqtt";

/** What happened to one device's statuses and connections since it was started. */
export class Tally {
  /** Statuses that were handed to the client. */
  published = 0;
  /** Statuses that arrived. */
  acknowledged = 0;
  /** Statuses that were given up, by error code. */
  readonly failed = new Map<string, number>();
  /** Connections that ended without being asked to, by reason. */
  readonly losses = new Map<string, number>();
  /** What the store had done when the device was stopped. */
  store: ClientStatistics["store"];

  gaveUp(code: string): void {
    this.failed.set(code, (this.failed.get(code) ?? 0) + 1);
  }

  lost(error: Error): void {
    const reason = reasonOf(error.cause);
    this.losses.set(reason, (this.losses.get(reason) ?? 0) + 1);
  }

  keepStore({ store }: ClientStatistics): void {
    this.store = store;
  }
}

/** A few words, so that there are not more series than those: `closed`, the code of the system or of the SDK, `other`. */
function reasonOf(cause: unknown): string {
  if (cause === undefined) return "closed";
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^[A-Z][A-Z_]{2,30}$/.test(code) ? code.toLowerCase() : "other";
}
