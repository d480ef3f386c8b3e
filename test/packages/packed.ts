import { execFile } from "node:child_process";
import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../repository/imports.js";

const run = promisify(execFile);

/** An empty folder in which the packages of this repository are installed from their tarballs, as a user would. */
export interface Installation {
  readonly folder: string;
  /** What was installed, as paths. */
  readonly tarballs: readonly string[];
  /** Runs a program in the folder; resolves to its output, rejects with stdout and stderr when it fails. */
  run(program: string, args: readonly string[], input?: string): Promise<{ stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

/**
 * Packs the workspaces and installs the tarballs, with what they depend on, in a new empty folder. `npm test` has built
 * them; built again here, as `prepack` does for who publishes, they would vanish for a moment under other tests.
 */
export async function installPacked(workspaces: readonly string[]): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-packed-"));
  for (const workspace of workspaces) {
    await copyFile(join(repositoryRoot, "LICENSE"), join(repositoryRoot, workspace, "LICENSE"));
    const where = ["--workspace", workspace, "--pack-destination", folder];
    await run("npm", ["pack", "--silent", "--ignore-scripts", ...where], { cwd: repositoryRoot });
  }
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await run(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs.map((tarball) => `./${tarball}`)],
    { cwd: folder },
  );
  return {
    folder,
    tarballs: tarballs.map((tarball) => join(folder, tarball)),
    run: (program, args, input) => runIn(folder, program, args, input),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function runIn(folder: string, program: string, args: readonly string[], input = "") {
  const child = run(program, [...args], { cwd: folder, timeout: 60_000 });
  // A program that takes no input may have ended before.
  child.child.stdin?.on("error", () => undefined).end(input);
  return child;
}
