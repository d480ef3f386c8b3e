import { OPTION_SUPPORT } from "../../../runtime/index.js";
import type { Store } from "./contenders.js";

/** Whether this is the long form, `npm run test:faults`: real brokers, many messages, raw mqtt.js beside. */
export const isLong = process.env.FAULTS === "long";

/** How many messages each client publishes in a run. */
export const messages = isLong ? Number(process.env.FAULT_MESSAGES ?? 20_000) : 400;

/** How often a publisher is killed. */
export const kills = Number(process.env.FAULT_KILLS ?? 50);

/** Whether this version of the SDK has the store `File`. */
export const hasFileStore = OPTION_SUPPORT.store.level === "full";

/** The stores to try. */
export const storeTypes: readonly Store["type"][] = hasFileStore ? ["Memory", "File"] : ["Memory"];

/** A store of a type; one of the type File is in a folder below `folder`. */
export function storeOf(type: Store["type"], folder: string): Store {
  return type === "Memory" ? { type } : { type, directoryPrefix: folder };
}

/** Milliseconds after which a row must hang: ten times what it takes on two cores that have other work, too. */
export function deadline(work: {
  readonly messages?: number;
  readonly kills?: number;
  readonly restarts?: number;
}): number {
  const { messages = 0, kills = 0, restarts = 0 } = work;
  return 60_000 + messages * 20 + kills * 10_000 + restarts * 60_000;
}
