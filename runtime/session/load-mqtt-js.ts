import { createRequire } from "node:module";
import process from "node:process";
import type * as mqtt from "mqtt";

const requireModule = createRequire(import.meta.url);

let loaded: typeof mqtt | undefined;

/** Where mqtt.js is fetched ahead; in Node it is loaded when it is asked for. */
export function prepareMqttJs(): Promise<void> {
  return Promise.resolve();
}

/**
 * Loads mqtt.js, on the first call only: topics, durations, types and validators work without it. `require` starts
 * faster than `import` here, since Node need not look through the CommonJS module for the names that it exports.
 */
export function loadMqttJs(): typeof mqtt {
  // Node looks the package up in the file system each time that it is required, though it is loaded once.
  return (loaded ??= withNodeStreams(() => requireModule("mqtt") as typeof mqtt));
}

/**
 * Loads something whose dependencies have `readable-stream`, a copy of Node's streams for everything that has none. With
 * this variable it gives Node's own, which are there already: some ten milliseconds less until a first connection.
 */
function withNodeStreams<T>(load: () => T): T {
  const { READABLE_STREAM: before } = process.env;
  process.env.READABLE_STREAM = "disable";
  try {
    return load();
  } finally {
    if (before === undefined) delete process.env.READABLE_STREAM;
    else process.env.READABLE_STREAM = before;
  }
}
