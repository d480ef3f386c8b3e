import type * as mqtt from "mqtt";
import { MqttRuntimeError } from "../errors.js";

let loaded: typeof mqtt | undefined;

/** Fetches mqtt.js, on the first call only. Throws `connection-failed` where it cannot be fetched. */
export async function prepareMqttJs(): Promise<void> {
  try {
    // What it has for browsers has a default export only.
    loaded ??= ((await import("mqtt")) as unknown as { readonly default: typeof mqtt }).default;
  } catch (error) {
    throw MqttRuntimeError.from(error, "connection-failed", "mqtt.js cannot be loaded");
  }
}

/** mqtt.js, which {@link prepareMqttJs} has fetched. */
export function loadMqttJs(): typeof mqtt {
  if (loaded === undefined) throw new Error("mqtt.js is not loaded yet");
  return loaded;
}
