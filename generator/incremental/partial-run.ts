import { hasErrors, type Diagnostic } from "../diagnostics.js";
import { sortDiagnostics } from "../diagnostic-text.js";
import type { Generation, SourcePart } from "../generate.js";
import type { OutputFile } from "../model/model.js";
import type { SourceFacts } from "../source-facts.js";
import { rememberOutcome, type RunStart } from "./last-run.js";
import type { RunOutcome, RunRecord } from "./record.js";
import { hashOf, type Snapshot } from "./snapshot.js";

/**
 * What to do again when nothing but the content of some schemas has changed: those and all that refer to them, directly
 * or through others. Undefined where only a whole run can tell, as when a source came or went.
 */
export function planPart({ known, schemas }: RunStart): SourcePart | undefined {
  if (!known) return undefined;
  const facts = new Map(known.facts.map((each) => [each.source, each]));
  const changed = changedPaths(known.schemas, schemas);
  if (!changed?.every((path) => facts.has(path) && !isCrd(path))) return undefined;
  const affected = withReferrers(changed, known.facts);
  // A page of the documents shows all types of a folder, and whether one has a sample depends on the others.
  const groups = new Set([...affected].filter((source) => !isCrd(source)).map(folderOf));
  const load = known.facts.map(({ source }) => source).filter((each) => !isCrd(each) && groups.has(folderOf(each)));
  // Beyond that, the whole costs no more.
  return affected.size > known.facts.length / 2 ? undefined : { affected, load: new Set([...affected, ...load]) };
}

/** The paths of files with other content; undefined where there are other files. */
function changedPaths(before: Snapshot, now: Snapshot): string[] | undefined {
  const paths = Object.keys(now);
  if (paths.length !== Object.keys(before).length || paths.some((path) => !(path in before))) return undefined;
  return paths.filter((path) => now[path]?.hash !== before[path]?.hash);
}

function withReferrers(sources: readonly string[], facts: readonly SourceFacts[]): ReadonlySet<string> {
  const referrers = new Map<string, string[]>();
  for (const { source, references } of facts)
    for (const target of references) referrers.set(target, [...(referrers.get(target) ?? []), source]);
  const found = new Set<string>();
  const visit = (source: string): void => {
    if (found.has(source)) return;
    found.add(source);
    referrers.get(source)?.forEach(visit);
  };
  sources.forEach(visit);
  return found;
}

function isCrd(source: string): boolean {
  return source.endsWith(".crd.json");
}

function folderOf(source: string): string {
  return source.slice(0, Math.max(0, source.lastIndexOf("/")));
}

/** What a partial run changes: files to write, and what is then known of the whole. */
export interface PartialRun {
  readonly files: readonly OutputFile[];
  /** The record, once the files are written. */
  readonly remember: () => RunRecord | undefined;
  readonly outcome: RunOutcome;
}

/**
 * The outcome of the part put in place of what the last run knew of it. Undefined where other output may have changed:
 * a source says other things to those who do not refer to it, or a file came or went; and where there are errors.
 */
export function mergePart(start: RunStart, { affected }: SourcePart, part: Generation): PartialRun | undefined {
  const { known } = start;
  if (!known || hasErrors(part.diagnostics) || !part.facts || !hasSameFacts(known, part.facts)) return undefined;
  const scopes = scopesOf(part.files);
  if (!Object.keys(scopes).every((scope) => sameLists(scopes[scope], known.scopes[scope]))) return undefined;
  const fresh = new Map(part.facts.filter(({ source }) => affected.has(source)).map((each) => [each.source, each]));
  const paths = new Set([...fresh.values()].map(({ path }) => path));
  const sizes = new Map(part.crdSizes?.map((size) => [size.name, size]));
  const isOfPart = ({ file }: Diagnostic): boolean => paths.has(file);
  const warnings = [...known.warnings.filter((each) => !isOfPart(each)), ...part.diagnostics.filter(isOfPart)];
  const outcome: RunOutcome = {
    files: known.files,
    sources: known.sources,
    scopes: known.scopes,
    warnings: sortDiagnostics(warnings),
    crdSizes: known.crdSizes.map((size) => sizes.get(size.name) ?? size),
    facts: known.facts.map((each) => fresh.get(each.source) ?? each),
  };
  const files = part.files.filter(({ path, content }) => known.output[path]?.hash !== hashOf(content));
  return {
    files,
    outcome,
    remember: () => rememberOutcome(start, { outcome, written: files, texts: part.texts, before: known.output }),
  };
}

/** What others may know of the loaded sources is what it was. */
function hasSameFacts(known: RunRecord, now: readonly SourceFacts[]): boolean {
  const before = new Map(known.facts.map(({ source, facts }) => [source, facts]));
  return now.every(({ source, facts }) => before.get(source) === facts);
}

function scopesOf(files: readonly OutputFile[]): Record<string, string[]> {
  const scopes: Record<string, string[]> = {};
  for (const { path, scope = "" } of files) (scopes[scope] ??= []).push(path);
  return scopes;
}

function sameLists(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
