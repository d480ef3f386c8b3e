/**
 * `node:fs` and `node:fs/promises` for the generator in a browser, as far as it reads: a few files in memory. The
 * templates, the dialect and the schemas of the SDK are put there by the bundle; sources by {@link putFiles}.
 */
import embedded from "virtual:embedded-files";

const files = new Map<string, string>(Object.entries(embedded));

/** Replaces everything below a folder. */
export function putFiles(folder: string, texts: Readonly<Record<string, string>>): void {
  for (const path of files.keys()) if (path.startsWith(`${folder}/`)) files.delete(path);
  for (const [name, text] of Object.entries(texts)) files.set(`${folder}/${name}`, text);
}

export function existsSync(path: string): boolean {
  return files.has(path) || isFolder(path);
}

export function readFileSync(path: string): string {
  const text = files.get(path);
  if (text === undefined) throw Object.assign(new Error(`there is no file ${path}`), { code: "ENOENT" });
  return text;
}

export function statSync(path: string): { isFile(): boolean } {
  return { isFile: () => files.has(path) };
}

export function readFile(path: string): Promise<string> {
  return Promise.resolve().then(() => readFileSync(path));
}

export function realpath(path: string): Promise<string> {
  return existsSync(path) ? Promise.resolve(path) : Promise.reject(new Error(`there is no ${path}`));
}

interface Entry {
  readonly name: string;
  readonly parentPath: string;
  isFile(): boolean;
}

/** Names, or entries of the files in the folder and those below it: what the generator asks for. */
export function readdir(folder: string, options?: { readonly recursive?: boolean }): Promise<(string | Entry)[]> {
  const inside = [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
  if (options?.recursive !== true) return Promise.resolve(inside.map((path) => path.slice(folder.length + 1)));
  return Promise.resolve(
    inside.map((path) => {
      const at = path.lastIndexOf("/");
      return { name: path.slice(at + 1), parentPath: path.slice(0, at), isFile: () => true };
    }),
  );
}

function isFolder(path: string): boolean {
  return [...files.keys()].some((file) => file.startsWith(`${path}/`));
}
