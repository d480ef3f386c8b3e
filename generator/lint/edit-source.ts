import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type YAMLMap } from "yaml";
import type { Fix } from "../diagnostics.js";
import { pointerSegments } from "../input/json-pointer.js";

/** A source to edit; its path says whether it is YAML. */
interface Source {
  readonly path: string;
  readonly text: string;
}

/**
 * The text of a source with one fix at a JSON pointer. Everything else stays as it is, with its comments, quotes and
 * line ends. Undefined when the pointer does not lead to what the fix is about.
 */
export function editSource({ path, text }: Source, pointer: string, fix: Fix): string | undefined {
  const isYaml = /\.ya?ml$/.test(path);
  const place = find(parseDocument(text, { uniqueKeys: false }).contents, pointerSegments(pointer));
  if (!place) return undefined;
  if (fix.kind === "add") return isMap<Node, Node>(place.value) ? added(text, place.value, fix, isYaml) : undefined;
  const node = fix.kind === "rename" ? place.key : place.value;
  if (!isScalar(node) || node.value !== fix.from || !node.range) return undefined;
  const [start, end] = node.range;
  return text.slice(0, start) + written(fix.to, isYaml, text[start]) + text.slice(end);
}

interface Place {
  readonly key: Node | null;
  readonly value: Node | null;
}

function find(root: Node | null, segments: readonly string[]): Place | undefined {
  let place: Place | undefined = { key: null, value: root };
  for (const segment of segments) place = place && stepInto(place.value, segment);
  return place;
}

function stepInto(node: Node | null, segment: string): Place | undefined {
  if (isSeq<Node>(node)) {
    const value = node.items[Number(segment)];
    return value && { key: null, value };
  }
  if (!isMap<Node, Node>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === segment);
  return pair && { key: pair.key, value: pair.value };
}

/** The object with one more pair, in front, spaced as its first pair is. */
function added(
  text: string,
  map: YAMLMap<Node, Node>,
  { name, value }: Extract<Fix, { kind: "add" }>,
  isYaml: boolean,
): string | undefined {
  const [first] = map.items;
  const start = first?.key.range?.[0];
  if (!first || start === undefined || !map.range) return undefined;
  const pair = `${written(name, isYaml, text[start])}${colonOf(text, first)}${written(value, isYaml, undefined)}`;
  const isFlow = map.flow === true;
  const gap = isFlow ? (/^\s*/.exec(text.slice(map.range[0] + 1))?.[0] ?? "") : newLine(text, start);
  return `${text.slice(0, start)}${pair}${isFlow ? "," : ""}${isFlow && gap === "" ? spaceAfterComma(text) : gap}${text.slice(start)}`;
}

/** What stands between a key and its value on one line. */
function colonOf(text: string, { key, value }: Pair<Node, Node>): string {
  const between = text.slice(key.range?.[1], value?.range?.[0]);
  return between.trim() === ":" && !between.includes("\n") ? between : ": ";
}

/** A line end as the text has them, and the indentation of the place. */
function newLine(text: string, at: number): string {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  return `${text.includes("\r\n") ? "\r\n" : "\n"}${text.slice(lineStart, at).replace(/\S/g, " ")}`;
}

function spaceAfterComma(text: string): string {
  return /,\S/.test(text) ? "" : " ";
}

/** A value as the text writes such: quoted as its neighbour is, or plain where YAML takes it for a text. */
function written(value: string | boolean, isYaml: boolean, quote: string | undefined): string {
  if (typeof value === "boolean" || !isYaml || quote === '"') return JSON.stringify(value);
  if (quote === "'") return `'${value.replaceAll("'", "''")}'`;
  return /^(?!(?:true|false|null|yes|no|on|off)$)[A-Za-z$.][\w$./:#-]*(?<!:)$/i.test(value)
    ? value
    : JSON.stringify(value);
}
