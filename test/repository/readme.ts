import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./imports.js";

/** The README's text. */
export const readme = readFileSync(join(repositoryRoot, "README.md"), "utf8");

/** All fenced blocks of the README in one language. */
export function readmeBlocks(language: string): string[] {
  return [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, blockLanguage]) => blockLanguage === language)
    .map(([, , text]) => text ?? "");
}

/** The README's one fenced block in a language that contains a word; throws when there is none or more than one. */
export function readmeBlock(language: string, word: string): string {
  const found = readmeBlocks(language).filter((text) => text.includes(word));
  const [block] = found;
  if (block === undefined || found.length > 1)
    throw new Error(`README.md has ${found.length} ${language} blocks with ${word}; exactly one is wanted`);
  return block;
}
