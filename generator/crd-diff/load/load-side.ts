import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Side } from "../crd-item.js";
import { DiffError } from "../diff-error.js";
import { readCrdFiles } from "./crd-files.js";
import { checkOut } from "./git-revision.js";
import { readSources } from "./source-schemas.js";

/** A type's source; a folder that holds one holds sources. */
const SOURCE_NAME = /\.schema\.(?:json|ya?ml)$/;

const CRD_FILE_NAME = /\.(?:json|ya?ml)$/;

/**
 * Reads one side as the user named it: a file of CRDs, a source schema, a folder of either, or `REV:PATH` for the same
 * in a git revision. What exists on disk is never taken for a revision.
 * Throws DiffError.
 *
 * @param cwd the folder that relative paths and revisions start from
 */
export async function loadSide(input: string, cwd = "."): Promise<Side> {
  const onDisk = resolve(cwd, input);
  if (existsSync(onDisk)) return readPath(cwd === "." ? input : onDisk, input);
  const colon = input.indexOf(":");
  if (colon < 1)
    throw new DiffError("input-unreadable", `${input} does not exist; name a file, a folder or a git REVISION:PATH`);
  const revision = input.slice(0, colon);
  const checkout = await checkOut(revision, input.slice(colon + 1), cwd);
  try {
    return await readPath(checkout.path, checkout.shown);
  } catch (error) {
    if (!(error instanceof DiffError)) throw error;
    // Sources are named with the path they were read from, which nobody knows.
    throw new DiffError(
      error.code,
      `revision ${revision}: ${error.message.replaceAll(`${checkout.folder}${sep}`, "")}`,
    );
  } finally {
    checkout.remove();
  }
}

async function readPath(path: string, shown: string): Promise<Side> {
  if (statSync(path).isFile()) return readFile(path, shown);
  const files = filesBelow(path);
  if (files.some((file) => SOURCE_NAME.test(file))) return shownAs(await readSources(path), path, shown);
  const named = files
    .filter((file) => CRD_FILE_NAME.test(file))
    .map((file) => ({ path: file, shown: join(shown, relative(path, file)) }));
  return onlyCrds(readCrdFiles(named), shown);
}

async function readFile(path: string, shown: string): Promise<Side> {
  if (SOURCE_NAME.test(path))
    return shownAs(await readSources(dirname(path), basename(path)), dirname(path), dirname(shown));
  return onlyCrds(readCrdFiles([{ path, shown }]), shown);
}

function onlyCrds(crds: Side["crds"], shown: string): Side {
  if (crds.length === 0)
    throw new DiffError(
      "no-crd",
      `${shown} holds no CustomResourceDefinition and no *.schema.json; name a file or folder that does`,
    );
  return { crds, types: [], otherTypes: [] };
}

/** Places in sources are told with the path that they were read from. */
function shownAs(side: Side, path: string, shown: string): Side {
  if (path === shown) return side;
  const rename = (items: Side["crds"]) =>
    items.map(({ locate, ...item }) => ({
      ...item,
      locate: (steps: Parameters<typeof locate>[0]) => {
        const { file, line } = locate(steps);
        return { file: join(shown, relative(path, file)).split(sep).join("/"), line };
      },
    }));
  return { crds: rename(side.crds), types: rename(side.types), otherTypes: rename(side.otherTypes) };
}

const SKIPPED_FOLDERS = new Set(["node_modules", ".git"]);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}
