import { posix } from "node:path";
import type { FileNameStyle, ImportExtension } from "../output-options.js";
import { namedPath } from "./file-names.js";
import { ts } from "../print/syntax-tree.js";
import { applyEdits, type TextEdit } from "../print/text-edits.js";

/** How modules refer to each other. */
interface ModulePaths {
  readonly fileNames: FileNameStyle;
  readonly importExtension: ImportExtension;
}

/**
 * The text of a module with its relative imports leading to where the other modules of the output lie. `path` is where the
 * module itself was before its file was named. Imports of what is not in the output folder stay.
 */
export function withModulePaths(path: string, text: string, { fileNames, importExtension }: ModulePaths): string {
  const folder = posix.dirname(path);
  const edits = ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }): TextEdit[] => {
    const target = posix.join(folder, fileName);
    if (!fileName.startsWith(".") || !fileName.endsWith(".js") || target.startsWith("..")) return [];
    const named = namedPath(target.replace(/\.js$/, ".ts"), fileNames);
    const to = posix.relative(folder, named).replace(/\.ts$/, importExtension === "none" ? "" : importExtension);
    const start = pos + 1;
    return [{ start, end: start + fileName.length, text: to.startsWith(".") ? to : `./${to}` }];
  });
  return applyEdits(text, edits);
}
