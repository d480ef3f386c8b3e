import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A schema as a test writes it: what every source must have is filled in. */
export function schema(title: string, keywords: object): string {
  const $schema = "https://json-schema.org/draft/2020-12/schema";
  return JSON.stringify({ $schema, title, description: `A ${title}.`, ...keywords }, null, 2);
}

/** Writes files below a new folder, which goes when the test ends. Returns the folder's path. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-codegen-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** Freezes a value and everything in it, so that a stage that changes its input throws. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
