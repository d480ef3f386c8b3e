/**
 * Bundles the generator into `dist/generator/`. Node looks for each file of a program, opens it and links it by itself: in
 * a few large files the code is there sooner, and what a command does not need is in files of its own. The packages that
 * it depends on stay outside.
 */
import { fileURLToPath } from "node:url";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build, type Plugin } from "esbuild";
import { SOURCE_KINDS } from "../input/meta-schemas.js";
import { metaAjv } from "../input/meta-validators.js";

const folder = fileURLToPath(new URL("../", import.meta.url));

/** To compile the meta schemas takes longer than to check some dozens of sources with them; so it is done here. */
const compiledMetaValidators: Plugin = {
  name: "compiled-meta-validators",
  setup(builder) {
    builder.onLoad({ filter: /\/input\/meta-validators\.ts$/ }, () => ({ contents: compiled(), resolveDir: folder }));
  },
};

function compiled(): string {
  const ajv = metaAjv({ optimize: true, source: true, esm: true });
  const code = standaloneCode.default(ajv, Object.fromEntries(SOURCE_KINDS.map((kind) => [`of_${kind}`, kind])));
  const imports: string[] = [];
  // ajv writes `require` into ES modules, too.
  const checks = code.replace(/require\("(ajv\/dist\/runtime\/\w+)"\)/g, (_, path) => {
    imports.push(`import required${imports.length} from "${path}.js";`);
    return `required${imports.length - 1}`;
  });
  const table = SOURCE_KINDS.map((kind) => `${kind}: of_${kind}`).join(", ");
  return `${imports.join("\n")}\n${checks}\nexport const metaValidator = (kind) => ({ ${table} })[kind];\n`;
}

await build({
  absWorkingDir: folder,
  entryPoints: ["bin.ts", "index.ts", "plugin/index.ts", "workers/emit-worker.ts"],
  outbase: ".",
  outdir: "dist/generator",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: true,
  plugins: [compiledMetaValidators],
  logLevel: "warning",
});
