import { Changes } from "../watch/changes.js";
import type { BuildError } from "./build-error.js";
import type { PluginRun } from "./run.js";

/** What is asked of Vite's development server. */
export interface DevServer {
  readonly config: {
    readonly logger: { error(text: string): void; warn(text: string): void };
  };
  readonly ws: {
    send(payload: object): void;
    on(event: "connection", listener: () => void): void;
  };
}

/**
 * Generates whenever a source, a template or the configuration changes, as long as the server runs. What is wrong shows
 * in the overlay, and the last good output stays; once it is mended the page loads anew.
 *
 * @param first what the run at the start came to
 * @param closed aborts when the server closes; that it listens is not said, since it may be a part of another one
 */
export async function followSources(
  server: DevServer,
  first: PluginRun,
  run: () => Promise<PluginRun>,
  closed: AbortSignal,
): Promise<void> {
  let last = first;
  const tell = () => {
    if (last.error) server.ws.send(overlay(last.error));
  };
  // A page that is opened while something is wrong is told as well.
  server.ws.on("connection", tell);
  const changes = new Changes(closed);
  await changes.watch(last.watched);
  while (await changes.next()) {
    const before = last;
    last = await run();
    await changes.watch(last.watched);
    for (const warning of last.warnings) server.config.logger.warn(warning);
    if (last.error) server.config.logger.error(last.error.message);
    tell();
    // Vite itself reloads what was written; where the sources are again what they were, nothing is.
    if (before.error && !last.error) server.ws.send({ type: "full-reload", path: "*" });
  }
  await changes.close();
}

function overlay(error: Error): object {
  const { message, stack = "", id, loc, frame } = error as Error & Pick<BuildError, "id" | "loc" | "frame">;
  return { type: "error", err: { message, stack, id, loc, frame, plugin: "octopus-mqtt-codegen" } };
}
