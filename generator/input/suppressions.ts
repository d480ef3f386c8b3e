import { Lexer } from "yaml";
import { DIAGNOSTIC_CODES, type Diagnostic, type Suppression } from "../diagnostics.js";
import type { JsonObject, JsonValue } from "../model/model.js";
import { didYouMean } from "./did-you-mean.js";
import { pointerTo } from "./json-pointer.js";
import { objectsOf } from "./parse-source.js";
import { pointerOnLine, positionOf, type Located, type Position } from "./positions.js";
import { isObject } from "./schema-nodes.js";

/** What a comment begins with that suppresses a finding: `octopus-mqtt-codegen-ignore CODE: REASON`. */
const MARK = "octopus-mqtt-codegen-ignore";

const FORM = new RegExp(`^${MARK}\\s+(?<codes>[\\w-]+(?:\\s*,\\s*[\\w-]+)*)\\s*:\\s*(?<reason>\\S.*)$`);

/** The suppressions of a source. */
export interface SourceSuppressions {
  /** What the source says besides. */
  readonly json: JsonValue;
  readonly suppressions: readonly Suppression[];
  /** Those that are none (`bad-suppression`). */
  readonly diagnostics: readonly Diagnostic[];
}

/** A comment, and the part of the source that it is about. */
interface Directive extends Position {
  readonly text: string;
  /** Pointer of the comment itself, or of what it stands at. */
  readonly pointer: string;
  /** Pointer of the part; undefined where there is none. */
  readonly below: string | undefined;
}

/**
 * Takes the suppressions out of a source: the lines of a `$comment`, which are about the object that holds it and all
 * within it; in YAML, comments too, which are about what begins on their line, or where they stand alone, on the next.
 */
export function takeSuppressions(source: Located, json: JsonValue): SourceSuppressions {
  if (!source.text.includes(MARK)) return { json, suppressions: [], diagnostics: [] };
  const yaml = /\.ya?ml$/.test(source.path) ? yamlDirectives(source) : [];
  const read = [...commentDirectives(source, json), ...yaml].map((each) => readDirective(source, each));
  return {
    json: withoutDirectives(json),
    suppressions: read.flatMap(({ suppressions }) => suppressions),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

function commentDirectives(source: Located, json: JsonValue): Directive[] {
  return objectsOf(json).flatMap(({ pointer: below, schema }) => {
    const pointer = pointerTo(below, "$comment");
    const lines = directivesIn(schema.$comment);
    return lines.map((text) => ({ text, pointer, below, ...positionOf(source, pointer, "value") }));
  });
}

function directivesIn(comment: unknown): string[] {
  if (typeof comment !== "string") return [];
  return comment.split("\n").filter(isDirective);
}

function isDirective(line: string): boolean {
  return line.trimStart().startsWith(MARK);
}

function yamlDirectives(source: Located): Directive[] {
  const lines = source.text.split("\n");
  return yamlComments(source.text)
    .filter(({ text }) => isDirective(text))
    .map(({ text, offset }) => {
      const before = source.text.slice(0, offset).split("\n");
      const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
      const standsAlone = before.at(-1)?.trim() === "";
      const below = pointerOnLine(source, standsAlone ? nextLine(lines, line) : line);
      return { text, line, column, pointer: below ?? "", below };
    });
}

/** The line after one, from 1, that is neither empty nor a comment. */
function nextLine(lines: readonly string[], line: number): number {
  const found = lines.findIndex((text, index) => index >= line && !/^\s*(?:#|$)/.test(text));
  return found + 1;
}

/** What the lexer adds: a document begins, a flow is broken off, a scalar follows. */
const NOT_IN_THE_TEXT: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);

/** The comments of a YAML text without their sign, and where they begin. A `#` within a text is none. */
function yamlComments(text: string): { text: string; offset: number }[] {
  const found: { text: string; offset: number }[] = [];
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (NOT_IN_THE_TEXT.has(token)) continue;
    if (token.startsWith("#")) found.push({ text: token.slice(1).trim(), offset });
    offset += token.length;
  }
  return found;
}

function readDirective(source: Located, directive: Directive): Omit<SourceSuppressions, "json"> {
  const { pointer, line, column, below } = directive;
  const finding: Suppression["finding"] = (about) => ({ ...about, file: source.path, pointer, line, column });
  const bad = (message: string) => finding({ code: "bad-suppression", severity: "error", message });
  const { codes, reason } = FORM.exec(directive.text.trim())?.groups ?? {};
  if (codes === undefined || reason === undefined)
    return { suppressions: [], diagnostics: [bad(`a suppression says what and why: "${MARK} CODE: REASON"`)] };
  const all = codes.split(",").map((code) => code.trim());
  const diagnostics = all
    .filter((code) => !Object.hasOwn(DIAGNOSTIC_CODES, code))
    .map((code) => bad(unknownCode(code)));
  const covers = ({ file, pointer: at }: Diagnostic) =>
    below !== undefined && file === source.path && (at === below || at.startsWith(`${below}/`));
  const suppressions = all.map((code) => ({ code, reason, kind: "inSource", covers, finding }) as const);
  return diagnostics.length > 0 ? { suppressions: [], diagnostics } : { suppressions, diagnostics };
}

/** What is wrong with a code that nothing has. */
export function unknownCode(code: string): string {
  const known = Object.keys(DIAGNOSTIC_CODES);
  return `there is no code "${code}"${didYouMean(code, known) || "; findings tell theirs"}`;
}

function withoutDirectives(json: JsonValue): JsonValue {
  if (Array.isArray(json)) return json.map((each: JsonValue) => withoutDirectives(each));
  if (!isObject(json)) return json;
  const { $comment, ...others } = json;
  const comment = directivesIn($comment).length > 0 ? otherLines($comment) : $comment;
  const kept: JsonObject = comment === undefined ? others : json;
  const entries = Object.entries(kept).map(
    ([key, value]) => [key, key === "$comment" && comment !== undefined ? comment : withoutDirectives(value)] as const,
  );
  return Object.fromEntries(entries);
}

function otherLines(comment: unknown): string | undefined {
  const lines = String(comment)
    .split("\n")
    .filter((line) => !isDirective(line));
  return lines.length > 0 ? lines.join("\n") : undefined;
}
