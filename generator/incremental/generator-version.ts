import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { assetPath } from "../assets.js";
import { OWN_FOLDER } from "../own-folder.js";
import { ownManifestPath, readManifest } from "../own-version.js";
import { takeSnapshot, type Snapshot } from "./snapshot.js";

/** What a build leaves beside the code for readers of it. */
const NOT_CODE = /\.(?:map|d\.ts)$/;

/** The generator's own files: its code (not what that is built into), its templates and its meta schemas. */
export function generatorFiles(known: Snapshot | undefined): Snapshot {
  const folders = { code: OWN_FOLDER, templates: assetPath("templates"), meta: assetPath("meta") };
  return Object.assign(
    {},
    ...Object.entries(folders).map(([name, folder]) =>
      takeSnapshot(folder, {
        known,
        prefix: `${name}/`,
        without: ["node_modules", "dist", "examples", "build"],
        skip: NOT_CODE,
      }),
    ),
  ) as Snapshot;
}

/** The versions of Node, of the generator and of the packages that its package.json names, as they are installed. */
export function versions(): string {
  const own = ownManifestPath();
  const { version, dependencies } = readManifest(own);
  const packages = Object.keys(dependencies ?? {}).map((name) => installed(name, own));
  return [`node ${process.versions.node}`, version, ...packages].join(", ");
}

function installed(name: string, from: string): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const manifest = join(folder, "node_modules", name, "package.json");
    if (existsSync(manifest)) return `${name} ${readManifest(manifest).version}`;
    if (folder === dirname(folder)) return `${name} missing`;
  }
}
