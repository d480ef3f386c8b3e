import type { Condition } from "../model/model.js";
import type { SourceCondition } from "./schema-document.js";
import { isObject } from "./schema-nodes.js";

/** Keywords of a condition that hold one condition, a list of them, or one for each property. */
const ONE = new Set(["items", "not"]);
const LIST = new Set(["anyOf", "allOf", "oneOf"]);

/** Keywords that speak to a reader of the source and say nothing about the value. */
const PROSE = new Set(["$comment", "description", "title"]);

/** Turns each `const` of a condition into a one-value enum, and leaves prose out. */
export function normalizeCondition(condition: SourceCondition): Condition {
  return Object.fromEntries(
    Object.entries(condition).flatMap(([keyword, value]): [string, unknown][] => {
      if (PROSE.has(keyword)) return [];
      if (keyword === "const") return [["enum", [value]]];
      if (ONE.has(keyword)) return [[keyword, normalizeCondition(value as SourceCondition)]];
      if (LIST.has(keyword)) return [[keyword, (value as readonly SourceCondition[]).map(normalizeCondition)]];
      if (keyword === "properties" && isObject(value)) return [[keyword, normalizeEach(value)]];
      return [[keyword, value]];
    }),
  );
}

function normalizeEach(properties: SourceCondition): Record<string, Condition> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, condition]) => [name, normalizeCondition(condition as SourceCondition)]),
  );
}
