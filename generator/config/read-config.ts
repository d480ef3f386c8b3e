import { readFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics.js";
import { hashOf } from "../incremental/snapshot.js";
import type { JsonValue } from "../model/model.js";
import type { NamedEmitter } from "../named-emitter.js";
import { aboutConfig, ConfigError } from "./config-error.js";
import { isData } from "./find-config.js";
import { knownConfig, rememberConfig } from "./known-config.js";
import { runModule } from "./run-module.js";
import { takeEmitters, type TakenEmitters } from "./take-emitters.js";
import type { CodegenConfig } from "./types/codegen-config.js";

/** A configuration that keeps to its schema. */
export interface ReadConfig {
  /** As the user wrote it. */
  readonly path: string;
  readonly text: string;
  /** Without nulls, which count as absent. */
  readonly config: CodegenConfig;
  /** Changes with the text, and with what a module makes of it. */
  readonly hash: string;
  /** Those of a module, by the name of their job. */
  readonly emitters: ReadonlyMap<string, readonly NamedEmitter[]>;
}

const NOTHING_TAKEN: TakenEmitters = { plain: undefined, emitters: new Map(), diagnostics: [] };

/**
 * Reads a configuration. A JSON or YAML text that was read before is neither parsed nor checked again, nor is what a
 * module exports checked again; so a run with nothing to do loads neither YAML nor ajv.
 *
 * @param cache false: do not believe what an earlier run left in node_modules/.cache, and leave nothing there
 *
 * Throws ConfigError with every finding: `config-unreadable`, `syntax-error`, `config-unknown-key`, `config-invalid`.
 */
export async function readConfig(path: string, cache: boolean): Promise<ReadConfig> {
  const text = readText(path);
  const isText = isData(path);
  const { plain, emitters, diagnostics: faults } = isText ? NOTHING_TAKEN : takeEmitters(await runModule(path), path);
  if (faults.length > 0) refuse(path, text, faults);
  const exported = withoutNulls(plain);
  // A module is known by what it exports; what JSON cannot say of that is not part of a configuration.
  const key = hashOf(isText ? text : `${text}\n${JSON.stringify(exported)}`);
  const known = cache ? knownConfig(path, key) : undefined;
  if (known) return { path, text, config: isText ? known : (exported as CodegenConfig), hash: key, emitters };
  const value = isText ? withoutNulls(await parseText(path, text)) : exported;
  const { checkConfig } = await import("./check-config.js");
  const { config, diagnostics } = checkConfig(value, { path, text });
  if (!config) refuse(path, text, diagnostics);
  if (cache) rememberConfig(path, key, config);
  return { path, text, config, hash: key, emitters };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const message = `the configuration cannot be read (${reason}); check that it is there and that you may read it`;
    throw new ConfigError([aboutConfig(path, "config-unreadable", message)]);
  }
}

async function parseText(path: string, text: string): Promise<JsonValue> {
  const { parseSource } = await import("../input/parse-source.js");
  const { json, diagnostics } = parseSource({ path, text });
  if (json === undefined) refuse(path, text, diagnostics);
  return json;
}

function refuse(path: string, text: string, diagnostics: readonly Diagnostic[]): never {
  throw new ConfigError(diagnostics, new Map([[path, text]]));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutNulls(each)]));
}
