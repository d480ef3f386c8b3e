import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashOf } from "./snapshot.js";

/** Where the tools of a project keep what they may lose: `node_modules/.cache` of the nearest package. */
const CACHE_FOLDER = "node_modules/.cache/octopus-mqtt-codegen";

/**
 * Where a file of the cache belongs, for a folder (absolute). Undefined outside projects that have packages installed:
 * no run shall leave a folder where none is expected.
 */
export function cachePath(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "node_modules")))
      return join(folder, CACHE_FOLDER, name);
    if (folder === dirname(folder)) return undefined;
  }
}

/** What a file of the cache holds; undefined when there is none, or what there is cannot be whole. */
export function readCached(path: string | undefined): unknown {
  if (path === undefined || !existsSync(path)) return undefined;
  try {
    const text = readFileSync(path, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return text.slice(0, end) === hashOf(body) ? (JSON.parse(body) as unknown) : undefined;
  } catch {
    // Unreadable or half written: a run without it makes the same output.
    return undefined;
  }
}

/** Keeps a value for the next run. Nothing depends on it, so a folder that cannot be written is no error. */
export function writeCached(path: string | undefined, value: object): void {
  if (path === undefined) return;
  const body = JSON.stringify(value);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, `${hashOf(body)}\n${body}`);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A read-only installation runs without.
  }
}
