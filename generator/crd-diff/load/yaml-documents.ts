import { readFileSync } from "node:fs";
import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from "yaml";
import type { JsonValue } from "../../model/model.js";
import type { Steps } from "../change.js";
import { DiffError } from "../diff-error.js";

/** One document of a YAML or JSON file. */
export interface YamlDocument {
  readonly json: JsonValue;
  /** The line of a place in the document, or of the nearest one above it. */
  readonly lineOf: (path: Steps) => number;
}

/** Values that YAML 1.1 has and that reach no CRD: kubectl and the server read them as text. */
const NOT_JSON = /timestamp|binary|omap|pairs|set|!!merge/;

/**
 * Every document of a file that is not empty, read as kubectl and the server do, who follow YAML 1.1.
 * Throws DiffError `input-unreadable` or `input-syntax`.
 *
 * @param shown what the user calls the file
 */
export function readYaml(path: string, shown = path): YamlDocument[] {
  return parseYaml(readText(path, shown), shown);
}

/** The documents of a text; the path is for messages. */
export function parseYaml(text: string, path: string): YamlDocument[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: "1.1",
    merge: true,
    customTags: (tags) => tags.filter((tag) => typeof tag === "string" || !NOT_JSON.test(tag.tag)),
    lineCounter: lines,
  });
  return [...documents].flatMap((document) => {
    const [error] = document.errors;
    if (error) {
      const [{ line, col } = { line: 1, col: 1 }] = error.linePos ?? [];
      const [what = ""] = error.message.split(/ at line \d+/);
      throw new DiffError("input-syntax", `${path}:${line}:${col} is not YAML or JSON: ${what}; correct it`);
    }
    const json = jsonOf(document, path);
    return json === null ? [] : [{ json, lineOf: (steps: Steps) => lineOf(document.contents, steps, lines) }];
  });
}

function jsonOf(document: Document, path: string): JsonValue {
  try {
    return document.toJS() as JsonValue;
  } catch (error) {
    // Aliases without an anchor, or that would blow up.
    throw new DiffError("input-syntax", `${path} is not YAML or JSON: ${(error as Error).message}; correct it`);
  }
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new DiffError(
      "input-unreadable",
      `${shown} cannot be read (${code}); check that it is there and yours to read`,
    );
  }
}

function lineOf(root: Node | null, steps: Steps, lines: LineCounter): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of steps) {
    const [key, value] = stepInto(node, step) ?? [];
    if (key === undefined) break;
    offset = key?.range?.[0] ?? offset;
    node = value ?? null;
  }
  return Math.max(1, lines.linePos(offset).line);
}

function stepInto(
  node: Node | null,
  step: string | number,
): readonly [key: Node | null, value: Node | null] | undefined {
  if (isSeq<Node>(node)) {
    const item = node.items[Number(step)];
    return item && [item, item];
  }
  if (!isMap<Node, Node>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  return pair && [pair.key, pair.value];
}
