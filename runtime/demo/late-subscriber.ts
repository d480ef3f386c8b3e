import type { DeviceTally } from "./delivery-tally.js";
import { observe } from "./observer.js";

/** Subscribes anew and notes for which devices the broker has kept a status; waits for those at most `patience` milliseconds. */
export async function findRetained(server: string, devices: readonly DeviceTally[], patience: number): Promise<void> {
  const waiting = new Set(devices.filter(({ retain }) => retain));
  let whenAllFound: () => void = () => undefined;
  const topics = devices.map(({ topic }) => topic);
  const observer = await observe(server, topics, ({ topic, retained }) => {
    const device = devices.find((each) => each.topic === topic);
    if (!device || !retained) return;
    device.found = true;
    waiting.delete(device);
    if (waiting.size === 0) whenAllFound();
  });
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, waiting.size === 0 ? 0 : patience);
    whenAllFound = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  await observer.close();
}
