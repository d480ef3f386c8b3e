import { execFile } from "node:child_process";
import { DiffError } from "../diff-error.js";

/** One file of a revision. */
export interface Blob {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: Buffer;
}

/** The contents of many objects in one run of git, in the order asked for. Throws DiffError `git-revision`. */
export async function readBlobs(
  files: readonly { readonly hash: string; readonly path: string }[],
  cwd: string,
): Promise<Blob[]> {
  const output = await new Promise<Buffer>((resolve, reject) => {
    const child = execFile(
      "git",
      ["cat-file", "--batch"],
      { cwd, maxBuffer: 2 ** 30, encoding: "buffer" },
      (error, stdout) => {
        if (error) reject(new DiffError("git-revision", `git cannot read its objects: ${error.message}`));
        else resolve(stdout);
      },
    );
    child.stdin?.end(files.map(({ hash }) => `${hash}\n`).join(""));
  });
  let position = 0;
  return files.map(({ path }) => {
    const { content, end } = nextObject(output, position, path);
    position = end;
    return { path, content };
  });
}

/** `HASH blob SIZE`, a line feed, the content, and another line feed. */
function nextObject(output: Buffer, start: number, path: string): { content: Buffer; end: number } {
  const line = output.indexOf("\n", start);
  const size = Number(/^\w+ blob (\d+)$/.exec(output.toString("utf8", start, line))?.[1]);
  if (Number.isNaN(size))
    throw new DiffError("git-revision", `git has no content for ${path}; fetch the missing objects of the repository`);
  const content = line + 1;
  return { content: output.subarray(content, content + size), end: content + size + 1 };
}
