import ts from "typescript";
import type { OutputOptions } from "../../../generator/output-options.js";
import { packageTexts, STRICT } from "./compilers.js";
import { filesWith } from "./sources.js";

/** Programs that want the same of the compiler: the outputs of all their options are compiled as one. */
export interface Build {
  readonly name: string;
  readonly type: "module" | "commonjs";
  readonly flags: ts.CompilerOptions;
  readonly outputs: Readonly<Record<string, OutputOptions>>;
}

const NODE = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
const BUNDLER = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };

export const BUILDS: readonly Build[] = [
  {
    name: "ES modules, nodenext",
    type: "module",
    flags: NODE,
    outputs: {
      usual: {},
      constants: { enums: "const-object" },
      enums: { enums: "enum" },
      undefined: { optionalProperties: "or-undefined" },
      both: { enums: "enum", optionalProperties: "or-undefined" },
      camel: { fileNames: "camelCase", banner: "/* eslint-disable */\n// SPDX-License-Identifier: MIT" },
      pascal: { fileNames: "PascalCase", enums: "const-object" },
      snake: { fileNames: "snake_case" },
      published: { publish: true, enums: "const-object" },
      arbitraries: { arbitraries: true, optionalProperties: "or-undefined" },
      enumArbitraries: { arbitraries: true, enums: "enum", fileNames: "camelCase" },
    },
  },
  {
    name: "ES modules, bundler, no extensions",
    type: "module",
    flags: BUNDLER,
    outputs: { bundled: { importExtension: "none" }, bundledEnums: { importExtension: "none", enums: "enum" } },
  },
  {
    name: "ES modules, .ts extensions",
    type: "module",
    flags: { ...BUNDLER, allowImportingTsExtensions: true, noEmit: true },
    outputs: { typescript: { importExtension: ".ts", fileNames: "camelCase" } },
  },
  {
    name: "CommonJS, nodenext, verbatimModuleSyntax",
    type: "commonjs",
    flags: NODE,
    outputs: {
      required: { module: "commonjs" },
      requiredEnums: { module: "commonjs", enums: "enum", optionalProperties: "or-undefined", fileNames: "camelCase" },
      requiredConstants: { module: "commonjs", enums: "const-object" },
      requiredArbitraries: { module: "commonjs", arbitraries: true },
    },
  },
  {
    name: "CommonJS, nodenext, from ES module syntax",
    type: "commonjs",
    flags: { ...NODE, verbatimModuleSyntax: false },
    outputs: { imported: {}, importedEnums: { enums: "enum" } },
  },
];

/** Types of the output's as users write them. */
const USE = {
  enum: `import type { Fan } from "./index.js";\nimport { FanGear } from "./index.js";\nexport const fan: Fan = { name: "a", gear: FanGear.Slow };\n`,
};

const FAST_CHECK = [...packageTexts("fast-check"), ...packageTexts("pure-rand")];

/** All files of a program, by absolute paths. */
export async function filesOf({ type, outputs }: Build): Promise<Map<string, string>> {
  const files = new Map<string, string>([["/package.json", JSON.stringify({ type })], ...FAST_CHECK]);
  for (const [folder, options] of Object.entries(outputs)) {
    for (const [path, content] of await filesWith(options)) files.set(`/${folder}/${path}`, content);
    if (folder === "enums" || folder === "constants") files.set(`/${folder}/use.ts`, USE.enum);
  }
  return files;
}

/** What it is compiled with: every flag that makes the compiler stricter. */
export function optionsOf({ flags, outputs }: Build): ts.CompilerOptions {
  const erasable = Object.values(outputs).every(({ enums, module }) => enums !== "enum" && module !== "commonjs");
  return { ...STRICT, ...flags, erasableSyntaxOnly: erasable, outDir: "/dist" };
}
