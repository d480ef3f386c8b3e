import type { JsonValue } from "../../model/model.js";
import { all, any, type Fold } from "./fold.js";
import type { Place } from "./place.js";
import type { View } from "./view.js";
import { own } from "../../own.js";

/** What no value of the type meets, and every value of another type does: each bound looks at its own type only. */
const NOT_OF_TYPE: Readonly<Record<string, Fold>> = {
  integer: { minimum: 1, maximum: 0 },
  string: { minLength: 1, maxLength: 0 },
};

/** `type` as a condition on a value whose type is known: it always holds, never, or tells an integer from a string. */
export function typeCondition(value: JsonValue, view: View, place: Place): Fold {
  const asked = [value].flat().filter((name): name is string => typeof name === "string");
  if (view.types === undefined) {
    place.refuse("type", "the API server does not tell the types of any value apart; give the property one type");
    return true;
  }
  if (view.nullable && !asked.includes("null")) {
    place.refuse(
      "type",
      "null would pass here, of which the API server looks at nothing; leave null out of the property's own type",
    );
    return true;
  }
  const has = (type: string) => asked.includes(type) || (type === "integer" && asked.includes("number"));
  if (view.types.every(has)) return true;
  if (view.types.includes("number") && asked.includes("integer")) {
    place.refuse("type", "the API server does not tell an integer among numbers; make the property an integer");
    return true;
  }
  const left = view.types.filter((type) => !has(type));
  return left.length === view.types.length ? false : all(...left.map((type) => own(NOT_OF_TYPE, type) ?? any()));
}
