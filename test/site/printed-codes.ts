import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot, sourceFiles } from "../repository/imports.js";

/** Words that stand after `code:` and are no code of ours: those of the operating system, and of the YAML library. */
const FOREIGN = /^[A-Z]/;

/**
 * Every code that stands in the sources: after `code:`, as the argument of an error, as a key of a table of codes, as
 * a member of a union of codes, or in the rules of a schema.
 */
export function printedCodes(): string[] {
  const sources = ["generator", "runtime", "templates"]
    .flatMap(sourceFiles)
    .filter((file) => !file.startsWith("runtime/site/"))
    .map((file) => readFileSync(join(repositoryRoot, file), "utf8"));
  const found = sources.flatMap((text) => [
    ...matches(text, /\bcode: "([^"]+)"/g),
    ...matches(text, /\bnew (?:MqttRuntimeError|CommandFailure|DiffError)\(\s*(?:[\w.]+,\s*)?"([^"]+)"/g),
    ...tables(text).flatMap((table) => matches(table, /^ {2}"?([\w-]+)"?:/gm)),
    ...unions(text).flatMap((union) => matches(union, /"([^"]+)"/g)),
  ]);
  return [...new Set([...found, ...schemaCodes()])].filter((code) => !FOREIGN.test(code)).sort();
}

function tables(text: string): string[] {
  return matches(text, /export const \w*CODES = \{\n([\s\S]*?)\n\} as const/g);
}

function unions(text: string): string[] {
  return matches(text, /export type \w*IssueCode =([^;]+);/g);
}

function schemaCodes(): string[] {
  const files = ["mqtt", "device", "common"].flatMap((folder) => {
    const path = join(repositoryRoot, "schema", folder);
    return readdirSync(path).map((name) => readFileSync(join(path, name), "utf8"));
  });
  return files.flatMap((text) => matches(text, /"code": "([^"]+)"/g));
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}
