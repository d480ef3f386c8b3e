import { createRequire } from "node:module";
import type * as mqtt from "mqtt";

const requireModule = createRequire(import.meta.url);

/** Where mqtt.js is fetched ahead; in Node it is loaded when it is asked for. */
export function prepareMqttJs(): Promise<void> {
  return Promise.resolve();
}

/**
 * Loads mqtt.js, on the first call only: topics, durations, types and validators work without it. `require` starts
 * faster than `import` here, since Node need not look through the CommonJS module for the names that it exports.
 */
export function loadMqttJs(): typeof mqtt {
  return requireModule("mqtt") as typeof mqtt;
}
