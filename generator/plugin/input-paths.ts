import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isInput, mayHold, type WatchedPaths } from "../watch/watched-paths.js";

/** What a bundler is to watch, as absolute paths that are there now. */
export interface InputPaths {
  /** Sources, templates and the configuration. */
  readonly files: readonly string[];
  /** Where new ones may appear: the folders of sources and templates, and all below them. */
  readonly folders: readonly string[];
}

/** The paths behind watched ones. */
export function inputPaths(watched: WatchedPaths): InputPaths {
  const roots = [...watched.folders, ...watched.templates].filter((folder) => existsSync(folder));
  const below = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .map((entry) => ({ path: join(entry.parentPath, entry.name), isFolder: entry.isDirectory() }))
      .filter(({ path }) => mayHold(watched, path)),
  );
  const files = below.filter(({ path, isFolder }) => !isFolder && isInput(watched, path)).map(({ path }) => path);
  return {
    files: [...files, ...watched.files.filter((path) => existsSync(path))],
    folders: [...roots, ...below.filter(({ isFolder }) => isFolder).map(({ path }) => path)],
  };
}
