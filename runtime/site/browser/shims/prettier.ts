import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";
import { format as formatWith } from "prettier/standalone";
import type { Options } from "prettier";

/** What the generator asks of prettier, with the two plugins that it needs: TypeScript in, TypeScript out. */
export function format(code: string, options: Options): Promise<string> {
  return formatWith(code, { ...options, plugins: [typescript, estree] });
}
