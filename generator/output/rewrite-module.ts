import { GeneratorError } from "../diagnostics.js";
import type { OutputFile } from "../model/model.js";
import { formatStatements } from "../print/format.js";
import { ts } from "../print/syntax-tree.js";
import { toCommonJs, UnknownExport } from "./commonjs.js";
import { namedPath } from "./file-names.js";
import { withModulePaths } from "./module-paths.js";
import { optionFinding, type ResolvedOutput } from "./resolve-output.js";

/** A module as the options want it; `modules` are the texts of all, by the paths that the emitters gave them. */
export async function rewriteModule(
  file: OutputFile,
  output: ResolvedOutput,
  modules: ReadonlyMap<string, string>,
): Promise<OutputFile> {
  const { banner, fileNames, module } = output;
  const syntax = module === "commonjs" ? await commonJs(file, modules) : file.content;
  const text = withModulePaths(file.path, syntax, output);
  const content = banner === "" ? text : `${checkedBanner(banner)}${text}`;
  return { ...file, path: namedPath(file.path, fileNames), content };
}

async function commonJs({ path, content }: OutputFile, modules: ReadonlyMap<string, string>): Promise<string> {
  try {
    const text = toCommonJs(path, content, modules);
    return text === content ? content : await formatStatements(text);
  } catch (error) {
    if (!(error instanceof UnknownExport)) throw error;
    const message = `${path} cannot be written as CommonJS: ${error.message}; write it with named imports and exports, or take "esm"`;
    throw new GeneratorError([optionFinding("module", message)]);
  }
}

/** Code in the banner would be in every file. */
function checkedBanner(banner: string): string {
  const problems: string[] = [];
  const report = ({ message }: ts.DiagnosticMessage) => void problems.push(message);
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, banner, report);
  if (scanner.scan() === ts.SyntaxKind.EndOfFileToken && problems.length === 0) return `${banner.trimEnd()}\n`;
  const message =
    'the banner is put in front of every file as it is, so it may hold comments only; begin its lines with "//"';
  throw new GeneratorError([optionFinding("banner", message)]);
}
