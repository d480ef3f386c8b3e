import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BUILDS, filesOf, optionsOf } from "../generator/output/builds.js";
import { EVERY_ENTRY, RESOLUTIONS, STRICTLY } from "./every-entry.js";
import { installPacked, type Installation } from "./packed.js";

/**
 * The compiler that is written in Go. It has no interface for programs that is stable, and a command by the name of the
 * one that this repository is built with: so it is installed beside the packages, as users do.
 */
const NEWEST = "7.0.2";

let installation: Installation;
const tsc = (...argv: string[]) =>
  installation.run("node", ["node_modules/typescript/bin/tsc", ...argv]).catch((error: unknown) => {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(stdout + stderr);
  });

beforeAll(async () => {
  installation = await installPacked(["runtime", "generator"]);
  await installation.run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `typescript@${NEWEST}`]);
}, 180_000);

afterAll(async () => {
  await installation.remove();
});

test("is what is asked for", async () => {
  expect((await tsc("--version")).stdout).toContain(NEWEST);
});

test.each(RESOLUTIONS)("finds the types of each entry under %s", async (_, ...flags) => {
  await writeFile(join(installation.folder, "entries.ts"), EVERY_ENTRY);
  await tsc(...STRICTLY, ...flags, "entries.ts");
});

test.each(BUILDS)("compiles under every strict flag: $name", async (build) => {
  const folder = join(installation.folder, build.name.replaceAll(/\W+/g, "-"));
  const files = new Map(await filesOf(build));
  files.set("/tsconfig.json", JSON.stringify({ compilerOptions: wordsOf(optionsOf(build)), include: ["**/*.ts"] }));
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await tsc("--project", folder);
});

/** Options as a tsconfig.json has them. */
function wordsOf(options: ts.CompilerOptions): object {
  const { module = ts.ModuleKind.NodeNext, target = ts.ScriptTarget.ES2022, lib = [] } = options;
  const { moduleResolution = ts.ModuleResolutionKind.NodeNext } = options;
  return {
    ...options,
    outDir: undefined,
    noEmit: true,
    module: ts.ModuleKind[module],
    moduleResolution: ts.ModuleResolutionKind[moduleResolution],
    target: ts.ScriptTarget[target],
    lib: lib.map((name) => name.replace(/^lib\.|\.d\.ts$/g, "")),
  };
}
