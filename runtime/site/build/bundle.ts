import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { EMBEDDED, ROOT } from "./embedded.js";

const BROWSER = join(ROOT, "runtime/site/browser");

/** What every page has, and the playground; its two large parts load when they are asked for. */
const PROGRAMS: Readonly<Record<string, string>> = {
  page: "page/page.ts",
  playground: "playground/playground.tsx",
  codegen: "codegen/codegen.ts",
  live: "live/live.ts",
};

const STYLES = "site.css";

/** Modules of Node and libraries that have a stand-in in a browser. */
const STAND_INS: Readonly<Record<string, string>> = {
  "node:fs": "shims/files.ts",
  "node:fs/promises": "shims/files.ts",
  "node:module": "shims/module.ts",
  "node:crypto": "shims/crypto.ts",
  "node:util": "shims/util.ts",
  "node:url": "shims/url.ts",
  prettier: "shims/prettier.ts",
  "ts-morph": "shims/ts-morph.ts",
};

/** Parts of Node that nothing here calls, and the formatter of the YAML language service. */
const ABSENT =
  /^(?:node:)?(?:os|perf_hooks|inspector|constants|stream|stream\/promises|timers\/promises|assert|tty|v8|worker_threads|child_process|http|https|net|tls|zlib|fs|util|module|url|crypto)$/;

/** What the generator asks of a user's project: its packages, its tsconfig, its templates, its prettier. A page has none. */
const OF_PROJECTS = /[\\/]generator[\\/]output[\\/](package-types|import-extension|own-templates|user-prettier)\.ts$/;

/**
 * Bundles the programs of the site into `folder`: classic scripts, since browsers load no modules from `file://`. Returns
 * their sizes in bytes, by name.
 */
export async function bundlePrograms(folder: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const [name, path] of Object.entries(PROGRAMS)) {
    const { metafile } = await build({
      ...SETTINGS,
      metafile: true,
      entryPoints: [{ in: join(BROWSER, path), out: name }],
      outdir: folder,
      // What every page loads needs no globals of Node.
      ...(name === "page" ? {} : { inject: [join(BROWSER, "shims/globals.ts")] }),
    });
    for (const { bytes } of Object.values(metafile.outputs)) sizes.set(`${name}.js`, bytes);
  }
  await build({ ...SETTINGS, entryPoints: [join(BROWSER, STYLES)], outdir: folder });
  return sizes;
}

const SETTINGS: BuildOptions = {
  bundle: true,
  minify: true,
  format: "iife",
  platform: "browser",
  target: "es2022",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  // Who asks where it lies is the generator, for its templates.
  define: { "import.meta.url": '"file:///generator/generator.ts"', global: "globalThis" },
  alias: { "octopus-mqtt": join(BROWSER, "shims/sdk.ts") },
  plugins: [standIns(), embeddedData()],
  logLevel: "error",
};

function standIns(): Plugin {
  const path = fileURLToPath(import.meta.resolve("path-browserify"));
  const buffer = fileURLToPath(import.meta.resolve("buffer/index.js"));
  return {
    name: "stand-ins",
    setup(builder) {
      builder.onResolve({ filter: /^(?:node:)?path$/ }, () => ({ path }));
      builder.onResolve({ filter: /^node:buffer$/ }, () => ({ path: buffer }));
      builder.onResolve({ filter: /^prettier\// }, ({ path: name, importer }) =>
        importer.includes("yaml-language-server") ? { path: name, namespace: "absent" } : undefined,
      );
      builder.onResolve({ filter: /^[a-z]/ }, ({ path: name, importer }) => {
        const standIn = STAND_INS[name];
        // Libraries that ask for more of Node than our own files do get the absent modules.
        if (standIn !== undefined && (!name.startsWith("node:") || importer.startsWith(ROOT)))
          return { path: join(BROWSER, standIn) };
        return ABSENT.test(name) ? { path: name, namespace: "absent" } : undefined;
      });
      builder.onLoad({ filter: OF_PROJECTS }, ({ path: file }) => ({ contents: absentModule(basename(file)) }));
      builder.onLoad({ filter: /.*/, namespace: "absent" }, ({ path: name }) => ({ contents: absentModule(name) }));
    },
  };
}

/** A module whose functions say, when they are called after all, that they are not there. */
function absentModule(name: string): string {
  return `module.exports = new Proxy({}, {
    get: (_, member) => member === "__esModule" ? undefined : function () {
      throw new Error(${JSON.stringify(`${name} is not in a browser: `)} + String(member));
    },
  });`;
}

function embeddedData(): Plugin {
  return {
    name: "embedded-data",
    setup(builder) {
      builder.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: "embedded" }));
      builder.onLoad({ filter: /.*/, namespace: "embedded" }, ({ path }) => ({
        contents: JSON.stringify(EMBEDDED[path]?.()),
        loader: "json",
      }));
    },
  };
}
