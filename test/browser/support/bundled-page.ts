import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { repositoryRoot } from "../../repository/imports.js";
import { serveFolder } from "./static-server.js";

/** A served page that runs a program. */
export interface BundledPage {
  readonly url: string;
  /** The JavaScript of a program, as the browser gets it. */
  code(program: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Bundles programs of `test/browser/programs/`, without their `.ts`, as a bundler does for browsers, and serves a page
 * that runs the first one; `/NAME.js` are the others, for workers. A module that only Node has (`node:net`) fails the
 * bundling, as it does at a user's.
 */
export async function servePrograms(first: string, ...others: readonly string[]): Promise<BundledPage> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-page-"));
  await build({
    entryPoints: [first, ...others].map((name) => join(repositoryRoot, "test/browser/programs", `${name}.ts`)),
    ...{ bundle: true, outdir: folder, format: "esm", platform: "browser", target: "es2023", logLevel: "silent" },
    // Not tsconfig.json, where the names of the packages mean their sources: here they are what was built.
    tsconfigRaw: {},
  });
  await writeFile(join(folder, "index.html"), `<!doctype html><script type="module" src="${first}.js"></script>`);
  const server = await serveFolder(folder);
  return {
    url: server.url,
    code: (program) => readFile(join(folder, `${program}.js`), "utf8"),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
