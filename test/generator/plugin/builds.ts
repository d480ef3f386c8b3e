import { join } from "node:path";
import { build as esbuildBuild } from "esbuild";
import { rolldown as rolldownBuild } from "rolldown";
import { rollup as rollupBuild } from "rollup";
import { createLogger, build as viteBuild } from "vite";
import { webpack as webpackBuild } from "webpack";
import { esbuild, rolldown, rollup, vite, webpack } from "../../../generator/plugin/index.js";
import type { PluginOptions } from "../../../generator/plugin/index.js";

/** Builds a project once. Returns what the bundler itself says as warnings; rejects where the build fails. */
type Build = (folder: string, options: PluginOptions) => Promise<readonly string[]>;

/** A build with each of the bundlers. */
export const BUILDS: Readonly<Record<string, Build>> = {
  Vite: async (root, options) => {
    const warnings: string[] = [];
    const customLogger = { ...createLogger("silent"), warn: (text: string) => void warnings.push(text) };
    await viteBuild({ root, customLogger, plugins: [vite(options)] });
    return warnings;
  },
  Rolldown: async (folder, options) => {
    const warnings: string[] = [];
    const onLog = (level: string, { message }: { readonly message: string }) => {
      if (level === "warn") warnings.push(message);
    };
    const bundle = await rolldownBuild({ input: join(folder, "src/main.js"), plugins: [rolldown(options)], onLog });
    await bundle.generate();
    await bundle.close();
    return warnings;
  },
  webpack: (folder, options) =>
    new Promise((resolve, reject) => {
      const entry = join(folder, "src/main.js");
      const output = { path: join(folder, "out") };
      const externals = [/generated/];
      webpackBuild(
        { context: folder, mode: "none", entry, output, externals, plugins: [webpack(options)] },
        (error, stats) => {
          const problem = error ?? stats?.compilation.errors[0];
          if (problem) reject(problem);
          else resolve((stats?.compilation.warnings ?? []).map(({ message }) => message));
        },
      );
    }),
  Rollup: async (folder, options) => {
    const warnings: string[] = [];
    const onwarn = ({ message }: { readonly message: string }) => void warnings.push(message);
    const external = (id: string) => id.endsWith(".ts");
    const input = join(folder, "src/main.js");
    const bundle = await rollupBuild({ input, external, plugins: [rollup(options)], onwarn });
    await bundle.close();
    return warnings;
  },
  esbuild: async (folder, options) => {
    const entryPoints = [join(folder, "src/main.js")];
    const plugins = [esbuild(options)];
    const { warnings } = await esbuildBuild({ entryPoints, bundle: true, write: false, logLevel: "silent", plugins });
    return warnings.map(({ text }) => text);
  },
};
