import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, repositoryRoot, sourceFiles, type Import } from "./imports.js";

/**
 * Who may import whom: the table of CONTRIBUTING.md. A layer is a path prefix; it may import its own files and those
 * of the layers listed, and the packages listed. The first prefix that fits a file is its layer.
 */
interface Layer {
  readonly prefix: string;
  readonly may: readonly string[];
  readonly packages: readonly string[];
}

const LAYERS: readonly Layer[] = [
  { prefix: "generator/model/", may: ["generator/diagnostics.ts", "generator/input/"], packages: [] },
  {
    prefix: "generator/input/",
    may: [
      ...["generator/diagnostics.ts", "generator/assets.ts", "generator/kubernetes-features.ts", "generator/own.ts"],
      "generator/model/",
      ...["templates/support/nearest-word.ts", "templates/support/date-time.ts", "templates/support/list-keys.ts"],
    ],
    packages: ["node:", "ajv", "yaml", "re2js", "@eslint-community/regexpp"],
  },
  {
    prefix: "generator/print/",
    may: ["generator/assets.ts"],
    packages: ["node:", "handlebars", "prettier", "ts-morph", "yaml"],
  },
  {
    prefix: "generator/emit/",
    may: [
      "templates/support/date-time.ts",
      "templates/support/list-keys.ts",
      ...["generator/model/", "generator/print/", "generator/assets.ts", "generator/diagnostics.ts"],
      ...["generator/kubernetes-features.ts", "generator/own.ts"],
      ...["generator/input/javascript-pattern.ts", "generator/input/parse-json.ts"],
    ],
    packages: ["node:", "ajv", "json-schema-to-typescript", "ts-morph"],
  },
  {
    prefix: "generator/crd-diff/compare/",
    may: ["generator/crd-diff/", "generator/model/", "generator/own.ts", "templates/support/nearest-word.ts"],
    packages: [],
  },
  {
    prefix: "generator/crd-diff/",
    may: ["generator/"],
    packages: ["node:", "ajv", "yaml"],
  },
  {
    prefix: "generator/crd-lint/",
    may: [
      ...["generator/input/json-syntax.ts", "generator/input/positions.ts", "generator/kubernetes-features.ts"],
      "generator/own.ts",
    ],
    packages: ["node:", "yaml", "re2js", "@marcbachmann/cel-js"],
  },
  { prefix: "generator/config/types/", may: [], packages: [] },
  { prefix: "generator/config/", may: ["generator/"], packages: ["node:", "ajv", "jiti"] },
  { prefix: "generator/lint/", may: ["generator/"], packages: ["node:", "yaml"] },
  { prefix: "generator/init/", may: ["generator/"], packages: ["node:", "@clack/prompts", "jsonc-parser"] },
  // The types of SARIF, and none of its code.
  { prefix: "generator/report/", may: ["generator/"], packages: ["node:", "commander", "sarif"] },
  { prefix: "generator/plugin/", may: ["generator/"], packages: ["node:", "unplugin"] },
  { prefix: "generator/watch/", may: ["generator/"], packages: ["node:", "chokidar"] },
  // Examples see the generator as its users do.
  { prefix: "generator/examples/", may: [], packages: ["octopus-mqtt-codegen"] },
  { prefix: "generator/build/", may: ["generator/input/"], packages: ["node:", "ajv", "esbuild"] },
  { prefix: "generator/", may: ["generator/"], packages: ["node:", "commander", "diff", "get-tsconfig", "prettier"] },
  { prefix: "generated/types/", may: [], packages: [] },
  { prefix: "generated/support/", may: [], packages: [] },
  { prefix: "generated/", may: ["generated/"], packages: [] },
  // What tests of users' run, beside their fast-check.
  { prefix: "templates/arbitraries/", may: [], packages: ["fast-check"] },
  { prefix: "templates/", may: [], packages: [] },
  { prefix: "runtime/errors.ts", may: [], packages: [] },
  { prefix: "runtime/topic/", may: ["runtime/errors.ts", "generated/support/"], packages: [] },
  { prefix: "runtime/options/duration.ts", may: ["runtime/errors.ts"], packages: [] },
  {
    prefix: "runtime/options/",
    may: ["runtime/errors.ts", "runtime/topic/", "generated/"],
    packages: ["node:", "mqtt"],
  },
  { prefix: "runtime/transport/", may: ["runtime/errors.ts", "runtime/options/"], packages: ["node:", "ws", "mqtt"] },
  {
    prefix: "runtime/session/",
    may: ["runtime/errors.ts", "runtime/topic/", "runtime/options/", "runtime/transport/", "generated/"],
    packages: ["node:", "mqtt"],
  },
  // What stands in for Node in browsers: bundled, so that it is no dependency of the package.
  { prefix: "runtime/browser/", may: [], packages: ["node:", "@noble/hashes", "esbuild"] },
  // The two commands are packages of their own and see the SDK as its users do.
  { prefix: "runtime/cli/", may: [], packages: ["node:", "octopus-mqtt", "commander", "yaml", "pino", "prom-client"] },
  {
    prefix: "runtime/demo/",
    may: ["runtime/cli/"],
    packages: ["node:", "octopus-mqtt", "aedes", "ws", "mqtt", "yaml", "commander"],
  },
  // A build tool, and programs that bundle what they need of everything else.
  {
    prefix: "runtime/site/browser/",
    may: ["runtime/", "generated/", "generator/"],
    packages: [
      ...["@codemirror/", "@lezer/highlight", "@noble/hashes", "buffer", "fflate", "minisearch", "mqtt", "mqtt-packet"],
      ...["octopus-mqtt", "preact", "prettier", "typescript", "virtual:", "yaml", "yaml-language-server"],
      ...["vscode-languageserver-textdocument", "vscode-languageserver-types"],
    ],
  },
  {
    prefix: "runtime/site/",
    may: ["runtime/", "generated/", "generator/"],
    packages: ["node:", "@codemirror/", "@lezer/highlight", "esbuild", "markdown-it", "minisearch", "typedoc"],
  },
  { prefix: "runtime/", may: ["runtime/", "generated/"], packages: ["node:", "mqtt"] },
];

/** What `runtime/` may be split off from: the SDK never reaches up into its commands. */
const NEVER: readonly (readonly [from: string, to: string])[] = [
  ["runtime/client.ts", "runtime/status-publisher.ts"],
  ["runtime/client.ts", "runtime/cli/"],
  ["runtime/status-publisher.ts", "runtime/cli/"],
  ["runtime/index.ts", "runtime/cli/"],
  ["runtime/entries/", "runtime/cli/"],
  ["runtime/entries/", "runtime/demo/"],
  ["runtime/index.ts", "runtime/demo/"],
  ["runtime/index.ts", "runtime/site/"],
];

function layerOf(file: string): Layer {
  const layer = LAYERS.find(({ prefix }) => file.startsWith(prefix));
  if (!layer) throw new Error(`${file} is in no layer`);
  return layer;
}

function isAllowed({ from, to }: Import): boolean {
  const layer = layerOf(from);
  const inside = /^(schema|generator|generated|runtime|templates|test)\//.test(to);
  if (!inside) return layer.packages.some((name) => to === name || (/[:/]$/.test(name) && to.startsWith(name)));
  return [layer.prefix, ...layer.may].some((prefix) => to.startsWith(prefix));
}

describe("layers", () => {
  const imports = ["generator", "generated", "runtime", "templates"].flatMap(sourceFiles).flatMap(importsOf);

  test("there is something to check", () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  test("every import goes down", () => {
    expect(imports.filter((found) => !isAllowed(found)).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test("the SDK does not reach up into its commands", () => {
    const up = imports.filter(({ from, to }) => NEVER.some(([a, b]) => from.startsWith(a) && to.startsWith(b)));
    expect(up).toEqual([]);
  });
});

describe("the SDK stays thin", () => {
  const files = sourceFiles("runtime").filter((file) => !/^runtime\/(cli|demo|site)\//.test(file));

  test("it imports no packages but those it declares", () => {
    const manifest = JSON.parse(readFileSync(join(repositoryRoot, "runtime/package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const own = files.filter((file) => !file.startsWith("runtime/browser/"));
    const packages = own.flatMap(importsOf).filter(({ to }) => !to.includes(".ts") && !to.startsWith("node:"));
    expect([...new Set(packages.map(({ to }) => to))].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  test("growth is visible", () => {
    const lines = (file: string) => readFileSync(join(repositoryRoot, file), "utf8").split("\n").length - 1;
    const total = files.reduce((sum, file) => sum + lines(file), 0);
    console.info(`runtime/: ${total} lines in ${files.length} files`);
    expect(files.filter((file) => lines(file) > 300)).toEqual([]);
  });
});
