import { regExpOf } from "../input/javascript-pattern.js";
import type { ArrayShape, JsonObject, JsonValue, MapShape } from "../model/model.js";
import { meets } from "./condition.js";
import { exampleMissing, LONGEST, type SamplePlace } from "./sample-place.js";
import { TEXTS } from "./sample-scalar.js";

/** A list of as many items as it needs; of one where it needs none. */
export function leastList(shape: ArrayShape, place: SamplePlace, item: () => JsonValue): JsonValue {
  const { minItems = 0, maxItems = Infinity, kubernetes, conditions } = shape;
  const count = Math.min(Math.max(1, minItems), maxItems);
  const type = kubernetes["x-kubernetes-list-type"];
  const areDistinct = type === "set" || type === "map";
  // What would make items distinct may break their own rules.
  if (count > 1 && areDistinct) return fail(place, `a list of ${count} distinct items or more`);
  if (count > LONGEST) return fail(place, `a list of ${count} items or more`);
  const list = count === 0 ? [] : Array<JsonValue>(count).fill(item());
  const found = [list, []].find((each) => each.length >= minItems && conditions.every((rule) => meets(each, rule)));
  return found ?? fail(place, "a list with rules that its least items do not meet");
}

/** A map of as many entries as it needs. */
export function leastMap(shape: MapShape, place: SamplePlace, value: () => JsonValue): JsonObject {
  const { minProperties = 0, keyPattern = "", conditions } = shape;
  if (minProperties > LONGEST) return fail(place, `a map of ${minProperties} entries or more`);
  const expression = regExpOf(keyPattern);
  const numbered = Array.from({ length: minProperties }, (_, index) => `key${index + 1}`);
  const keys = [...numbered, ...TEXTS, ...LETTERS].filter((key) => expression.test(key)).slice(0, minProperties);
  const map = Object.fromEntries(keys.map((key) => [key, value()]));
  if (keys.length === minProperties && conditions.every((rule) => meets(map, rule))) return map;
  return fail(place, `a map of ${minProperties} entries or more whose keys no common text meets, or with rules`);
}

const LETTERS = ["a", "b", "c", "d", "e", "f"];

function fail(place: SamplePlace, what: string): never {
  throw exampleMissing(place, what);
}
