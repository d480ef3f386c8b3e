import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system that holds little. */
export interface SmallDisk {
  readonly directory: string;
  remove(): void;
}

/** Makes a file system of so many mebibytes in memory; undefined where this process may not make one. */
export function makeSmallDisk(mebibytes: number): SmallDisk | undefined {
  const directory = mkdtempSync(join(tmpdir(), "octopus-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "octopus-test", directory], { stdio: "ignore" });
  } catch {
    rmdirSync(directory);
    return undefined;
  }
  return {
    directory,
    remove: () => {
      execFileSync("umount", [directory]);
      rmdirSync(directory);
    },
  };
}
