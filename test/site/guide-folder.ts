import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../repository/imports.js";

const run = promisify(execFile);

/** A fenced block of a guide: a file when its second word is a path, commands when its language is `sh`. */
export interface GuideBlock {
  readonly language: string;
  /** `link.yaml`, or `by-hand` for what a test cannot do; empty for the rest. */
  readonly word: string;
  readonly text: string;
}

const GUIDES = join(repositoryRoot, "runtime/site/guides");

/** The names of all guides, in the order in which they build on each other. */
export async function guideNames(): Promise<string[]> {
  return (await readdir(GUIDES)).sort();
}

/** The blocks of a guide, in order. */
export async function guideBlocks(name: string): Promise<GuideBlock[]> {
  const text = await readFile(join(GUIDES, name), "utf8");
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(([, language = "", word = "", code = ""]) => ({
    language,
    word,
    text: code,
  }));
}

/** A folder in which a reader follows the guides, with the built packages installed by links. */
export interface GuideFolder {
  readonly path: string;
  /** Does what a block says: writes the file, runs the commands. Resolves to what was printed; rejects when it fails. */
  follow(block: GuideBlock): Promise<string>;
  remove(): Promise<void>;
}

const PACKAGES = { "octopus-mqtt": "runtime", "octopus-mqtt-cli": "runtime/cli", "octopus-mqtt-codegen": "generator" };

/**
 * @param replacements what stands in the guides for a machine of the reader's, by what it is here
 * @param files what the reader has beforehand, by name
 */
export async function openGuideFolder(
  replacements: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): Promise<GuideFolder> {
  const path = await mkdtemp(join(tmpdir(), "octopus-mqtt-guides-"));
  await mkdir(join(path, "node_modules/.bin"), { recursive: true });
  for (const [name, folder] of Object.entries(PACKAGES)) {
    await symlink(join(repositoryRoot, folder), join(path, "node_modules", name));
    const { bin = {} } = JSON.parse(await readFile(join(repositoryRoot, folder, "package.json"), "utf8")) as {
      bin?: Readonly<Record<string, string>>;
    };
    for (const [command, script] of Object.entries(bin)) {
      const text = `#!/bin/sh\nexec node ${join(repositoryRoot, folder, script)} "$@"\n`;
      await writeFile(join(path, "node_modules/.bin", command), text, { mode: 0o755 });
    }
  }
  await symlink(join(repositoryRoot, "node_modules/yaml"), join(path, "node_modules/yaml"));
  await symlink(join(repositoryRoot, "node_modules/.bin/tsx"), join(path, "node_modules/.bin/tsx"));
  await writeFile(join(path, "package.json"), JSON.stringify({ private: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  const here = (text: string) =>
    Object.entries(replacements).reduce((all, [from, to]) => all.replaceAll(from, to), text);
  return {
    path,
    follow: async (block) => followIn(path, { ...block, text: here(block.text) }),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

async function followIn(path: string, { language, word, text }: GuideBlock): Promise<string> {
  if (language === "sh") return shell(path, text);
  if (!/[./]/.test(word)) return "";
  await mkdir(dirname(join(path, word)), { recursive: true });
  await writeFile(join(path, word), text);
  return "";
}

async function shell(cwd: string, script: string): Promise<string> {
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", script], { cwd, timeout: 60_000 });
  return stdout;
}
