import { existsSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { CONFIG_NAMES } from "../config/find-config.js";
import { readRecord } from "../incremental/record.js";
import type { Job, Plan } from "../jobs/job.js";

/** Never sources, often large. */
const SKIPPED_FOLDERS = new Set(["node_modules", ".git"]);

/** What to watch, as absolute paths. What is not there may yet come. */
export interface WatchedPaths {
  /** All sources below them count. */
  readonly folders: readonly string[];
  /** All files below them count: templates. */
  readonly templates: readonly string[];
  /** Single files: configurations, and sources outside the folders that a `$ref` leads to. */
  readonly files: readonly string[];
  /** What the generator itself writes. */
  readonly without: readonly string[];
}

/** All that decides about the output of some jobs, and that a person edits. */
export function watchedPaths({ jobs, configPath }: Plan, folder: string): WatchedPaths {
  return {
    folders: jobs.map(({ folders }) => resolve(folders.schemaDir)),
    templates: jobs.flatMap(({ output }) => (output?.templates ? [resolve(output.templates)] : [])),
    files: [...configFiles(configPath, folder), ...jobs.flatMap(outsideFiles)],
    without: jobs.map(({ folders }) => resolve(folders.outDir)),
  };
}

/** The configuration, or all places where one could appear. */
function configFiles(configPath: string | undefined, folder: string): string[] {
  const own = configPath === undefined ? [] : [resolve(configPath)];
  return [...own, ...CONFIG_NAMES.map((name) => resolve(join(folder, name)))];
}

/** The sources outside the schema folder that the last run has read. */
function outsideFiles({ folders }: Job): string[] {
  return Object.keys(readRecord(folders)?.outside ?? {}).filter((path) => !path.split(sep).includes("node_modules"));
}

/** Where to watch: each path, or where there is nothing yet, what is nearest above it. */
export function rootsOf({ folders, templates, files }: WatchedPaths): string[] {
  return [...new Set([...folders, ...templates, ...files].map(nearestThere))];
}

function nearestThere(path: string): string {
  let nearest = path;
  while (!existsSync(nearest) && nearest !== dirname(nearest)) nearest = dirname(nearest);
  return nearest;
}

/** Whether a path is watched, or may have below it what is. */
export function mayHold({ folders, templates, files, without }: WatchedPaths, path: string): boolean {
  if (without.some((each) => isWithin(path, each))) return false;
  const inside = [...folders, ...templates].find((each) => isWithin(path, each));
  if (inside !== undefined)
    return !path
      .slice(inside.length)
      .split(sep)
      .some((name) => SKIPPED_FOLDERS.has(name));
  return [...folders, ...templates, ...files].some((each) => isWithin(each, path));
}

/** Whether a change of a path is one of the input. */
export function isInput({ folders, templates, files }: WatchedPaths, path: string): boolean {
  if (files.includes(path) || templates.some((each) => isWithin(path, each))) return true;
  return /\.(?:json|ya?ml)$/.test(path) && folders.some((each) => isWithin(path, each));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
