import { createUnplugin, type UnpluginInstance } from "unplugin";
import { followSources } from "./dev-server.js";
import { onEntryPoint } from "./esbuild.js";
import type { PluginOptions } from "./options.js";
import { inputPaths } from "./input-paths.js";
import { runPlugin, type PluginRun } from "./run.js";
import { tellCompilation, type Compilation } from "./webpack.js";

export type { PluginOptions } from "./options.js";

/**
 * The generator in a build, for Vite, Rollup, Rolldown, webpack and esbuild: runs the jobs of the configuration
 * before the build, fails it where a source has an error, and generates again when one changes. A run with nothing to do
 * costs next to nothing. Default options: all jobs of `octopus-mqtt.config.*` in the working folder.
 */
export const octopusMqttCodegen: UnpluginInstance<PluginOptions | undefined> = createUnplugin((options = {}) => {
  const run = () => runPlugin(options);
  const closed = new AbortController();
  let isServing = false;
  let last: PluginRun | undefined;
  let started: Promise<PluginRun> | undefined;
  return {
    name: "octopus-mqtt-codegen",
    async buildStart() {
      // A server goes on with what it has, and shows what is wrong.
      if (isServing) return;
      last = await run();
      const build = this.getNativeBuildContext?.();
      if (build?.framework === "esbuild") return;
      const paths = inputPaths(last.watched);
      if (build?.framework === "webpack") {
        tellCompilation(build.compilation as Compilation, last, paths);
        return;
      }
      for (const path of [...paths.files, ...paths.folders]) this.addWatchFile(path);
      for (const warning of last.warnings) warn(this, warning);
      if (last.error) throw last.error;
    },
    esbuild: {
      setup(build) {
        build.onResolve({ filter: /./ }, ({ kind }) =>
          kind === "entry-point" && last ? onEntryPoint(last) : undefined,
        );
      },
    },
    vite: {
      // Before Vite looks around for what to watch: a folder that is made meanwhile may escape it.
      async configResolved({ command }) {
        if (command === "serve") await (started ??= run());
      },
      async configureServer(server) {
        isServing = true;
        const first = await (started ??= run());
        for (const warning of first.warnings) server.config.logger.warn(warning);
        if (first.error) server.config.logger.error(first.error.message);
        followSources(server, first, run, closed.signal).catch((error: unknown) => {
          server.config.logger.error(`octopus-mqtt-codegen follows the sources no more: ${String(error)}`);
        });
      },
      closeBundle() {
        closed.abort();
      },
    },
  };
});

/** Vite, Rollup and Rolldown have a channel for warnings already at this time; elsewhere it is the terminal. */
function warn(context: object, text: string): void {
  const { warn: say } = context as { readonly warn?: (text: string) => void };
  if (say) say.call(context, text);
  else console.warn(text);
}

/** For `plugins` of a Vite configuration. */
export const vite: UnpluginInstance<PluginOptions | undefined>["vite"] = octopusMqttCodegen.vite;
/** For `plugins` of a Rollup configuration. */
export const rollup: UnpluginInstance<PluginOptions | undefined>["rollup"] = octopusMqttCodegen.rollup;
/** For `plugins` of a Rolldown configuration. */
export const rolldown: UnpluginInstance<PluginOptions | undefined>["rolldown"] = octopusMqttCodegen.rolldown;
/** For `plugins` of a webpack configuration. */
export const webpack: UnpluginInstance<PluginOptions | undefined>["webpack"] = octopusMqttCodegen.webpack;
/** For `plugins` of esbuild's options. */
export const esbuild: UnpluginInstance<PluginOptions | undefined>["esbuild"] = octopusMqttCodegen.esbuild;

export default octopusMqttCodegen;
