import { type Document, LineCounter, parseAllDocuments, type Tags } from "yaml";
import { locate, type Part } from "./positions.js";
import { fileProblem, type Problem } from "./problem.js";
import { type Finding, SourceFile } from "./source-file.js";
import { aliasProblem, syntaxProblems } from "./yaml-syntax.js";

/** One manifest of a file: a document, or an item of a `List`. */
export interface Manifest {
  readonly file: string;
  /** The line that the manifest begins on, 1-based. */
  readonly line: number;
  /** Plain data, as JSON.parse would return it. */
  readonly value: unknown;
  /** `finding` at the place in the file where `pointer` leads. */
  problemAt(pointer: string, part: Part, finding: Finding): Problem;
}

/** A file taken apart; a document that does not parse is a problem instead of a manifest. */
export interface ManifestFile {
  readonly name: string;
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/**
 * Parses a file of one or more YAML documents, or one JSON document (which is YAML, too).
 *
 * Scalars are read as kubectl reads them: YAML 1.1 (`on` and `yes` are booleans), but times and dates stay strings. A `List`, as
 * `kubectl get -o yaml` prints it, counts as its items.
 */
export function parseManifestFile(name: string, bytes: Uint8Array): ManifestFile {
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    const message = "the file is not UTF-8 text; expected YAML or JSON in UTF-8: convert it";
    return { name, manifests: [], problems: [fileProblem(name, "not-utf8", message)] };
  }
  return takeApart(name, text);
}

function takeApart(name: string, text: string): ManifestFile {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, version: "1.1", customTags });
  const documents: readonly Document[] = Array.isArray(parsed) ? parsed : [];
  const source = new SourceFile(name, text, lines, documents);
  const results = documents.filter((document) => !isEmpty(document)).map((document) => readDocument(source, document));
  const manifests = results.flatMap((result) => result.manifests);
  const problems = results.flatMap((result) => result.problems);
  if (results.length === 0) {
    problems.push(
      fileProblem(name, "no-manifest", "the file holds no document; expected a DeviceLink or device manifest"),
    );
  }
  return { name, manifests, problems };
}

type DocumentResult = Pick<ManifestFile, "manifests" | "problems">;

function readDocument(source: SourceFile, document: Document): DocumentResult {
  if (document.errors.length > 0) return { manifests: [], problems: syntaxProblems(source, document) };
  try {
    return { manifests: manifestsOf(source, document, document.toJS()), problems: [] };
  } catch (error) {
    // What toJS refuses in a document without errors: aliases to nothing, and aliases that unfold without end.
    if (!(error instanceof ReferenceError)) throw error;
    return { manifests: [], problems: [aliasProblem(source, document)] };
  }
}

function manifestsOf(source: SourceFile, document: Document, value: unknown): Manifest[] {
  const items = itemsOfList(value);
  if (!items) return [manifest(source, document, "", value)];
  return items.map((item, index) => manifest(source, document, `/items/${index}`, item));
}

function manifest(source: SourceFile, document: Document, root: string, value: unknown): Manifest {
  return {
    file: source.name,
    line: source.lineOf(locate(document, root, "key").start),
    value,
    problemAt: (pointer, part, finding) => source.problem(locate(document, root + pointer, part), pointer, finding),
  };
}

function itemsOfList(value: unknown): unknown[] | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("items" in value)) return undefined;
  const isList = typeof value.kind === "string" && value.kind.endsWith("List");
  return isList && Array.isArray(value.items) ? value.items : undefined;
}

/** The YAML 1.1 types that kubectl's reader does not have: base-60 numbers, dates, sets and ordered maps. */
const NOT_IN_KUBERNETES: ReadonlySet<string> = new Set(["timestamp", "binary", "omap", "pairs", "set"]);

function customTags(tags: Tags): Tags {
  return tags.filter((tag) => {
    if (typeof tag === "string") return true;
    return tag.format !== "TIME" && !NOT_IN_KUBERNETES.has(tag.tag.replace("tag:yaml.org,2002:", ""));
  });
}

function isEmpty(document: Document): boolean {
  const { contents, errors } = document;
  return errors.length === 0 && (contents === null || contents.range?.[0] === contents.range?.[1]);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    // The decoder also drops a byte order mark.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
