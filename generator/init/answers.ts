import { isAbsolute, normalize } from "node:path";
import { UsageError } from "../config/config-error.js";

/** How a configuration is written. */
export type ConfigFormat = "ts" | "mjs" | "json" | "yaml";

/** All that `init` has to know. */
export interface InitAnswers {
  readonly format: ConfigFormat;
  /** The type that the first schema declares. */
  readonly type: string;
  /** Folders below the project's. */
  readonly schema: string;
  readonly out: string;
  /** Add npm scripts to package.json. */
  readonly scripts: boolean;
  /** Write a GitHub workflow. */
  readonly github: boolean;
}

/** What `init` takes where nobody says otherwise. */
export const DEFAULT_ANSWERS: InitAnswers = {
  format: "ts",
  type: "Thermometer",
  schema: "schema",
  out: "generated",
  scripts: true,
  github: false,
};

/** The answers that were given, and the defaults. Throws UsageError where one cannot be. */
export function completeAnswers(given: Partial<InitAnswers>): InitAnswers {
  const answers = { ...DEFAULT_ANSWERS, ...given };
  const fault = typeFault(answers.type) ?? folderFault(answers.schema) ?? folderFault(answers.out);
  if (fault !== undefined) throw new UsageError(fault);
  if (normalize(answers.schema) === normalize(answers.out))
    throw new UsageError(`schemas and output cannot share the folder ${answers.out}; give one of them another`);
  return answers;
}

/** What is wrong with the name of a type, if anything is. */
export function typeFault(type: string): string | undefined {
  if (/^[A-Z][A-Za-z0-9]{0,62}$/.test(type)) return undefined;
  return `"${type}" cannot name a type; use letters and digits, beginning with a capital, such as "Thermometer"`;
}

/** What is wrong with a folder, if anything is. */
export function folderFault(folder: string): string | undefined {
  const isBelow = folder !== "" && !isAbsolute(folder) && !/^\.\.(?:[\\/]|$)/.test(normalize(folder));
  return isBelow ? undefined : `"${folder}" is no folder below that of the project; name one such as "schema"`;
}
