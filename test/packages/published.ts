import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData, type Problem } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** What publint says of a tarball, suggestions included. */
export async function publintOf(tarball: string): Promise<string[]> {
  const data = readFileSync(tarball);
  const copy = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: copy }, strict: true });
  return messages.map((message) => formatMessage(message, pkg) ?? message.code);
}

/**
 * What is wrong with the types of a tarball for users with `node16`, `nodenext` and `bundler` resolution. Left out is what
 * every package of ES modules earns: no entry points for `node10`, which knows no `exports`; and for CommonJS the note
 * that it gets an ES module, which `require` of Node 20.19 takes.
 */
export async function typeProblemsOf(tarball: string): Promise<string[]> {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))));
  const problems: readonly Problem[] = result.types === false ? [] : result.problems;
  return problems
    .filter((problem) => !("resolutionKind" in problem && problem.resolutionKind === "node10"))
    .filter(({ kind }) => kind !== "CJSResolvesToESM")
    .map((problem) => JSON.stringify(problem));
}

/** The JavaScript files of an installed package that a debugger cannot show in the source: the map, or a source, is missing. */
export function filesWithoutSources(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  return files.filter((name) => {
    const url = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(readFileSync(join(folder, name), "utf8"))?.[1];
    if (url === undefined) return true;
    const map = JSON.parse(readFileSync(join(folder, name, "..", url), "utf8")) as { sourcesContent?: unknown[] };
    return map.sourcesContent?.every((text) => typeof text === "string") !== true;
  });
}
