import type { JsonValue } from "../model/model.js";

/** A string of JSON, and the colon behind it where it is a name. */
const STRING = /("(?:[^"\\]|\\.)*")(\s*:)?/g;

/**
 * `JSON.parse`, which since Node 24 (V8 12.8) may take a name with an escape for another: once it has seen an object
 * with the name `\`, that of `{ "\"": 1 }` can become `\`, too (nodejs/node#63785). Names with escapes are read one by
 * one here. Throws `SyntaxError` where the text is no JSON.
 */
export function parseJson(text: string): JsonValue {
  const json = JSON.parse(text) as JsonValue;
  if (!text.includes("\\")) return json;
  const mark = unusedStart(text);
  const names: string[] = [];
  const marked = text.replace(STRING, (whole, string: string, colon?: string) => {
    if (colon === undefined || !string.includes("\\")) return whole;
    names.push(JSON.parse(string) as string);
    return `"${mark}${names.length - 1}"${colon}`;
  });
  if (names.length === 0) return json;
  return renamed(JSON.parse(marked) as JsonValue, (name) =>
    name.startsWith(mark) ? (names[Number(name.slice(mark.length))] ?? name) : name,
  );
}

/** What no string of the text begins with. */
function unusedStart(text: string): string {
  let start = "name";
  while (text.includes(`"${start}`)) start += "_";
  return start;
}

function renamed(json: JsonValue, rename: (name: string) => string): JsonValue {
  if (Array.isArray(json)) return json.map((item: JsonValue) => renamed(item, rename));
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [rename(name), renamed(member, rename)]));
}
