import type { Diagnostic } from "../diagnostics.js";
import type { JsonValue } from "../model/model.js";
import { findJsonSyntaxError } from "./json-syntax.js";
import { parseJson } from "./parse-json.js";
import { pointerTo } from "./json-pointer.js";
import { repeatedKeys, type Located } from "./positions.js";
import { isObject, type SchemaNode } from "./schema-nodes.js";
import { parseYamlSource } from "./yaml-syntax.js";

/** The value of a text; absent when it has none, and then the findings (`syntax-error`) say why. */
export interface ParsedSource {
  readonly json?: JsonValue;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text as JSON, or as YAML where the path ends so. A name that an object gives twice is an error. */
export function parseSource(source: Located): ParsedSource {
  return /\.ya?ml$/.test(source.path) ? readYaml(source) : readJson(source);
}

function readJson(source: Located): ParsedSource {
  const { text } = source;
  const found = (offset: number, message: string): ParsedSource => {
    const before = text.slice(0, offset).split("\n");
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return { diagnostics: [syntaxError(source, "", place, message)] };
  };
  try {
    const json = parseJson(text);
    const infinite = infiniteNumber(text);
    if (infinite) return found(infinite.offset, `no number is as great as ${infinite.written}; write a smaller one`);
    const repeated = losesKeys(text, json) ? repeatedNames(source) : [];
    return repeated.length > 0 ? { diagnostics: repeated } : { json, diagnostics: [] };
  } catch {
    const { offset, message } = findJsonSyntaxError(text) ?? { offset: 0, message: "the file is not JSON" };
    return found(offset, message);
  }
}

/** The first number of a JSON text that is beyond what a double holds, which `JSON.parse` makes infinite. */
function infiniteNumber(text: string): { readonly offset: number; readonly written: string } | undefined {
  if (!/[eE]\+?\d{3}|\d{200}/.test(text)) return undefined;
  // Texts are passed over whole, so that what looks like a number within one is none.
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g);
  for (const { 0: written, index } of tokens)
    if (!written.startsWith('"') && !Number.isFinite(Number(written))) return { offset: index, written };
  return undefined;
}

function readYaml(source: Located): ParsedSource {
  const { json, problem } = parseYamlSource(source.text);
  if (problem) return { diagnostics: [syntaxError(source, "", problem, problem.message)] };
  const repeated = repeatedNames(source);
  return repeated.length > 0 || json === undefined ? { diagnostics: repeated } : { json, diagnostics: [] };
}

function repeatedNames(source: Located): Diagnostic[] {
  return repeatedKeys(source).map(({ pointer, name, position }) =>
    syntaxError(source, pointer, position, `"${name}" is given twice in one object; keep one of them`),
  );
}

function syntaxError(
  { path }: Located,
  pointer: string,
  { line, column }: { readonly line: number; readonly column: number },
  message: string,
): Diagnostic {
  return { code: "syntax-error", severity: "error", file: path, pointer, line, column, message };
}

/** `JSON.parse` keeps the last of equal names; then the text has more names than the value has. */
function losesKeys(text: string, json: JsonValue): boolean {
  // Texts are passed over whole, so that what looks like a name within one is none.
  const written = text.match(/"(?:[^"\\]|\\.)*"\s*:?/g)?.filter((each) => each.endsWith(":")).length ?? 0;
  return written !== objectsOf(json).reduce((sum, { schema }) => sum + Object.keys(schema).length, 0);
}

/** Every object within a value, with its pointer. */
export function objectsOf(json: JsonValue, pointer = ""): SchemaNode[] {
  if (Array.isArray(json)) return json.flatMap((item: JsonValue, index) => objectsOf(item, pointerTo(pointer, index)));
  if (!isObject(json)) return [];
  const below = Object.entries(json).flatMap(([key, value]) => objectsOf(value, pointerTo(pointer, key)));
  return [{ pointer, schema: json }, ...below];
}
