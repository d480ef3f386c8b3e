import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isInput, type WatchedPaths } from "../watch/watched-paths.js";

/** The files behind watched paths that are there now: bundlers watch files, and not folders. */
export function inputFiles(watched: WatchedPaths): string[] {
  const below = [...watched.folders, ...watched.templates].filter((folder) => existsSync(folder)).flatMap(filesBelow);
  return [...below, ...watched.files.filter((path) => existsSync(path))].filter((path) => isInput(watched, path));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
