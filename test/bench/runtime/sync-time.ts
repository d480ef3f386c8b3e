import { open } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { spreadOf } from "../codegen/measure.js";

const SYNCS = 100;
/** A hundred messages of 200 bytes with their topic. */
const BATCH_BYTES = 26 * 1024;

/** The median time that `fdatasync` of a batch of messages takes in a folder, in milliseconds with two digits. */
export async function syncMilliseconds(folder: string): Promise<string> {
  const file = await open(join(folder, "sync-time"), "w");
  try {
    const batch = Buffer.alloc(BATCH_BYTES, 1);
    // As in the log of the store `File`, the room is there before.
    await file.write(Buffer.alloc(BATCH_BYTES * SYNCS));
    await file.sync();
    const times: number[] = [];
    for (let sync = 0; sync < SYNCS; sync++) {
      await file.write(batch, 0, BATCH_BYTES, sync * BATCH_BYTES);
      const start = performance.now();
      await file.datasync();
      times.push(performance.now() - start);
    }
    return spreadOf(times).median.toFixed(2);
  } finally {
    await file.close();
  }
}
