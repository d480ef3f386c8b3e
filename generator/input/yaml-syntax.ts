import { isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { JsonValue } from "../model/model.js";
import { parseJson } from "./parse-json.js";
import type { Position } from "./positions.js";

/** The JSON that a YAML text stands for, or the first place where it stands for none. */
export interface YamlSource {
  readonly json?: JsonValue;
  readonly problem?: Position & { readonly message: string };
}

/** Reads YAML 1.2 as JSON: one document, names that are text, numbers that are finite. */
export function parseYamlSource(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const at = (offset: number, message: string): YamlSource => {
    const { line, col } = lines.linePos(offset);
    return { problem: { line, column: col, message } };
  };
  const [error] = [...document.errors, ...document.warnings];
  if (error) return at(error.pos[0], `the file is not YAML: ${error.message}`);
  const found: { offset: number; message: string }[] = [];
  visit(document, (_, node) => {
    if (isMap(node)) {
      const odd = node.items.find(({ key }) => !isScalar(key) || typeof key.value !== "string")?.key;
      const offset = isScalar(odd) ? odd.range?.[0] : node.range?.[0];
      const name = isScalar(odd) ? ` ${String(odd.value)}` : "";
      if (odd) found.push({ offset: offset ?? 0, message: `the name${name} is no text in YAML; write it in quotes` });
    }
    if (isScalar(node) && typeof node.value === "number" && !Number.isFinite(node.value))
      found.push({ offset: node.range?.[0] ?? 0, message: "JSON has no such number" });
  });
  const [first] = found;
  if (first) return at(first.offset, first.message);
  // As text once more, so that what aliases share is told apart.
  return { json: parseJson(JSON.stringify(document.toJS())) };
}
