/**
 * The generator as a library: `generate` computes the output, `write` and `check` bring it to disk or compare it. What
 * does the work is loaded by the first call, so that a configuration which imports `defineConfig` costs nothing.
 */
import type { Difference } from "./check.js";
import type { GenerateOptions, Generation } from "./generate.js";
import type { Sources } from "./input/schema-document.js";
import type { EmitSettings, OutputFile } from "./model/model.js";
import type { WriteReport } from "./write.js";

export { defineConfig } from "./config/define-config.js";
export type { CodegenConfig, JobConfig } from "./config/module-config.js";
export type { OutputConfig } from "./config/types/output-config.js";
export {
  DIAGNOSTIC_CODES,
  formatDiagnostic,
  GeneratorError,
  hasErrors,
  type Diagnostic,
  type DiagnosticCode,
} from "./diagnostics.js";
export type { Difference } from "./check.js";
export type { CrdSize } from "./crd-sizes.js";
export type { GenerateOptions, Generation, SourcePart } from "./generate.js";
export type { SchemaDocument, SchemaReference, Sources } from "./input/schema-document.js";
export type * from "./model/crd-model.js";
export type * from "./model/model.js";
export type { NamedEmitter } from "./named-emitter.js";
export type * from "./output-options.js";
export { bannerLines, typeScriptBanner } from "./print/banner.js";
export { isComposite, namesOf, ownTypes, referencedTypes, typeNamed, type TypeNames } from "./model/names.js";
export type { SourceFacts } from "./source-facts.js";
export type { WriteReport } from "./write.js";

/**
 * The pipeline: sources in, output files out. Every finding about the sources is a diagnostic; one error among them
 * and there are no files. Throws only for faults of the generator itself.
 */
export async function generate(options: GenerateOptions): Promise<Generation> {
  return (await import("./generate.js")).generate(options);
}

/** A run up to the model: what `generate` does before it emits, and all that `--emit-model` needs. */
export async function buildSources(
  schemaDir: string,
  settings?: EmitSettings,
): Promise<Omit<Generation, "files"> & Pick<Sources, "documents">> {
  return (await import("./generate.js")).buildSources(schemaDir, settings);
}

/**
 * Reads every source below a folder, and every schema outside it that a `$ref` leads to. What cannot be read is left
 * out and reported.
 *
 * @param schemaDir as the user wrote it; diagnostics name files the same way
 * @param only read these sources (paths below the folder) and what they lead to; absent: all
 */
export async function loadSchemas(schemaDir: string, only?: ReadonlySet<string>): Promise<Sources> {
  return (await import("./input/load-schemas.js")).loadSchemas(schemaDir, only);
}

/**
 * Compares an output folder with what belongs there and changes nothing; [] when it is up to date. Files of the user's
 * are no difference unless an output file belongs in their place.
 */
export async function check(files: readonly OutputFile[], outDir: string): Promise<Difference[]> {
  return (await import("./check.js")).check(files, outDir);
}

/**
 * Brings an output folder up to date: writes what changed, removes what an earlier run generated and this one does
 * not. A file without our banner is never removed or overwritten; if one stands in the place of an output file, the
 * report says so (`foreign-file`) and nothing is written.
 */
export async function write(files: readonly OutputFile[], outDir: string): Promise<WriteReport> {
  return (await import("./write.js")).write(files, outDir);
}
