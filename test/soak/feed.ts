import { once } from "node:events";
import type { Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";

/** How often statuses are written: each time those of a part of the devices, so that they do not come all at once. */
const TICK_MS = 20;

/** How long statuses are written, and what happens meanwhile. */
export interface FeedSettings {
  readonly seconds: number;
  readonly cutEverySeconds: number;
  readonly cut: () => void;
}

/** Writes one status a second for every device, the numbers from 0 on; resolves with how many each got. */
export async function feed(stdin: Writable, names: readonly string[], settings: FeedSettings): Promise<number> {
  const perTick = Math.ceil((names.length * TICK_MS) / 1000);
  const ticks = Math.ceil(names.length / perTick);
  let nextCut = settings.cutEverySeconds;
  const begun = performance.now();
  for (let number = 0; number < settings.seconds; number++) {
    for (let tick = 0; tick < ticks; tick++) {
      const some = names.slice(tick * perTick, (tick + 1) * perTick);
      const text = some.map((name) => `{"device":"default/${name}","status":${number}}\n`).join("");
      if (!stdin.write(text)) await once(stdin, "drain");
      const due = begun + (number + tick / ticks) * 1000;
      await wait(Math.max(due - performance.now(), 0));
    }
    if ((performance.now() - begun) / 1000 < nextCut) continue;
    settings.cut();
    nextCut += settings.cutEverySeconds;
  }
  return settings.seconds;
}
