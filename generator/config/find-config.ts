import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { aboutConfig, ConfigError } from "./config-error.js";

/** The names that a configuration may have. */
export const CONFIG_NAMES = ["ts", "mts", "mjs", "js", "json", "yaml", "yml"].map(
  (end) => `octopus-mqtt.config.${end}`,
);

/** Whether a configuration is JSON or YAML, and not a program that exports one. */
export function isData(path: string): boolean {
  return /\.(?:json|ya?ml)$/.test(path);
}

/**
 * The path of the configuration in a folder; undefined when there is none.
 *
 * Throws ConfigError `config-ambiguous` where there are several: which one is meant is for the user to say.
 */
export function findConfig(folder: string): string | undefined {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const there = new Set(readdirSync(folder));
  const [found, ...others] = CONFIG_NAMES.filter((name) => there.has(name)).map((name) => join(folder, name));
  if (found === undefined || others.length === 0) return found;
  const message = `there is also ${others.join(", ")}; keep one of them, or name one with --config`;
  throw new ConfigError([aboutConfig(found, "config-ambiguous", message)]);
}
