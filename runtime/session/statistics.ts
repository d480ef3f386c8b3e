import type { Session } from "./session.js";
import type { StoreUsage } from "./store/session-store.js";

/** What a client holds at a moment. */
export interface ClientStatistics {
  /** Messages of QoS 1 and 2 that were sent and are not acknowledged. */
  readonly inFlight: number;
  /** Messages that wait for their turn, or for a connection. */
  readonly waiting: number;
  /** What the store `File` takes, and has taken so far; undefined for the store `Memory`, and while it is not open. */
  readonly store: StoreUsage | undefined;
}

/** The statistics of a session; all zero while there is none. */
export function statisticsOf(session: Session | undefined): ClientStatistics {
  if (session === undefined) return { inFlight: 0, waiting: 0, store: undefined };
  const { delivery, store } = session;
  return { inFlight: delivery.inFlight, waiting: delivery.waiting, store: store.usage };
}
