import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { hashOf, markOf, type FileMark, type Snapshot } from "./snapshot.js";

/** The marks of files outside the schema folder and of the package.json above each; those that are gone have none. */
export function outsideMarks(files: readonly string[], known: Snapshot | undefined): Record<string, FileMark> {
  const there = files.flatMap((file) => [file, ...manifestAbove(file)]).filter((file) => existsSync(file));
  return Object.fromEntries(there.map((file) => [file, markOf(file, known?.[file])]));
}

/** The package.json of the package that a file lies in: it says which files other packages may refer to. */
function manifestAbove(file: string): string[] {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) return [manifest];
  }
  return [];
}

/** The names of all packages that a reference could name: one that is installed nearer would be taken instead. */
export function packagesAround(schemaDir: string): string {
  const names: string[] = [];
  for (let folder = resolve(schemaDir); ; folder = dirname(folder)) {
    names.push(...packagesIn(join(folder, "node_modules")));
    if (folder === dirname(folder)) return hashOf(names.join("\n"));
  }
}

function packagesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      (name.startsWith("@") ? readdirSync(join(folder, name)) : [name]).map((each) => join(folder, each)),
    );
}
