import type { JsonValue } from "../../model/model.js";

/** Longest text of a value in a report for people. */
const MAX_SHOWN = 60;

/** `1 -> 2`, `1 -> nothing`, `nothing -> 2`; "" where there is neither. */
export function shownChange(old: JsonValue | undefined, next: JsonValue | undefined): string {
  return old === undefined && next === undefined ? "" : `${shown(old)} -> ${shown(next)}`;
}

function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN - 3).replace(/[\ud800-\udbff]$/, "")}...`;
}
