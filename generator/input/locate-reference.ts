import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, posix, resolve } from "node:path";

/** Where a `$ref` leads. */
export interface ReferenceTarget {
  /** Absolute path of an existing file. */
  readonly file: string;
  /** The target's `source`: how it is named from the schema folder, the same on every machine. */
  readonly source: string;
}

/** The document that holds the `$ref`. */
interface Referrer {
  readonly file: string;
  readonly source: string;
}

/**
 * Finds the file behind a `$ref`: a path relative to the referring file, or else a file of an installed package
 * (`octopus-mqtt/schema/mqtt/mqtt-options.schema.json`), as Node resolves it from the referring file.
 * A path that starts with `.` is never a package. Undefined when there is no such file.
 */
export function locateReference(referrer: Referrer, ref: string): ReferenceTarget | undefined {
  const relative = resolve(dirname(referrer.file), ref);
  if (isFile(relative)) return { file: relative, source: posix.join(posix.dirname(referrer.source), ref) };
  if (ref.startsWith(".") || ref.startsWith("/")) return undefined;
  const inPackage = resolveInPackage(referrer.file, ref);
  return inPackage === undefined ? undefined : { file: inPackage, source: ref };
}

/**
 * Why a `$ref` that could be one into a package leads nowhere: the package is not installed, or has no such file for
 * others. Undefined where it can be none.
 */
export function packageHint({ file }: Referrer, ref: string): string | undefined {
  const name = /^(?:@[a-z0-9._~-]+\/)?[a-z0-9_~-][a-z0-9._~-]*(?=\/)/.exec(ref)?.[0];
  if (name === undefined) return undefined;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(resolve(folder, "node_modules", name))) return `the package "${name}" exports no such file`;
    if (folder === dirname(folder)) return `no package "${name}" is installed`;
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function resolveInPackage(from: string, specifier: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier);
  } catch {
    // Not installed, or not exported by its package: for the user both mean that the reference leads nowhere.
    return undefined;
  }
}
