import { isScalar, LineCounter, parseAllDocuments, parseDocument, type Document, type Node } from "yaml";
import { findJsonSyntaxError } from "../input/json-syntax.js";
import type { Position } from "../input/positions.js";
import type { LintCode } from "./codes.js";
import type { FieldPath } from "./field-path.js";
import type { GoJson } from "./go-json.js";
import { goYamlTags } from "./go-yaml-tags.js";
import { MAX_NESTING, nestingOf } from "./nesting.js";
import { locate } from "./locate.js";
import { UnreadableNode, valueOfNode, type OddKey } from "./node-value.js";

/** One document of a file. */
export interface LintDocument {
  readonly value: GoJson;
  readonly oddKeys: readonly OddKey[];
  /** Where a path leads, or the nearest place above it. */
  readonly positionOf: (path: FieldPath) => Position;
}

/** Why a document cannot be read. */
export interface Unreadable {
  readonly code: LintCode;
  readonly message: string;
  readonly position: Position;
}

/** Larger files are not read; a file may have many documents. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** What an API server takes in one request; a JSON file has one document. */
const MAX_REQUEST_BYTES = 3 * 1024 * 1024;

const TOO_DEEP = `a document is nested more than ${MAX_NESTING} levels deep, which no server needs; flatten it`;

const START: Position = { line: 1, column: 1 };

/**
 * The documents of a file, in JSON or in the YAML that kubectl reads (1.1, as Go's library has it). Documents without
 * content are left out, as kubectl does. Where one cannot be read, the others still can.
 */
export function readDocuments(text: string): (LintDocument | Unreadable)[] {
  if (nestingOf(text) > MAX_NESTING) return [{ code: "too-deep", message: TOO_DEEP, position: START }];
  try {
    return /^\s*[{[]/.test(text) && isJson(text) ? [readJson(text)] : readYaml(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ code: "too-deep", message: TOO_DEEP, position: START }];
  }
}

/** YAML has braces of its own, so that a text with braces is JSON only if it is JSON or if it is nothing else. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return !/^---|^\s*[{,]?\s*[^\s"{}[\],]+:\s/m.test(text);
  }
}

function readJson(text: string): LintDocument | Unreadable {
  if (Buffer.byteLength(text) > MAX_REQUEST_BYTES) {
    const message = `the definition has ${Buffer.byteLength(text)} bytes; an API server takes requests of ${MAX_REQUEST_BYTES}`;
    return { code: "too-large", message, position: START };
  }
  const lines = new LineCounter();
  try {
    JSON.parse(text);
  } catch {
    const { offset, message } = findJsonSyntaxError(text) ?? { offset: 0, message: "the text is not JSON" };
    const before = text.slice(0, offset).split("\n");
    const position = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return { code: "syntax-error", message, position };
  }
  const document = parseDocument(text, { schema: "json", intAsBigInt: true, uniqueKeys: false, lineCounter: lines });
  return readOne(document, lines, "json");
}

function readYaml(text: string): (LintDocument | Unreadable)[] {
  const lines = new LineCounter();
  const options = {
    version: "1.1",
    customTags: goYamlTags,
    intAsBigInt: true,
    uniqueKeys: false,
    lineCounter: lines,
    logLevel: "silent",
  } as const;
  const documents: readonly Document.Parsed[] = [...parseAllDocuments(text, options)];
  return documents
    .filter((document) => document.errors.length > 0 || hasContent(document.contents))
    .map((document) => readOne(document, lines, "yaml"));
}

function hasContent(node: Node | null): boolean {
  return node !== null && !(isScalar(node) && node.value === null);
}

function readOne(document: Document.Parsed, lines: LineCounter, syntax: "json" | "yaml"): LintDocument | Unreadable {
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [error] = document.errors;
  if (error) {
    const [message = ""] = error.message.split("\n");
    const position = positionAt(error.pos[0]);
    // The library reports the end of the stack as an error of the syntax.
    if (message.includes("call stack")) return { code: "too-deep", message: TOO_DEEP, position };
    return { code: "syntax-error", message: message.replace(/ at line \d+, column \d+:?$/, ""), position };
  }
  try {
    const { value, oddKeys } = valueOfNode(document, syntax);
    return { value, oddKeys, positionOf: (path) => positionAt(locate(document, path)) };
  } catch (thrown) {
    if (!(thrown instanceof UnreadableNode)) throw thrown;
    return { code: thrown.code, message: thrown.message, position: positionAt(thrown.offset) };
  }
}

export function isUnreadable(document: LintDocument | Unreadable): document is Unreadable {
  return "code" in document;
}
