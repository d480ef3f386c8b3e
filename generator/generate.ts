import type { CrdSize } from "./crd-sizes.js";
import { GeneratorError, hasErrors, type Diagnostic } from "./diagnostics.js";
import { lintModel } from "./input/lint-model.js";
import { lintSchemas } from "./input/lint-schemas.js";
import { loadSchemas } from "./input/load-schemas.js";
import { normalizeSchema } from "./input/normalize-schema.js";
import { readCrds } from "./input/read-crds.js";
import { resolveRefs } from "./input/resolve-refs.js";
import type { Sources } from "./input/schema-document.js";
import { translateSchemas } from "./input/translate/translate-schemas.js";
import { sortDiagnostics } from "./diagnostic-text.js";
import { emitAll } from "./emit-all.js";
import { buildModel } from "./model/build-model.js";
import { expandDefaults } from "./model/expand-defaults.js";
import type { Emitter, EmitSettings, OutputFile, SchemaModel } from "./model/model.js";

export interface GenerateOptions extends EmitSettings {
  /** Folder of the `*.schema.json` and `*.crd.json` files, as the user wrote it. */
  readonly schemaDir: string;
  /** What to emit; by default every artefact. They are loaded only when the sources are clean. */
  readonly emitters?: () => Promise<readonly Emitter[]>;
}

/** The outcome of a run. Nothing has been written. */
export interface Generation {
  /** In the order of their paths; empty when there are errors. */
  readonly files: readonly OutputFile[];
  /** All findings, by file and line. */
  readonly diagnostics: readonly Diagnostic[];
  /** The intermediate representation, with defaults expanded; absent when there are errors. */
  readonly model?: SchemaModel;
  /** How many source files were read. */
  readonly sources: number;
  /** How large each CRD is; absent when there are errors in the sources. */
  readonly crdSizes?: readonly CrdSize[];
  /** Their texts by path, to show findings in. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * The pipeline: sources in, output files out. Every finding about the sources is a diagnostic; one error among them
 * and there are no files. Throws only for faults of the generator itself.
 */
export async function generate({
  schemaDir,
  emitters = allEmitters,
  ...settings
}: GenerateOptions): Promise<Generation> {
  const { model, diagnostics, ...read } = await buildSources(schemaDir);
  if (!model) return { files: [], diagnostics, ...read };
  const { files, found, crdSizes } = await emit(await emitters(), model, settings, schemaDir);
  const all = sortDiagnostics([...diagnostics, ...found]);
  const outcome = { diagnostics: all, crdSizes, ...read };
  return hasErrors(all) ? { files: [], ...outcome } : { files, model, ...outcome };
}

/** A run up to the model: what `generate` does before it emits, and all that `--emit-model` needs. */
export async function buildSources(schemaDir: string): Promise<Omit<Generation, "files">> {
  const sources = await loadSchemas(schemaDir);
  const translated = translateSchemas(sources.documents);
  const linted = lintSchemas(translated.documents);
  const found = [...sources.diagnostics, ...translated.diagnostics, ...linted.diagnostics];
  if (hasErrors(found)) return outcome(sources, found);

  const resolved = resolveRefs(linted.schemas);
  const normalized = resolved.map(normalizeSchema);
  const model = buildModel(normalized, readCrds(linted.crds, linted.schemas));
  found.push(...lintModel(normalized, linted, model));
  return hasErrors(found) ? outcome(sources, found) : { ...outcome(sources, found), model: expandDefaults(model) };
}

function outcome({ documents, texts }: Sources, diagnostics: readonly Diagnostic[]): Omit<Generation, "files"> {
  return { diagnostics: sortDiagnostics(diagnostics), sources: documents.length, texts };
}

interface Emitted {
  readonly files: readonly OutputFile[];
  readonly found: readonly Diagnostic[];
  readonly crdSizes: readonly CrdSize[];
}

/** What an emitter cannot express is a finding about the sources like any other. */
async function emit(
  emitters: readonly Emitter[],
  model: SchemaModel,
  settings: EmitSettings,
  schemaDir: string,
): Promise<Emitted> {
  try {
    const { files, conflicts } = await emitAll(emitters, model, settings);
    if (model.crds.length === 0) return { files, found: conflicts, crdSizes: [] };
    const { measureCrds } = await import("./crd-sizes.js");
    const { sizes, diagnostics } = measureCrds(model, settings, schemaDir);
    return { files, found: [...conflicts, ...diagnostics], crdSizes: sizes };
  } catch (error) {
    if (error instanceof GeneratorError) return { files: [], found: error.diagnostics, crdSizes: [] };
    throw error;
  }
}

/** ts-morph, prettier and json-schema-to-typescript take longer to load than clean sources take to read. */
async function allEmitters(): Promise<readonly Emitter[]> {
  const { EMITTERS } = await import("./emit/emitters.js");
  return EMITTERS;
}
