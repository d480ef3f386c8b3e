import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Vitest's global setup: one folder takes all temporary ones of a run, those of the processes that tests start
 * included, and goes with it. With `KEEP_TEST_FOLDERS=1` it stays, and is told.
 */
export default function openTemporaryRoot(): () => void {
  const before = process.env.TMPDIR;
  // A short name: sockets live below it, and their paths may have some hundred characters.
  const root = mkdtempSync(join(tmpdir(), "octopus-tests-"));
  // As /tmp itself: brokers that were started as root go on as users of their own.
  chmodSync(root, 0o1777);
  process.env.TMPDIR = root;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    if (process.env.KEEP_TEST_FOLDERS) console.log(`The temporary folders of this run are in ${root}`);
    else rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  };
}
