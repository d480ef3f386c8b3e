import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { repositoryRoot } from "../repository/imports.js";
import { storeDirectory } from "../support/file-store.js";
import { makeSmallDisk } from "../support/small-disk.js";

const run = promisify(execFile);

/** What the program of test/support/full-disk.ts prints. */
interface Outcome {
  readonly stored: number;
  readonly code: string;
  readonly message: string;
  readonly small: string;
  readonly state: string;
  readonly again: string;
}

async function fill(directory: string, limit: string): Promise<Outcome> {
  const script = `${limit} exec "$0" --import tsx test/support/full-disk.ts "$1"`;
  const { stdout } = await run("bash", ["-c", script, process.execPath, directory], { cwd: repositoryRoot });
  return JSON.parse(stdout) as Outcome;
}

function expectSurvival({ stored, code, small, state, again }: Outcome): void {
  expect(stored).toBeGreaterThan(10);
  expect(code).toBe("store-failed");
  expect({ small, state, again }).toEqual({ small: "sent", state: "connected", again: "stored" });
}

test("a store that may not grow refuses messages, goes on delivering, and takes messages again", async () => {
  // Kilobytes; Node ignores the signal, so that writing fails.
  const outcome = await fill(await storeDirectory(), "ulimit -f 512;");
  expectSurvival(outcome);
  expect(outcome.message).toContain("EFBIG");
});

test("so does one on a disk that is full", async ({ skip }) => {
  const disk = makeSmallDisk(1);
  if (disk === undefined) return skip("only root can make a small disk");
  try {
    const outcome = await fill(disk.directory, "");
    expectSurvival(outcome);
    expect(outcome.message).toContain("ENOSPC");
  } finally {
    disk.remove();
  }
});
