import { setImmediate as turn } from "node:timers/promises";
import type { Client } from "../../runtime/index.js";

/** How many publishes are outstanding at most. */
const OUTSTANDING = 50;

/** Waits until so many more messages are acknowledged. */
export type Progress = (messages: number) => Promise<void>;

/**
 * Publishes 0, 1, 2 ... without a pause until `work` has ended, and waits for every acknowledgement. Gives how many were
 * published; rejects as the first publish that does, or as `work`.
 */
export async function publishWhile(client: Client, work: (progress: Progress) => Promise<unknown>): Promise<number> {
  let [isOver, acknowledged, published] = [false, 0, 0];
  let failure: unknown;
  const progress = async (messages: number) => {
    for (const goal = acknowledged + messages; acknowledged < goal && failure === undefined;) await turn();
  };
  const working = work(progress).finally(() => (isOver = true));
  const outstanding = new Set<Promise<void>>();
  while (!isOver && failure === undefined) {
    if (outstanding.size === OUTSTANDING) await Promise.race(outstanding);
    const settled: Promise<void> = client.publish(published++).then(
      () => {
        acknowledged += 1;
        outstanding.delete(settled);
      },
      (error: unknown) => {
        failure ??= error;
      },
    );
    outstanding.add(settled);
    await turn();
  }
  await Promise.all([working, ...outstanding]);
  if (failure !== undefined) throw failure as Error;
  return published;
}
