import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { assetPath } from "../assets.js";
import { didYouMean } from "../input/did-you-mean.js";
import { describeError, type SchemaError } from "../input/describe-error.js";
import type { Severity } from "./change.js";
import { DiffError } from "./diff-error.js";
import { readYaml } from "./load/yaml-documents.js";
import { groupOf, RULES, SETTABLE_NAMES, type RuleName } from "./rules/rules.js";

/** What a configuration file says: schema/meta/crd-diff-config.schema.json. */
export interface DiffConfig {
  /** By the name of a change, or of a rule that covers several. */
  readonly rules: Readonly<Partial<Record<string, Severity | "ignore">>>;
}

/** Every rule as its table says. */
export const DEFAULT_CONFIG: DiffConfig = { rules: {} };

/**
 * The severity of a change. The name of the change wins over that of the rule; a rule's name speaks for its changes that
 * are not harmless by themselves, and with `ignore` for all of them.
 */
export function severityOf(rule: RuleName, { rules }: DiffConfig): Severity | "ignore" {
  const own: Severity = RULES[rule].severity;
  const [exact, group] = [rules[rule], rules[groupOf(rule)]];
  if (exact !== undefined) return exact;
  return group === undefined || (own === "harmless" && group !== "ignore") ? own : group;
}

/** Reads a configuration, JSON or YAML. Throws DiffError `config-invalid` or `input-unreadable`, with every fault. */
export function readConfig(path: string): DiffConfig {
  const document = readYaml(path)[0];
  const value = document?.json ?? {};
  const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(configSchema());
  if (validate(value)) return { ...DEFAULT_CONFIG, ...(value as Partial<DiffConfig>) };
  const errors = (validate.errors ?? []) as SchemaError[];
  const faults = errors
    .filter(({ keyword }) => keyword !== "propertyNames")
    .map((error) => {
      const steps = error.instancePath.split("/").slice(1).map(unescapeStep);
      const { propertyName } = error;
      const line = document?.lineOf(propertyName === undefined ? steps : [...steps, propertyName]) ?? 1;
      return `${path}:${line} ${steps.length === 0 ? "" : `${steps.join(".")}: `}${sentence(error)}`;
    });
  throw new DiffError("config-invalid", faults.join("\n"));
}

function sentence(error: SchemaError): string {
  const { propertyName } = error;
  if (propertyName === undefined) return describeError(error);
  return `there is no rule "${propertyName}"${didYouMean(propertyName, SETTABLE_NAMES)}; crd diff-rules lists them`;
}

function unescapeStep(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function configSchema(): object {
  return JSON.parse(readFileSync(assetPath("meta", "crd-diff-config.schema.json"), "utf8")) as object;
}
