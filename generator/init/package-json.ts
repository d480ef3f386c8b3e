import { applyEdits, modify, parse, type ParseError } from "jsonc-parser";
import { UsageError } from "../config/config-error.js";
import { SCRIPTS } from "./first-files.js";

/** The text of a package.json with our scripts, and those of its scripts that are other ones. */
export interface ScriptsAdded {
  readonly text: string;
  readonly conflicts: readonly string[];
}

/** A package.json where there is none. */
const EMPTY = '{\n  "private": true,\n  "type": "module"\n}\n';

/**
 * Adds the npm scripts after those that are there; order, indentation, line ends and all else stay as they are.
 *
 * @param text absent: there is no package.json yet
 *
 * Throws UsageError where the text is no object.
 */
export function addScripts(text: string = EMPTY): ScriptsAdded {
  const errors: ParseError[] = [];
  const manifest: unknown = parse(text, errors);
  if (errors.length > 0 || typeof manifest !== "object" || manifest === null || Array.isArray(manifest))
    throw new UsageError("package.json is not a JSON object; mend it, or leave it alone with --no-scripts");
  const { scripts } = manifest as { readonly scripts?: Readonly<Record<string, string>> };
  const conflicts = Object.keys(SCRIPTS).filter(
    (name) => scripts?.[name] !== undefined && scripts[name] !== SCRIPTS[name],
  );
  const formattingOptions = formattingOf(text);
  const added = Object.entries(SCRIPTS).reduce(
    (result, [name, command]) => applyEdits(result, modify(result, ["scripts", name], command, { formattingOptions })),
    text,
  );
  return { text: added, conflicts };
}

/** How the text is indented, and how its lines end. */
function formattingOf(text: string): { insertSpaces: boolean; tabSize: number; eol: string } {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const insertSpaces = !indent.startsWith("\t");
  return { insertSpaces, tabSize: insertSpaces ? indent.length : 1, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}
