import type { OutputFile } from "../model/model.js";
import { GeneratorError } from "../diagnostics.js";
import { optionFinding, type ResolvedOutput } from "./resolve-output.js";

/**
 * The files as the output options want them: named, importing each other by these names, with the user's banner, laid out.
 * Where all options are what they are by default, these files as they are, and nothing is loaded. Throws a
 * `GeneratorError` where an option is not possible.
 */
export async function arrange(
  files: readonly OutputFile[],
  output: ResolvedOutput,
  outDir: string | undefined,
): Promise<readonly OutputFile[]> {
  const rewritten = needsRewriting(output) ? await rewriteModules(files, output) : files;
  return output.formatter === "prettier" ? format(rewritten, outDir ?? ".") : rewritten;
}

function needsRewriting({ importExtension, module, fileNames, banner }: ResolvedOutput): boolean {
  return importExtension !== ".js" || module !== "esm" || fileNames !== "source" || banner !== "";
}

async function rewriteModules(files: readonly OutputFile[], output: ResolvedOutput): Promise<readonly OutputFile[]> {
  const { rewriteModule } = await import("./rewrite-module.js");
  const modules = new Map(files.map(({ path, content }) => [path, content]));
  const rewritten = files.map(async (file) =>
    file.path.endsWith(".ts") ? rewriteModule(file, output, modules) : file,
  );
  return (await Promise.all(rewritten)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function format(files: readonly OutputFile[], outDir: string): Promise<readonly OutputFile[]> {
  const { formatWithPrettier, PrettierMissing } = await import("./user-prettier.js");
  try {
    return await formatWithPrettier(files, outDir);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message =
      error instanceof PrettierMissing
        ? `prettier is not installed where ${outDir} would find it; install it there, or take the formatter "none"`
        : `prettier cannot lay the output out: ${reason}; mend its configuration, or take the formatter "none"`;
    throw new GeneratorError([optionFinding("formatter", message)]);
  }
}
