import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { CommandIo } from "../command-io.js";
import { checkManifest, type CheckedManifest } from "../check-manifest.js";
import type { Problem } from "../problem.js";
import { isSystemError, readManifestFile } from "../read-file.js";

/** A file of manifests as it is now. */
export interface ReadFile {
  readonly path: string;
  readonly manifests: readonly CheckedManifest[];
  /** Of the file itself: it cannot be read, or does not parse, or not all of it. */
  readonly problems: readonly Problem[];
}

interface Kept {
  /** Differs whenever the content may. */
  readonly signature: string;
  readonly file: ReadFile;
}

const MANIFEST_NAME = /^[^.].*\.(?:ya?ml|json)$/;

/** The manifests of files and folders. A file that has not changed is not read again. */
export class ManifestFiles {
  readonly #operands: readonly string[];
  readonly #io: CommandIo;
  #kept: ReadonlyMap<string, Kept> = new Map();

  /** `operands` are files, and folders of which every `*.yaml`, `*.yml` and `*.json` counts. */
  constructor(operands: readonly string[], io: CommandIo) {
    this.#operands = operands;
    this.#io = io;
  }

  /** Every file as it is now, in the order of the operands and of the names within a folder. */
  async read(): Promise<readonly ReadFile[]> {
    const found = new Map<string, Kept>();
    for (const operand of this.#operands) {
      for (const path of await filesOf(operand)) found.set(path, await this.#readOne(path));
    }
    this.#kept = found;
    return [...found.values()].map(({ file }) => file);
  }

  async #readOne(path: string): Promise<Kept> {
    const signature = await signatureOf(path);
    const known = this.#kept.get(path);
    if (known && signature !== UNREADABLE && known.signature === signature) return known;
    const { manifests, problems } = await readManifestFile(path, this.#io);
    const checked = manifests.map((manifest) => checkManifest(manifest));
    return { signature, file: { path, manifests: checked, problems } };
  }
}

const UNREADABLE = "";

/** Links are followed: a mounted ConfigMap is changed by exchanging the folder that its links lead to. */
async function signatureOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    return [ino, size, mtimeMs, ctimeMs].join();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return UNREADABLE;
  }
}

/** A folder's files of manifests; what is no folder stands for itself, so that reading it tells what is wrong. */
async function filesOf(operand: string): Promise<string[]> {
  try {
    const names = await readdir(operand);
    return names
      .filter((name) => MANIFEST_NAME.test(name))
      .sort()
      .map((name) => join(operand, name));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [operand];
  }
}
