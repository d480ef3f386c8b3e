import { typeScriptBanner } from "./banner.js";
import { layOut } from "./layout.js";

/** The width of every line we print, in our sources and in the output alike. */
export const PRINT_WIDTH = 120;

/**
 * A finished TypeScript file: the banner for `sources`, then `code` in prettier's layout. What our own printer cannot
 * lay out, prettier does; it takes longer to load than a thousand files take to print. Never reads a configuration
 * file, so the output does not depend on the folder it is generated in. Throws prettier's error where `code` does not parse.
 */
export async function formatTypeScript(sources: readonly string[], code: string): Promise<string> {
  const banner = typeScriptBanner(sources);
  const laidOut = layOut(code, PRINT_WIDTH);
  return banner + (laidOut ?? (await formatStatements(code)));
}

/** `code` in prettier's layout, by prettier. Throws its error where `code` does not parse. */
export async function formatStatements(code: string): Promise<string> {
  const { format } = await import("prettier");
  return format(code, { parser: "typescript", printWidth: PRINT_WIDTH, endOfLine: "lf" });
}
