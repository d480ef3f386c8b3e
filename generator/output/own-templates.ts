import { readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { assetPath } from "../assets.js";
import type { Diagnostic } from "../diagnostics.js";
import { didYouMean } from "../input/did-you-mean.js";
import { optionFinding } from "./resolve-output.js";

/** What is wrong with a folder of templates: it is none, or a file in it has not the name of a template of ours. */
export function templateFindings(folder: string): Diagnostic[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return [optionFinding("templates", `there is no folder ${folder}; name one that holds templates`)];
  const known = filesIn(assetPath("templates")).filter((name) => /\.hbs$|(?<!\.d)\.ts$/.test(name));
  return filesIn(folder)
    .filter((name) => !known.includes(name) && !/(?:^|\/)(?:\.|README)/.test(name))
    .map((name) => unknownTemplate(join(folder, name), name, known));
}

/** The finding about a template that failed; the error names it. */
export function templateFault(folder: string, { message }: Error): Diagnostic {
  const text = `${message}; mend it, or remove it to take ours`;
  return { code: "bad-template", severity: "error", file: folder, pointer: "", line: 0, column: 0, message: text };
}

function unknownTemplate(file: string, name: string, known: readonly string[]): Diagnostic {
  const message = `there is no template ${name}${didYouMean(name, known)}; name it as one of ${known.join(", ")}`;
  return { code: "bad-template", severity: "error", file, pointer: "", line: 0, column: 0, message };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
