import { format } from "prettier";
import { typeScriptBanner } from "./banner.js";

/** The width of every line we print, in our sources and in the output alike. */
export const PRINT_WIDTH = 120;

/**
 * A finished TypeScript file: the banner for `sources`, then `code` in prettier's layout. Never reads a configuration
 * file, so the output does not depend on the folder it is generated in. Throws prettier's error where `code` does not parse.
 */
export async function formatTypeScript(sources: readonly string[], code: string): Promise<string> {
  return format(typeScriptBanner(sources) + code, { parser: "typescript", printWidth: PRINT_WIDTH, endOfLine: "lf" });
}
