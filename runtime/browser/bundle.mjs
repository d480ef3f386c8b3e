// Bundles the SDK into `dist/`: for Node, and into `dist/browser/` for browsers and workers, where `NAME.browser.ts` takes
// the place of `NAME.ts`, and what is used of Node's built-ins comes along.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const runtime = fileURLToPath(new URL("../", import.meta.url));
const here = (name) => join(runtime, "browser", name);

const shared = {
  absWorkingDir: runtime,
  entryPoints: ["index.ts", "topic/index.ts", "options/duration.ts", "../generated/index.ts"],
  outbase: "..",
  bundle: true,
  splitting: true,
  format: "esm",
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
};

/** What stands in for Node's modules. */
const STAND_INS = {
  "node:crypto": here("node-crypto.ts"),
  "node:events": join(runtime, "../node_modules/events/events.js"),
  "node:util": here("node-util.ts"),
};

/** Takes `NAME.browser.ts` where there is one. */
const browserFiles = {
  name: "browser-files",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) => {
      const twin = join(resolveDir, path.replace(/\.js$/, ".browser.ts"));
      return existsSync(twin) ? { path: twin } : undefined;
    });
  },
};

await build({ ...shared, outdir: "dist", platform: "node", target: "node20", packages: "external" });

const { metafile } = await build({
  ...shared,
  outdir: "dist/browser",
  platform: "browser",
  target: "es2023",
  external: ["mqtt"],
  alias: STAND_INS,
  inject: [here("globals.ts")],
  plugins: [browserFiles],
});

// What comes along brings its licence.
const folders = Object.keys(metafile.inputs).flatMap(
  (path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
);
const licences = [...new Set(folders)].sort().map((folder) => {
  const file = readdirSync(join(runtime, folder)).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence`);
  return `${folder.replace(/^.*node_modules\//, "")}\n\n${readFileSync(join(runtime, folder, file), "utf8").trim()}\n`;
});
const intro = "The files beside this one contain parts of these packages.\n\n";
writeFileSync(join(runtime, "dist/browser/LICENSES.txt"), intro + licences.join("\n\n"));
