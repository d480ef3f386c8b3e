import type { ClientStatistics } from "octopus-mqtt";

type StoreUsage = NonNullable<ClientStatistics["store"]>;

/** What happened to one device's statuses and connections with one broker. */
export class Tally {
  readonly server: string;
  /** Statuses that were handed to the client. */
  published = 0;
  /** Statuses that arrived. */
  acknowledged = 0;
  /** Statuses that were left out, by reason. */
  readonly discarded = { duplicate: 0, coalesced: 0 };
  /** Statuses that were given up, by error code. */
  readonly failed = new Map<string, number>();
  /** Connections that ended without being asked to, by reason. */
  readonly losses = new Map<string, number>();
  /** What the store had done before, and when this was over. */
  readonly #storeBefore: StoreUsage | undefined;
  #storeAfter: StoreUsage | undefined;

  constructor(server: string, storeBefore?: StoreUsage) {
    this.server = server;
    this.#storeBefore = storeBefore;
  }

  gaveUp(code: string): void {
    this.failed.set(code, (this.failed.get(code) ?? 0) + 1);
  }

  lost(error: Error): void {
    const reason = reasonOf(error.cause);
    this.losses.set(reason, (this.losses.get(reason) ?? 0) + 1);
  }

  /** What follows is another broker's, or nobody's. */
  end(store: StoreUsage | undefined): void {
    this.#storeAfter = store;
  }

  /** How many syncs the store made meanwhile, and in what time. `now` counts until this has ended. */
  syncs(now: StoreUsage | undefined): Omit<StoreUsage, "bytes"> {
    const until = this.#storeAfter ?? now;
    const { syncs, syncMs } = this.#storeBefore ?? { syncs: 0, syncMs: 0 };
    return until ? { syncs: until.syncs - syncs, syncMs: until.syncMs - syncMs } : { syncs: 0, syncMs: 0 };
  }
}

/** A few words, so that there are not more series than those: `closed`, the code of the system or of the SDK, `other`. */
function reasonOf(cause: unknown): string {
  if (cause === undefined) return "closed";
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^[A-Z][A-Z_]{2,30}$/.test(code) ? code.toLowerCase() : "other";
}
