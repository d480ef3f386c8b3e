import type { CrdSize } from "./crd-sizes.js";
import { GeneratorError, hasErrors, type Diagnostic, type Suppression } from "./diagnostics.js";
import { lintModel } from "./input/lint-model.js";
import { lintSchemas } from "./input/lint-schemas.js";
import { loadSchemas } from "./input/load-schemas.js";
import { normalizeSchema } from "./input/normalize-schema.js";
import { readCrds } from "./input/read-crds.js";
import { finding } from "./input/positions.js";
import { resolveRefs } from "./input/resolve-refs.js";
import { hasCelRules } from "./input/rules/source-cel.js";
import type { NormalizedSchema, SchemaDocument, Sources } from "./input/schema-document.js";
import { translateSchemas } from "./input/translate/translate-schemas.js";
import { sortDiagnostics } from "./diagnostic-text.js";
import { emitAll } from "./emit-all.js";
import type { NamedEmitter } from "./named-emitter.js";
import { arrange } from "./output/arrange.js";
import { namedPath } from "./output/file-names.js";
import { linkPackageTypes, type LinkedModel } from "./output/package-types.js";
import { impossibleOptions, resolveOutput, settingsOfOutput, type ResolvedOutput } from "./output/resolve-output.js";
import type { OutputOptions } from "./output-options.js";
import { crdScope, groupScope, typeScope } from "./emit/scope.js";
import type { OnPhase } from "./progress.js";
import { suppress } from "./suppress.js";
import type { SourceFacts } from "./source-facts.js";
import { buildModel } from "./model/build-model.js";
import { expandDefaults } from "./model/expand-defaults.js";
import { startHelper, type Helper } from "./workers/helper.js";
import type { Emitter, EmitSettings, OutputFile, SchemaModel } from "./model/model.js";

/** What a run is to generate. */
export interface GenerateOptions extends Pick<EmitSettings, "maxDescription" | "kubernetes"> {
  /** Folder of the `*.schema.json` and `*.crd.json` files, as the user wrote it. */
  readonly schemaDir: string;
  /** The folder that the files are for: its project decides what `output` leaves open. Absent: no project does. */
  readonly outDir?: string | undefined;
  /** How the files look. */
  readonly output?: OutputOptions | undefined;
  /** Emitters of the user's, which run after those of the generator. */
  readonly ownEmitters?: readonly NamedEmitter[] | undefined;
  /** Is told what comes next, in a run that may take a while. */
  readonly onPhase?: OnPhase | undefined;
  /** Read only these sources, and what they refer to; emit only what is about `affected`. Absent: everything. */
  readonly part?: SourcePart | undefined;
  /** Texts of sources by path, as diagnostics name it, to take in place of what the files hold. */
  readonly instead?: ReadonlyMap<string, string> | undefined;
  /** What to emit; by default every artefact. They are loaded only when the sources are clean. */
  readonly emitters?: (() => Promise<readonly Emitter[]>) | undefined;
}

/** A part of the sources, by their paths below the schema folder. */
export interface SourcePart {
  /** Those to read. */
  readonly load: ReadonlySet<string>;
  /** Those of which the output is wanted; all of them are loaded. */
  readonly affected: ReadonlySet<string>;
}

/** The outcome of a run. Nothing has been written. */
export interface Generation {
  /** In the order of their paths; empty when there are errors. */
  readonly files: readonly OutputFile[];
  /** All findings, by file and line; those with a `suppression` are not to be told. */
  readonly diagnostics: readonly Diagnostic[];
  /** The intermediate representation, with defaults expanded; absent when there are errors. */
  readonly model?: SchemaModel;
  /** How many source files were read. */
  readonly sources: number;
  /** How large each CRD is; absent when there are errors in the sources. */
  readonly crdSizes?: readonly CrdSize[];
  /** What each source is about; absent when there are errors. */
  readonly facts?: readonly SourceFacts[];
  /** Their texts by path, to show findings in. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * The pipeline: sources in, output files out. Every finding about the sources is a diagnostic; one error among them
 * and there are no files. Throws only for faults of the generator itself.
 */
export async function generate(options: GenerateOptions): Promise<Generation> {
  const { schemaDir, part, emitters, instead } = options;
  const sources = await loadSchemas(schemaDir, part?.load, instead);
  const helper = emitters ? undefined : startHelper(part ? part.affected.size : sources.documents.length);
  try {
    return await generateFrom(sources, options, helper);
  } finally {
    helper?.dismiss();
  }
}

async function generateFrom(
  sources: Sources,
  {
    schemaDir,
    outDir,
    part,
    emitters,
    ownEmitters: own = [],
    output: wished = {},
    onPhase,
    ...options
  }: GenerateOptions,
  helper: Helper | undefined,
): Promise<Generation> {
  const output = await resolveOutput(wished, outDir);
  onPhase?.(`checking ${sources.documents.length} sources`, sources.documents.length);
  const settingsFor = (model: SchemaModel): EmitSettings => ({
    ...{ ...options, ...settingsOfOutput(output) },
    ...(part && { only: scopesOf(model, part.affected) }),
  });
  const begin = (model: SchemaModel) => helper?.begin({ model, settings: settingsFor(model) });
  const linked = output.packageTypes === "import" ? schemaDir : undefined;
  const { model, diagnostics, documents, ...read } = await build(sources, options, { begin, linked });
  const told = (found: readonly Diagnostic[]) => sortDiagnostics(suppress(found, suppressionsOf(sources)));
  if (!model) return { files: [], diagnostics: told(diagnostics), ...read };
  const settings = settingsFor(model);
  const faults = [...impossibleOptions(output), ...(await ownTemplateFindings(settings))];
  if (hasErrors(faults)) return { files: [], diagnostics: told([...diagnostics, ...faults]), ...read };
  onPhase?.(`making the files of ${model.types.length} types`, model.types.length);
  const wanted = await (emitters ? emitters() : allEmitters(helper));
  const { files, found, crdSizes } = await emit({ wanted, own, output, outDir }, model, settings, {
    schemaDir,
    documents,
  });
  const all = told([...diagnostics, ...found]);
  const outcome = { diagnostics: all, crdSizes, ...read };
  if (hasErrors(all)) return { files: [], ...outcome };
  const { sourceFacts } = await import("./source-facts.js");
  return { files, model, ...outcome, facts: sourceFacts(documents, model, settings) };
}

function suppressionsOf({ documents }: Sources): readonly Suppression[] {
  return documents.flatMap(({ suppressions = [] }) => suppressions);
}

async function ownTemplateFindings({ templates }: EmitSettings): Promise<readonly Diagnostic[]> {
  if (templates === undefined) return [];
  const { templateFindings } = await import("./output/own-templates.js");
  return templateFindings(templates);
}

/** The scopes of the types, groups and CRDs that some sources are about. */
function scopesOf({ types, crds }: SchemaModel, sources: ReadonlySet<string>): ReadonlySet<string> {
  const wanted = types.filter(({ source }) => sources.has(source));
  return new Set([
    ...wanted.flatMap((type) => [typeScope(type), groupScope(type.group)]),
    ...crds.filter(({ source }) => sources.has(source)).map(crdScope),
  ]);
}

type Built = Omit<Generation, "files"> & Pick<Sources, "documents">;

/** A run up to the model: what `generate` does before it emits, and all that `--emit-model` needs. */
export async function buildSources(schemaDir: string, settings: EmitSettings = {}): Promise<Built> {
  const sources = await loadSchemas(schemaDir);
  const built = await build(sources, settings);
  // Whether a suppression is of use is not known: what emitters would find is not.
  const found = suppress(built.diagnostics, suppressionsOf(sources)).filter(
    ({ code }) => code !== "unused-suppression",
  );
  return { ...built, diagnostics: sortDiagnostics(found) };
}

interface BuildOptions {
  /** Is told of the model as soon as it is there; the last findings may yet refuse it. */
  readonly begin?: (model: SchemaModel) => void;
  /** The schema folder, where types of installed packages are to be imported. */
  readonly linked?: string | undefined;
}

async function build(
  sources: Sources,
  { kubernetes }: EmitSettings,
  { begin, linked }: BuildOptions = {},
): Promise<Built> {
  const translated = translateSchemas(sources.documents);
  const linted = lintSchemas(translated.documents);
  const found = [...sources.diagnostics, ...translated.diagnostics, ...linted.diagnostics];
  if (hasErrors(found)) return outcome(sources, found);

  const resolved = resolveRefs(linted.schemas);
  const normalized = resolved.map(normalizeSchema);
  const model = buildModel(normalized, readCrds(linted.crds, linted.schemas));
  const { model: expanded, ...packages } = linkedModel(expandDefaults(model), normalized, linked);
  begin?.(expanded);
  found.push(...packages.diagnostics, ...lintModel(normalized, linted, model, kubernetes));
  if (hasErrors(found)) return outcome(sources, found);
  const settings = { ...(kubernetes !== undefined && { kubernetes }) };
  found.push(...(await celFindings(expanded, settings, normalized, sources)));
  if (hasErrors(found)) return outcome(sources, found);
  const texts = new Map([...sources.texts, ...packages.texts]);
  return { ...outcome({ ...sources, texts }, found), model: expanded };
}

function linkedModel(model: SchemaModel, schemas: readonly NormalizedSchema[], schemaDir?: string): LinkedModel {
  return schemaDir === undefined
    ? { model, diagnostics: [], texts: new Map() }
    : linkPackageTypes(model, schemas, schemaDir);
}

function outcome({ documents, texts }: Sources, diagnostics: readonly Diagnostic[]): Built {
  return { diagnostics: sortDiagnostics(diagnostics), sources: documents.length, texts, documents };
}

/** Who makes the files, and what becomes of them. */
interface EmitPlan {
  readonly wanted: readonly Emitter[];
  readonly own: readonly NamedEmitter[];
  readonly output: ResolvedOutput;
  readonly outDir: string | undefined;
}

interface Emitted {
  readonly files: readonly OutputFile[];
  readonly found: readonly Diagnostic[];
  readonly crdSizes: readonly CrdSize[];
}

/** What an emitter cannot express is a finding about the sources like any other. */
async function emit(
  { wanted, own, output, outDir }: EmitPlan,
  model: SchemaModel,
  settings: EmitSettings,
  { schemaDir, documents }: { readonly schemaDir: string; readonly documents: readonly SchemaDocument[] },
): Promise<Emitted> {
  try {
    const finalPath = (path: string) => namedPath(path, output.fileNames);
    const { files: emitted, conflicts } = await emitAll(wanted, model, settings, { own, finalPath });
    const files = conflicts.length > 0 ? [] : await arrange(emitted, output, outDir);
    if (model.crds.length === 0) return { files, found: conflicts, crdSizes: [] };
    const { measureCrds } = await import("./crd-sizes.js");
    const { sizes, diagnostics } = measureCrds(model, settings, schemaDir);
    return { files, found: [...conflicts, ...diagnostics], crdSizes: sizes };
  } catch (error) {
    const found = await findingsOf(error, settings);
    if (found) return { files: [], found: found.map((each) => located(each, documents)), crdSizes: [] };
    throw error;
  }
}

/** What an error says about sources or templates; undefined for a fault of the generator. */
async function findingsOf(error: unknown, { templates }: EmitSettings): Promise<readonly Diagnostic[] | undefined> {
  if (error instanceof GeneratorError) return error.diagnostics;
  if (templates === undefined || !(error instanceof Error) || error.name !== "TemplateError") return undefined;
  const { templateFault } = await import("./output/own-templates.js");
  return [templateFault(templates, error)];
}

/** What reads CEL is loaded only where there are rules. A model that has no CRD is refused by those who emit it. */
async function celFindings(
  model: SchemaModel,
  settings: EmitSettings,
  normalized: readonly NormalizedSchema[],
  { documents }: Sources,
): Promise<Diagnostic[]> {
  if (!normalized.some(({ root }) => hasCelRules(root))) return [];
  const { checkSourceCel } = await import("./source-cel/check.js");
  try {
    return checkSourceCel(model, settings, normalized, documents);
  } catch (error) {
    if (error instanceof GeneratorError) return [];
    throw error;
  }
}

/** Emitters know a source by its name below the schema folder; a reader wants the file and the line. */
function located(found: Diagnostic, documents: readonly SchemaDocument[]): Diagnostic {
  const document = documents.find(({ source }) => source === found.file);
  if (!document) return found;
  return finding(document, found.pointer, found.code, found.message, { severity: found.severity });
}

/** ts-morph, prettier and json-schema-to-typescript take longer to load than clean sources take to read. */
async function allEmitters(helper: Helper | undefined): Promise<readonly Emitter[]> {
  if (!helper) return (await import("./emit/emitters.js")).EMITTERS;
  const { emitChecks } = await import("./emit/checks.js");
  return [helper.emit, emitChecks];
}
