import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, join, posix, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../diagnostics.js";
import { nearestWord } from "../../templates/support/nearest-word.js";
import { sureWord } from "./did-you-mean.js";
import { followRef, fragmentOf, refsOf, targetOf } from "./follow-references.js";
import { packageHint, type ReferenceTarget } from "./locate-reference.js";
import { pointerTo } from "./json-pointer.js";
import { parseSource } from "./parse-source.js";
import { finding } from "./positions.js";
import { enclosing, ResourceIndex, resourcesOf, uriOf } from "./schema-ids.js";
import { takeSuppressions } from "./suppressions.js";
import type { SchemaDocument, SchemaReference, Sources } from "./schema-document.js";

/** `x.schema.json` or `x.schema.yaml` holds a type, `x.crd.json` what a CustomResourceDefinition says besides its types. */
const SOURCE_NAME = /^(?<fileName>.+)\.(?:(?<suffix>schema|crd)\.json|schema\.ya?ml)$/;

/** The dialect itself lies beside the sources and is not one of them. */
const META_FOLDER = "meta";

/** A file to read, before anything is known of its content. */
interface SourceFile {
  readonly file: string;
  readonly path: string;
  readonly source: string;
  readonly group: string;
}

/**
 * Reads every `*.schema.json` (or `.yaml`, `.yml`) and `*.crd.json` below a folder (except `meta/`), and every schema outside it that a
 * `$ref` leads to, directly or through others.
 *
 * What cannot be read or is not JSON is left out and reported: `file-unreadable`, `syntax-error`, `unresolved-ref`.
 *
 * @param schemaDir as the user wrote it; diagnostics name files the same way
 * @param only read these sources (paths below the folder) and what they lead to; absent: all
 * @param instead texts by path, as diagnostics name it, to take in place of what the files hold
 */
export async function loadSchemas(
  schemaDir: string,
  only?: ReadonlySet<string>,
  instead?: ReadonlyMap<string, string>,
): Promise<Sources> {
  const loading = new Loading(schemaDir, instead);
  const all = await loading.list();
  await loading.readAll(only ? all.filter(({ source }) => only.has(source)) : all);
  await loading.findById(all);
  return loading.sources();
}

/** A `$ref` that leads to no file, and so perhaps to a schema by its `$id`. */
interface PendingReference {
  readonly document: SchemaDocument;
  readonly pointer: string;
  readonly ref: string;
  /** The URI that it names; undefined where it can be none. */
  readonly uri: string | undefined;
}

/** The state of one `loadSchemas` call. */
class Loading {
  private readonly documents = new Map<string, SchemaDocument>();
  private readonly seen = new Set<string>();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly resources = new ResourceIndex();
  private pending: PendingReference[] = [];
  private readonly texts = new Map<string, string>();
  private readonly schemaDir: string;
  private inside: readonly SourceFile[] = [];
  private insideByFile: ReadonlyMap<string, SourceFile> | undefined;

  private readonly instead: ReadonlyMap<string, string> | undefined;

  constructor(schemaDir: string, instead: ReadonlyMap<string, string> | undefined) {
    this.schemaDir = schemaDir;
    this.instead = instead;
  }

  sources(): Sources {
    const documents = [...this.documents.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
    return { documents, diagnostics: this.diagnostics, texts: this.texts };
  }

  async list(): Promise<readonly SourceFile[]> {
    const root = await realpath(this.schemaDir).catch(() => undefined);
    const entries = root && (await readdir(root, { withFileTypes: true, recursive: true }).catch(() => undefined));
    if (root === undefined || !entries) {
      this.unreadable(this.schemaDir, "there is no such folder; name the folder that holds the *.schema.json files");
      return [];
    }
    this.inside = entries
      .filter((entry) => entry.isFile() && SOURCE_NAME.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((source) => !source.startsWith(`${META_FOLDER}/`))
      .sort()
      .map((source) => this.insideFile(root, source));
    if (this.inside.length === 0)
      this.unreadable(this.schemaDir, "the folder holds no *.schema.json file, so there is nothing to generate");
    return this.inside;
  }

  /** Reads the files, then those that they refer to, until nothing new turns up. */
  async readAll(files: readonly SourceFile[]): Promise<void> {
    const fresh = files.filter(({ file }) => !this.seen.has(file));
    if (fresh.length === 0) return;
    for (const { file } of fresh) this.seen.add(file);
    const texts = await Promise.all(fresh.map((file) => this.textOf(file)));
    const outside = fresh.flatMap((file, index) => this.readOne(file, texts[index]));
    await this.readAll([...new Map(outside.map((file) => [file.file, file])).values()]);
  }

  private async textOf({ file, path }: SourceFile): Promise<string | undefined> {
    return this.instead?.get(path) ?? (await readFile(file, "utf8").catch(() => undefined));
  }

  /** Returns the files that the document refers to. */
  private readOne(file: SourceFile, raw: string | undefined): SourceFile[] {
    if (raw === undefined) {
      this.unreadable(file.path, "the file cannot be read; check that it is there and that you may read it");
      return [];
    }
    const text = raw.startsWith("\uFEFF") ? raw.slice(1) : raw;
    this.texts.set(file.path, text);
    const parsed = parseSource({ path: file.path, text });
    this.diagnostics.push(...parsed.diagnostics);
    if (parsed.json === undefined) return [];
    const { json, suppressions, diagnostics } = takeSuppressions({ path: file.path, text }, parsed.json);
    this.diagnostics.push(...diagnostics);
    const { fileName = basename(file.source).replace(/\.(?:json|ya?ml)$/, ""), suffix } =
      SOURCE_NAME.exec(basename(file.source))?.groups ?? {};
    const kind = suffix === "crd" ? "crd" : "schema";
    const references: SchemaReference[] = [];
    const document: SchemaDocument = { ...file, kind, fileName, text, json, references, suppressions };
    const resources = resourcesOf(file.file, kind === "schema" ? json : null);
    this.resources.learn(document, resources);
    this.documents.set(file.file, document);
    const targets = refsOf(kind, json).flatMap(([pointer, ref]) => {
      const found = followRef(document, enclosing(resources, pointer), ref);
      if (found) references.push({ pointer, ...found.reference });
      else this.pending.push({ document, pointer, ref, uri: uriOf(ref, enclosing(resources, pointer).uri) });
      return found?.target ?? [];
    });
    return targets.map((target) => this.insideFileOf(target.file) ?? this.outsideFile(target));
  }

  /** Finds what references name by `$id`, if need be in files that nothing else asks for. */
  async findById(all: readonly SourceFile[]): Promise<void> {
    const isFound = ({ uri }: PendingReference) => uri !== undefined && this.resources.at(uri) !== undefined;
    if (!this.pending.every(isFound)) await this.readAll(all);
    for (const { document, pointer, ref, uri } of this.pending) {
      const place = uri === undefined ? undefined : this.resources.at(uri);
      if (place) addReference(document, { pointer, ref, target: targetOf(place, fragmentOf(ref)), isById: true });
      else this.unresolved(document, pointer, ref);
    }
    for (const { place, first } of this.resources.repeated) {
      const message = `${first.document.path} has the same $id; give each schema one of its own, or leave it out`;
      this.diagnostics.push(finding(place.document, pointerTo(place.pointer, "$id"), "duplicate-id", message));
    }
  }

  private unresolved(document: SchemaDocument, pointer: string, ref: string): void {
    const message =
      `$ref "${ref}" leads to no file${this.hint(document, ref)}; write a path relative to this file, such as ` +
      `"../common/duration.schema.json", "<package>/<path>" of an installed package, or the $id of a schema`;
    const code = document.kind === "crd" ? "unknown-type" : "unresolved-ref";
    const to = this.meantRef(document, ref);
    const fix = to === undefined ? undefined : ({ kind: "replace", from: ref, to } as const);
    this.diagnostics.push(finding(document, pointerTo(pointer, "$ref"), code, message, { fix }));
  }

  private hint(document: SchemaDocument, ref: string): string {
    if (isUri(ref)) {
      const uri = nearestWord(ref, this.resources.uris);
      return uri === undefined ? " and to no $id" : ` and to no $id (there is ${uri})`;
    }
    const sources = this.inside.map(({ source }) => baseName(source));
    const near = nearestWord(baseName(pathOf(ref)), sources);
    const hint = near === undefined ? packageHint(document, ref) : `there is a ${near}.schema.json`;
    return hint === undefined ? "" : ` (${hint})`;
  }

  /** What the reference was surely to be, if one source alone has about that name. */
  private meantRef({ source }: SchemaDocument, ref: string): string | undefined {
    if (isUri(ref)) return undefined;
    const names = this.inside.map((each) => baseName(each.source));
    const meant = sureWord(baseName(pathOf(ref)), names);
    const [target, ...others] = this.inside.filter((each) => baseName(each.source) === meant);
    if (!target || others.length > 0) return undefined;
    return posix.relative(posix.dirname(source), target.source) + ref.slice(pathOf(ref).length);
  }

  private unreadable(path: string, message: string): void {
    this.diagnostics.push({
      code: "file-unreadable",
      severity: "error",
      file: path,
      pointer: "",
      line: 0,
      column: 0,
      message,
    });
  }

  private insideFile(root: string, source: string): SourceFile {
    const group = posix.dirname(source);
    const path = posix.join(this.schemaDir.split(sep).join("/"), source);
    return { file: join(root, source), path, source, group: group === "." ? "" : group };
  }

  private insideFileOf(file: string): SourceFile | undefined {
    this.insideByFile ??= new Map(this.inside.map((each) => [each.file, each]));
    return this.insideByFile.get(file);
  }

  private outsideFile({ file, source }: ReferenceTarget): SourceFile {
    const path = join(this.schemaDir, relative(resolve(this.schemaDir), file))
      .split(sep)
      .join("/");
    return { file, path, source, group: posix.basename(posix.dirname(source)) };
  }
}

function isUri(ref: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(ref);
}

function baseName(path: string): string {
  return posix.basename(path).replace(/\.schema\.(?:json|ya?ml)$/, "");
}

/** A reference without its fragment. */
function pathOf(ref: string): string {
  return ref.replace(/#.*$/s, "");
}

/** References are found while their document is known already. */
function addReference({ references }: SchemaDocument, reference: SchemaReference): void {
  (references as SchemaReference[]).push(reference);
}
