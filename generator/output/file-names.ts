import { posix } from "node:path";
import type { FileNameStyle } from "../output-options.js";

/** The folders of modules that are named after schemas, or after nothing that a user named. */
const NAMED_FOLDERS = /^(?:types|defaults|validators|support)\//;

/** Where a module of the output lies once its file is named in a style. */
export function namedPath(path: string, style: FileNameStyle): string {
  const { dir, name, ext } = posix.parse(path);
  if (style === "source" || ext !== ".ts" || name === "index" || !NAMED_FOLDERS.test(path)) return path;
  return posix.join(dir, styledName(name, style) + ext);
}

function styledName(name: string, style: Exclude<FileNameStyle, "source">): string {
  const parts = name.match(/\p{Lu}+(?!\p{Ll})\p{N}*|\p{Lu}?[\p{Ll}\p{Lo}]+\p{N}*|\p{N}+/gu) ?? [];
  const words = parts.map((word) => word.toLowerCase());
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  if (words.length === 0) return name;
  switch (style) {
    case "kebab-case":
      return words.join("-");
    case "snake_case":
      return words.join("_");
    case "camelCase":
      return words.map((word, index) => (index === 0 ? word : capital(word))).join("");
    case "PascalCase":
      return words.map(capital).join("");
  }
}
