import { getTsconfig } from "get-tsconfig";
import type { ImportExtension } from "../output-options.js";

/** What relative imports end in, by the nearest `tsconfig.json` above the output folder; `.js` without one. */
export function importExtensionFor(outDir: string): ImportExtension {
  // An extended configuration that cannot be found is for the user's compiler to report.
  const options = readCompilerOptions(outDir);
  if (!options) return ".js";
  if (options.allowImportingTsExtensions || options.rewriteRelativeImportExtensions) return ".ts";
  return resolvesLikeNode(options) ? ".js" : "none";
}

interface CompilerOptions {
  readonly module?: string;
  readonly moduleResolution?: string;
  readonly allowImportingTsExtensions?: boolean;
  readonly rewriteRelativeImportExtensions?: boolean;
}

function readCompilerOptions(folder: string): CompilerOptions | undefined {
  try {
    return getTsconfig(folder)?.config.compilerOptions;
  } catch {
    return undefined;
  }
}

/** `node16` and its successors want extensions; `module` decides where `moduleResolution` is not given. */
function resolvesLikeNode({ module = "", moduleResolution = "" }: CompilerOptions): boolean {
  const [resolution, modules] = [moduleResolution.toLowerCase(), module.toLowerCase()];
  return /^node(?:16|18|20|next)$/.test(resolution || modules);
}
