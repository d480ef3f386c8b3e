import { readFileSync } from "node:fs";
import { join } from "node:path";
import { context as esbuildContext, transform } from "esbuild";
import { watch as rolldownWatch } from "rolldown";
import { watch as rollupWatch } from "rollup";
import { build as viteBuild } from "vite";
import { webpack as webpackBuild } from "webpack";
import { repositoryRoot } from "../../repository/imports.js";
import { esbuild, rolldown, rollup, vite, webpack } from "../../../generator/plugin/index.js";
import type { Project } from "./project.js";

/** What a build came to: the bundle, or what is wrong. */
export interface Built {
  readonly code?: string;
  readonly error?: string;
}

/** Builds, and builds again; returns what ends it. */
type Watching = (project: Project, tell: (built: Built) => void) => Promise<End> | End;
type End = () => Promise<unknown>;

/** Both Rollup and those that speak as it does tell an event per bundle. */
interface BundleEvent {
  readonly code: string;
  readonly error?: unknown;
}

const isEnd = ({ code }: BundleEvent) => code === "BUNDLE_END" || code === "ERROR";

/** The part of an output that tests read. */
type Chunks = readonly { readonly type: string; readonly code?: string }[];
const codeOf = (output: Chunks) => output.map(({ code = "" }) => code).join("\n");

/** A plugin of Rollup's kind that tells each bundle. */
const telling = (tell: (built: Built) => void) => ({
  name: "telling",
  generateBundle(_: unknown, bundle: Readonly<Record<string, Chunks[number]>>) {
    tell({ code: codeOf(Object.values(bundle)) });
  },
});

function tellErrors(tell: (built: Built) => void) {
  return (event: BundleEvent) => {
    if (isEnd(event) && event.code === "ERROR") tell({ error: String(event.error) });
  };
}

/** The watch modes of the bundlers. */
export const WATCHING: Readonly<Record<string, Watching>> = {
  Rollup: ({ folder, options }, tell) => {
    const typeScript = {
      name: "typescript",
      transform: async (code: string, id: string) =>
        id.endsWith(".ts") ? (await transform(code, { loader: "ts" })).code : undefined,
    };
    const plugins = [rollup(options), typeScript, telling(tell)];
    const watcher = rollupWatch({ input: join(folder, "src/main.js"), plugins, output: { dir: join(folder, "out") } });
    watcher.on("event", tellErrors(tell));
    return () => Promise.resolve(watcher.close());
  },
  Rolldown: ({ folder, options }, tell) => {
    const plugins = [rolldown(options), telling(tell)];
    const output = { dir: join(folder, "out") };
    const watcher = rolldownWatch({ input: join(folder, "src/main.js"), plugins, output });
    watcher.on("event", tellErrors(tell));
    return () => watcher.close();
  },
  "Vite's build": async ({ folder, options }, tell) => {
    const plugins = [vite(options), telling(tell)];
    const watcher = await viteBuild({ root: folder, logLevel: "silent", plugins, build: { watch: {}, minify: false } });
    if (!("close" in watcher)) throw new Error("Vite does not watch");
    watcher.on("event", tellErrors(tell));
    return () => Promise.resolve(watcher.close());
  },
  webpack: ({ folder, options }, tell) => {
    const compiler = webpackBuild({
      context: folder,
      mode: "none",
      entry: join(folder, "src/main.js"),
      output: { path: join(folder, "out") },
      module: { rules: [{ test: /\.ts$/, use: join(repositoryRoot, "test/generator/plugin/typescript-loader.cjs") }] },
      plugins: [webpack(options)],
    });
    compiler.hooks.done.tap("telling", ({ compilation }) => {
      const [error] = compilation.errors;
      if (error) tell({ error: error.message });
      else tell({ code: readFileSync(join(folder, "out/main.js"), "utf8") });
    });
    compiler.watch({ aggregateTimeout: 20 }, (error) => {
      if (error) tell({ error: `ended: ${error.message}` });
    });
    return () =>
      new Promise((resolve) => {
        compiler.close(resolve);
      });
  },
  esbuild: async ({ folder, options }, tell) => {
    const context = await esbuildContext({
      entryPoints: [join(folder, "src/main.js")],
      bundle: true,
      format: "esm",
      write: false,
      logLevel: "silent",
      plugins: [
        esbuild(options),
        {
          name: "telling",
          setup(build) {
            build.onEnd(({ errors, outputFiles }) => {
              if (errors[0]) tell({ error: errors[0].text });
              else tell({ code: (outputFiles ?? []).map(({ text }) => text).join("\n") });
            });
          },
        },
      ],
    });
    await context.watch();
    return () => context.dispose();
  },
};
