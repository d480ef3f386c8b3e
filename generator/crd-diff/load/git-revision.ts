import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { DiffError } from "../diff-error.js";
import { readBlobs, type Blob } from "./git-blobs.js";

/** What a revision holds at a path, on disk until it is removed. */
export interface Checkout {
  /** The folder that stands for the root of the repository. */
  readonly folder: string;
  /** The path that was asked for, below the folder. */
  readonly path: string;
  /** The same as it is named from the root of the repository. */
  readonly shown: string;
  readonly remove: () => void;
}

/** Schemas and CRDs are nothing else, and a repository may hold much that is. */
const WANTED = /\.(?:json|ya?ml)$/;

/**
 * Writes the JSON and YAML files of a git revision to a folder for the time being; the repository and its working tree
 * stay as they are. All of them, since a `$ref` may lead out of the path; packages are those that are installed now.
 * Throws DiffError `git-revision` outside a repository, and for a revision or path that is not there.
 */
export async function checkOut(revision: string, path: string, cwd: string): Promise<Checkout> {
  const named = `${revision}:${path}`;
  const root = (await git(["rev-parse", "--show-toplevel"], cwd, () => notARepository(named))).trim();
  const commit = (
    await git(
      ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`],
      cwd,
      () => `${named}: the repository ${root} has no revision "${revision}"; fetch it, or name a branch, tag or commit`,
    )
  ).trim();
  const shown = await fromRoot(path, cwd);
  const object = shown === "" ? `${commit}^{tree}` : `${commit}:${shown}`;
  await git(
    ["cat-file", "-e", object],
    cwd,
    () => `${named}: the revision has no "${shown}"; name the path from ${root}`,
  );
  return writeOut(await wantedBlobs(commit, cwd), shown, root);
}

function notARepository(named: string): string {
  return `${named} does not exist as a file, and there is no git repository here to read it from; name a file or folder`;
}

/** Like git: from the root of the repository, unless the path starts with a dot. */
async function fromRoot(path: string, cwd: string): Promise<string> {
  const relative = /^\.\.?(?:\/|$)/.test(path);
  const prefix = relative ? (await git(["rev-parse", "--show-prefix"], cwd, () => notARepository(path))).trim() : "";
  const normal = posix.normalize(posix.join(prefix, path)).replace(/\/$/, "");
  return normal === "." ? "" : normal;
}

async function wantedBlobs(commit: string, cwd: string): Promise<Blob[]> {
  const listing = await git(["ls-tree", "-r", "-z", "--full-tree", commit], cwd, () => `${commit} cannot be listed`);
  const files = listing.split("\0").flatMap((entry) => {
    const {
      mode = "",
      hash = "",
      path = "",
    } = /^(?<mode>\d+) blob (?<hash>[0-9a-f]+)\t(?<path>[^]+)$/.exec(entry)?.groups ?? {};
    // 120000 is a symbolic link, whose content is a path.
    return mode.startsWith("100") && WANTED.test(path) ? [{ hash, path }] : [];
  });
  return readBlobs(files, cwd);
}

function writeOut(blobs: readonly Blob[], shown: string, root: string): Checkout {
  const folder = mkdtempSync(join(tmpdir(), "octopus-crd-diff-"));
  for (const { path, content } of blobs) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  mkdirSync(join(folder, dirname(shown)), { recursive: true });
  const packages = join(root, "node_modules");
  if (existsSync(packages)) symlinkSync(packages, join(folder, "node_modules"));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  if (!existsSync(join(folder, shown))) {
    remove();
    throw new DiffError(
      "git-revision",
      `${shown} holds no JSON or YAML in that revision; name a file or folder that does`,
    );
  }
  return { folder, path: join(folder, shown), shown: shown === "" ? "." : shown, remove };
}

/** Runs git without a shell; its failure means what `failure` says. */
async function git(args: readonly string[], cwd: string, failure: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile("git", args, { cwd, maxBuffer: 2 ** 28, encoding: "utf8" }, (error, stdout) => {
      if (!error) resolve(stdout);
      else if (error.code === "ENOENT")
        reject(
          new DiffError("git-revision", "git is not installed, so no revision can be read; name a file or folder"),
        );
      else reject(new DiffError("git-revision", failure()));
    });
  });
}
