import { writeFile, readFile } from "node:fs/promises";
import { relative, isAbsolute } from "node:path";
import type { Diagnostic, Fix } from "../diagnostics.js";
import type { Job } from "../jobs/job.js";
import { pointerSegments, pointerTo } from "../input/json-pointer.js";
import { editSource } from "./edit-source.js";
import { lintSources, type LintedSources } from "./lint-sources.js";

/** A finding that was mended. */
export type FixedDiagnostic = Diagnostic & { readonly fix: Fix };

/** What `lint --fix` did: what it mended, and what is left. */
export interface FixedSources {
  readonly fixed: readonly FixedDiagnostic[];
  readonly linted: LintedSources;
}

/**
 * Mends the findings that have one sure remedy, in the sources below the schema folder, and writes those files. A fix after
 * which another error stands at its place is not made; what fixes bring to light elsewhere is reported.
 */
export async function fixSources(job: Job): Promise<FixedSources> {
  const before = await lintSources(job);
  const excluded = new Set<string>();
  for (;;) {
    const attempt = await fixAllBut(excluded, before, job);
    const bad = attempt.fixed.filter((each) => isBad(each, before, attempt.linted));
    for (const each of bad) excluded.add(keyOf(each));
    if (bad.length > 0) continue;
    for (const [path, text] of attempt.texts) await writeText(path, text);
    return attempt;
  }
}

interface Attempt extends FixedSources {
  /** The texts that are then other ones, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Makes fixes until there are none left, since one brings others to light. Writes nothing. */
async function fixAllBut(excluded: ReadonlySet<string>, before: LintedSources, job: Job): Promise<Attempt> {
  const tried = new Set(excluded);
  const fixed: FixedDiagnostic[] = [];
  let texts: ReadonlyMap<string, string> = new Map();
  let linted = before;
  for (;;) {
    const wanted = linted.diagnostics.filter((each) => isFixable(each, job)).filter((each) => !tried.has(keyOf(each)));
    if (wanted.length === 0) return { fixed, linted, texts };
    for (const each of wanted) tried.add(keyOf(each));
    const { made, edited } = edit(wanted, linted.texts);
    fixed.push(...made);
    texts = new Map([...texts, ...edited]);
    linted = await lintSources(job, texts);
  }
}

/** Sources of other packages, and what a `$ref` leads to elsewhere, are not this job's to change. */
function isFixable(found: Diagnostic, { folders }: Job): found is FixedDiagnostic {
  const way = relative(folders.schemaDir, found.file);
  return found.fix !== undefined && !found.suppression && !way.startsWith("..") && !isAbsolute(way);
}

interface Edits {
  readonly made: readonly FixedDiagnostic[];
  readonly edited: ReadonlyMap<string, string>;
}

/** Makes the fixes one after the other, the deepest first, so that the pointers of the others still lead there. */
function edit(wanted: readonly FixedDiagnostic[], texts: ReadonlyMap<string, string>): Edits {
  const edited = new Map<string, string>();
  const made: FixedDiagnostic[] = [];
  const depth = ({ pointer }: Diagnostic) => pointerSegments(pointer).length;
  for (const each of wanted.toSorted((a, b) => depth(b) - depth(a))) {
    const { file: path, pointer, fix } = each;
    const text = editSource({ path, text: edited.get(path) ?? texts.get(path) ?? "" }, pointer, fix);
    if (text === undefined) continue;
    edited.set(path, text);
    made.push(each);
  }
  return { made, edited };
}

/** Keywords that hold schemas of their own: what is wrong in there was only hidden before. */
const SCHEMA_HOLDERS = new Set(
  "properties patternProperties additionalProperties items prefixItems contains $defs definitions allOf anyOf oneOf not if then else dependentSchemas".split(
    " ",
  ),
);

/** Whether the finding is still there, or an error that was not there stands at the schema whose keyword was mended. */
function isBad(fixed: FixedDiagnostic, before: LintedSources, after: LintedSources): boolean {
  const known = new Set(before.diagnostics.map(keyOf));
  if (after.diagnostics.some((each) => keyOf(each) === keyOf(fixed))) return true;
  const { pointer, fix } = fixed;
  const holder = fix.kind === "add" ? pointerTo(pointer, fix.name) : pointer.slice(0, pointer.lastIndexOf("/"));
  return after.diagnostics.some((each) => {
    if (each.severity !== "error" || each.file !== fixed.file || known.has(keyOf(each))) return false;
    if (each.pointer === holder) return true;
    const [keyword = ""] = pointerSegments(each.pointer.slice(holder.length));
    return each.pointer.startsWith(`${holder}/`) && !SCHEMA_HOLDERS.has(keyword);
  });
}

/** A finding, wherever edits have moved it to. */
function keyOf({ code, file, pointer, message }: Diagnostic): string {
  return JSON.stringify([code, file, pointer, message]);
}

/** Line ends are in the text; a byte order mark is not. */
async function writeText(path: string, text: string): Promise<void> {
  const mark = (await readFile(path, "utf8")).startsWith("\uFEFF") ? "\uFEFF" : "";
  await writeFile(path, mark + text);
}
