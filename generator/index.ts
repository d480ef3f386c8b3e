/** The generator as a library: `generate` computes the output, `write` and `check` bring it to disk or compare it. */
export { check, type Difference } from "./check.js";
export {
  DIAGNOSTIC_CODES,
  formatDiagnostic,
  GeneratorError,
  hasErrors,
  type Diagnostic,
  type DiagnosticCode,
} from "./diagnostics.js";
export type { CrdSize } from "./crd-sizes.js";
export { generate, buildSources, type GenerateOptions, type Generation } from "./generate.js";
export { loadSchemas } from "./input/load-schemas.js";
export type { SchemaDocument, SchemaReference, Sources } from "./input/schema-document.js";
export type * from "./model/model.js";
export { write, type WriteReport } from "./write.js";
