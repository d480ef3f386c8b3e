import { flatText, listItems } from "../print/flat-text.js";
import { stringValue } from "../print/quotes.js";
import { brackets, mark, text, word, type Brackets, type Part } from "../print/tokens.js";
import type { FunctionNames } from "./check-constants.js";

/** Parameters of ajv's errors that messages are made from; the others repeat the schema. */
const KEPT_PARAMETERS: ReadonlySet<string> = new Set([
  ...["type", "limit", "missingProperty", "additionalProperty", "keys"],
]);

/** Keywords that may fail in part while the whole is valid; the schemas have them inside `not` only (json-schema.ts). */
const ALTERNATIVES: ReadonlySet<string> = new Set(["anyOf", "oneOf", "if", "contains", "propertyNames"]);

/**
 * The statement that records an error, from the object that ajv records; nothing for an empty one. Errors say what
 * messages need and no more: only conditions need their place in the schema, which tells their rule.
 */
export function recordedError(error: Brackets, names: FunctionNames, path: string): Part[] {
  const members = membersOf(error);
  if (members.size === 0) return [];
  const keyword = stringMember(members, "keyword");
  if (ALTERNATIVES.has(keyword)) throw new Error(`ajv reports ${keyword} outside a negation at ${path}`);
  const instancePath = members.get("instancePath");
  if (!instancePath) throw new Error(`ajv recorded an error without a place at ${path}`);
  const place = instancePath.length === 1 && flatText(instancePath) === "instancePath" ? [] : [mark(":")];
  const kept = keptParameters(members.get("params") ?? [], names);
  const object = joined([
    place.length === 0 ? instancePath : [word("instancePath"), ...place, ...instancePath],
    member("keyword", [text(keyword)]),
    ...(keyword === "not" ? [member("schemaPath", [text(path + stringMember(members, "schemaPath"))])] : []),
    ...(kept.length > 0 ? [member("params", [brackets("{", joined(kept))])] : []),
  ]);
  const list: Part = { ...brackets("(", [word("vErrors"), mark("??="), brackets("[", [])]), lineEnds: 1 };
  return [list, mark("."), word("push"), brackets("(", [brackets("{", object)]), mark(";")];
}

function keptParameters(value: readonly Part[], names: FunctionNames): Part[][] {
  const [object] = value;
  if (object?.kind !== "brackets") return [];
  return [...membersOf(object)]
    .filter(([name]) => KEPT_PARAMETERS.has(name))
    .map(([name, parts]) => member(name, name === "type" ? [text(firstType(names.schemaAt(parts)))] : parts));
}

/** Of several types ajv names their place in the schema; messages want the first. */
function firstType(types: unknown): string {
  return String(Array.isArray(types) ? types[0] : types);
}

/** The values of an object by their names; a name that stands alone is its own value. */
function membersOf({ parts }: Brackets): Map<string, readonly Part[]> {
  return new Map(
    listItems(parts).map((item) => {
      const [key] = item;
      if (key?.kind !== "word") throw new Error(`ajv recorded something unknown: ${flatText(item)}`);
      return [key.text, item.length === 1 ? item : item.slice(2)];
    }),
  );
}

function stringMember(members: ReadonlyMap<string, readonly Part[]>, name: string): string {
  const [value] = members.get(name) ?? [];
  if (value?.kind !== "text") throw new Error(`ajv recorded an error without ${name}`);
  return stringValue(value.text);
}

function member(name: string, value: readonly Part[]): Part[] {
  return [word(name), mark(":"), ...value];
}

function joined(items: readonly (readonly Part[])[]): Part[] {
  return items.flatMap((item, index) => (index === 0 ? item : [mark(","), ...item]));
}
