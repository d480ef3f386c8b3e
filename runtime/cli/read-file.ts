import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { CommandIo } from "./command-io.js";
import { type ManifestFile, parseManifestFile } from "./manifest-file.js";
import { fileProblem } from "./problem.js";

/** The operand that stands for stdin. */
export const STDIN = "-";

/** Reads and parses a manifest file, or stdin for `-`. A file that cannot be read is a problem of the result. */
export async function readManifestFile(path: string, io: CommandIo): Promise<ManifestFile> {
  const name = path === STDIN ? "<stdin>" : path;
  try {
    return parseManifestFile(name, await readAll(await openInput(path, io)));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const message = `the file cannot be read: ${reasonOf(error)}`;
    return { name, manifests: [], problems: [fileProblem(name, "file-unreadable", message)] };
  }
}

/** The bytes of a file as they come, or stdin for `-`. Rejects with a system error if the file cannot be opened. */
export async function openInput(path: string, io: CommandIo): Promise<Readable> {
  return path === STDIN ? io.stdin : (await open(path)).createReadStream();
}

/** True for errors of the operating system, such as a file that is not there. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** Why the operating system refused, in words. */
export function reasonOf(error: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder",
    EACCES: "permission denied",
  };
  return reasons[error.code ?? ""] ?? error.message;
}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array | string));
  return Buffer.concat(chunks);
}
