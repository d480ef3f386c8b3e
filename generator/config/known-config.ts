import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { cachePath, readCached, writeCached } from "../incremental/cache-file.js";
import { hashOf } from "../incremental/snapshot.js";
import { CONFIG_SCHEMA } from "../own-folder.js";
import type { CodegenConfig } from "./types/codegen-config.js";

interface KnownConfig {
  /** Of what was read, and of the schema that it kept to. */
  readonly key: string;
  readonly config: CodegenConfig;
}

/** What an earlier run found a configuration to say; undefined unless it is the same one, and so is its schema. */
export function knownConfig(path: string, key: string): CodegenConfig | undefined {
  const known = readCached(cacheOf(path)) as KnownConfig | undefined;
  return known?.key === withSchema(key) ? known.config : undefined;
}

/** Keeps what a sound configuration says for the next run. */
export function rememberConfig(path: string, key: string, config: CodegenConfig): void {
  writeCached(cacheOf(path), { key: withSchema(key), config } satisfies KnownConfig);
}

function withSchema(key: string): string {
  const schema = readFileSync(CONFIG_SCHEMA, "utf8");
  return hashOf(`${key}\n${schema}`);
}

/** Where the cache has what a configuration says, if it may have anything. */
export function cacheOf(path: string): string | undefined {
  return cachePath(resolve(path, ".."), `config-${hashOf(resolve(path)).slice(0, 16)}.json`);
}
