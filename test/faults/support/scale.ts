import { OPTION_SUPPORT } from "../../../runtime/index.js";
import type { Store } from "./contenders.js";

/** Whether this is the long form, `npm run test:faults`: real brokers, many messages, raw mqtt.js beside. */
export const isLong = process.env.FAULTS === "long";

/** How many messages each client publishes in a run. */
export const messages = isLong ? Number(process.env.FAULT_MESSAGES ?? 20_000) : 400;

/** Whether this version of the SDK has the store `File`. */
export const hasFileStore = OPTION_SUPPORT.store.level === "full";

/** The stores to try; those with the type File are in folders below `folder`. */
export function stores(folder: string): Store[] {
  return [{ type: "Memory" }, ...(hasFileStore ? [{ type: "File", directoryPrefix: folder } as const] : [])];
}
