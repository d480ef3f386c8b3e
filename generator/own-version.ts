import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OWN_FOLDER } from "./own-folder.js";

/** What a package.json says. */
export interface PackageManifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The path of the package's own package.json: beside the sources, or two folders up once they are built into dist/. */
export function ownManifestPath(): string {
  const found = ["package.json", "../../package.json"]
    .map((path) => join(OWN_FOLDER, path))
    .find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error("The generator's own package.json is missing; install octopus-mqtt-codegen again");
}

/** The version in the package's own package.json. */
export function ownVersion(): string {
  return readManifest(ownManifestPath()).version;
}

/** Reads a package.json. */
export function readManifest(path: string): PackageManifest {
  return JSON.parse(readFileSync(path, "utf8")) as PackageManifest;
}
