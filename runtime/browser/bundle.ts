/**
 * Bundles the SDK into `dist/`: for Node, and into `dist/browser/` for browsers and workers, where `NAME.browser.ts` takes
 * the place of `NAME.ts`, and what is used of Node's built-ins comes along.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

const runtime = fileURLToPath(new URL("../", import.meta.url));
const here = (name: string) => join(runtime, "browser", name);

const SHARED = {
  absWorkingDir: runtime,
  entryPoints: [
    ...["index.ts", "entries/client.ts", "entries/options.ts", "topic/index.ts", "options/duration.ts"],
    ...["../generated/index.ts", "../generated/embed.ts"],
  ],
  outbase: "..",
  bundle: true,
  splitting: true,
  format: "esm",
  sourcemap: true,
  logLevel: "warning",
} satisfies BuildOptions;

/** What stands in for Node's modules. */
const STAND_INS = {
  // By their files, since esbuild takes the names for Node's own modules.
  "node:buffer": join(runtime, "../node_modules/buffer/index.js"),
  "node:crypto": here("node-crypto.ts"),
  "node:events": join(runtime, "../node_modules/events/events.js"),
  "node:timers": here("node-timers.ts"),
  "node:util": here("node-util.ts"),
};

/** Takes `NAME.browser.ts` where there is one. */
const browserFiles: Plugin = {
  name: "browser-files",
  setup(builder) {
    builder.onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) => {
      const twin = join(resolveDir, path.replace(/\.js$/, ".browser.ts"));
      return existsSync(twin) ? { path: twin } : undefined;
    });
  },
};

/** Writes both bundles into a folder. */
export async function bundleSdk(folder: string): Promise<void> {
  await build({ ...SHARED, outdir: folder, platform: "node", target: "node20", packages: "external" });
  const { metafile } = await build({
    ...SHARED,
    outdir: join(folder, "browser"),
    platform: "browser",
    target: "es2023",
    external: ["mqtt"],
    alias: STAND_INS,
    plugins: [browserFiles],
    metafile: true,
  });
  writeFileSync(join(folder, "browser/LICENSES.txt"), licencesOf(Object.keys(metafile.inputs)));
}

/** What comes along brings its licence. */
function licencesOf(inputs: readonly string[]): string {
  const folders = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const licences = [...new Set(folders)].sort().map((folder) => {
    const file = readdirSync(join(runtime, folder)).find((name) => /^licen[cs]e/i.test(name));
    if (file === undefined) throw new Error(`${folder} has no licence`);
    return `${folder.replace(/^.*node_modules\//, "")}\n\n${readFileSync(join(runtime, folder, file), "utf8").trim()}\n`;
  });
  return `The files beside this one contain parts of these packages.\n\n${licences.join("\n\n")}`;
}

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) await bundleSdk(join(runtime, "dist"));
