import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { sortDiagnostics } from "../diagnostic-text.js";
import { DIAGNOSTIC_CODES, type Diagnostic, type DiagnosticCode } from "../diagnostics.js";
import { describeError, type SchemaError } from "../input/describe-error.js";
import { pointerSegments, pointerTo } from "../input/json-pointer.js";
import { finding, type Located } from "../input/positions.js";
import { unknownCode } from "../input/suppressions.js";
import { CONFIG_SCHEMA } from "../own-folder.js";
import { isData } from "./find-config.js";
import type { CodegenConfig } from "./types/codegen-config.js";

/** A configuration, or what is wrong with it. */
export interface CheckedConfig {
  readonly config?: CodegenConfig;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a value without nulls against the schema of configurations.
 */
export function checkConfig(config: unknown, source: Located): CheckedConfig {
  const schema = JSON.parse(readFileSync(CONFIG_SCHEMA, "utf8")) as object;
  // `type` beside `enum`, and what the dialect of our sources asks for besides, is no fault.
  const validate = new Ajv2020({ allErrors: true, verbose: true, strict: false, validateSchema: false }).compile(
    schema,
  );
  if (validate(config)) return refuseUnknownCodes(config as CodegenConfig, source);
  const errors = ((validate.errors ?? []) as SchemaError[]).filter(isTelling);
  return { diagnostics: sortDiagnostics(errors.map((error) => explain(error, source))) };
}

function refuseUnknownCodes(config: CodegenConfig, source: Located): CheckedConfig {
  const diagnostics = Object.entries(config.jobs).flatMap(([name, job]) =>
    (job?.suppress ?? []).flatMap(({ code }, index) => {
      if (Object.hasOwn(DIAGNOSTIC_CODES, code)) return [];
      const pointer = pointerTo("", "jobs", name, "suppress", index, "code");
      return [configFinding(source, pointer, "config-invalid", `jobs.${name}.suppress.${index}: ${unknownCode(code)}`)];
    }),
  );
  return { ...(diagnostics.length === 0 && { config }), diagnostics };
}

/** A number in place of a version breaks `type` and `enum`; the latter says what is possible. */
function isTelling({ keyword, instancePath }: SchemaError, _: number, all: readonly SchemaError[]): boolean {
  if (keyword === "propertyNames") return false;
  return keyword !== "type" || !all.some((other) => other.keyword === "enum" && other.instancePath === instancePath);
}

function explain(error: SchemaError, source: Located): Diagnostic {
  const { keyword, instancePath, propertyName, params } = error;
  const isUnknown = keyword === "additionalProperties";
  const name = isUnknown ? String(params.additionalProperty) : propertyName;
  const pointer = name === undefined ? instancePath : pointerTo(instancePath, name);
  const code = isUnknown ? "config-unknown-key" : "config-invalid";
  const path = pointerSegments(instancePath).join(".");
  const message = `${path === "" ? "" : `${path}: `}${sentence(error)}`;
  return configFinding(source, pointer, code, message, name === undefined ? "value" : "key");
}

/** A finding about a place of a configuration: its line where the text says the value itself, and not a program's text. */
export function configFinding(
  source: Located,
  pointer: string,
  code: DiagnosticCode,
  message: string,
  side: "key" | "value" = "value",
): Diagnostic {
  if (isData(source.path)) return finding(source, pointer, code, message, { side });
  return { code, severity: "error", file: source.path, pointer, line: 0, column: 0, message };
}

function sentence(error: SchemaError): string {
  const { propertyName, keyword, data, instancePath } = error;
  if (propertyName !== undefined)
    return `"${propertyName}" cannot name a job; use letters, digits, ".", "_" and "-", beginning with a letter or digit`;
  if (keyword === "required" && instancePath === "")
    return 'there are no jobs; write { "jobs": { "default": { "schema": "schema", "out": "generated" } } }';
  if (typeof data === "function") return "found a function; export and write values, such as the object itself";
  if (data === undefined) return "found nothing; export the configuration by default";
  if (isEmitters(error))
    return '"emitters" are functions, which JSON and YAML cannot hold; write the configuration as octopus-mqtt.config.ts, or .mjs';
  const isVersion = keyword === "enum" && typeof data === "number";
  return `${describeError(error)}${isVersion ? "; write the version in quotes, since 1.30 is the number 1.3" : ""}`;
}

/** In a program they are taken out before. */
function isEmitters({ keyword, instancePath, params }: SchemaError): boolean {
  const isOfJob = /^\/jobs\/[^/]*$/.test(instancePath);
  return keyword === "additionalProperties" && params.additionalProperty === "emitters" && isOfJob;
}
