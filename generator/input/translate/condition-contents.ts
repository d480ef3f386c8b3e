import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { inner, type Task } from "./condition.js";
import { absent, all, none, type Fold } from "./fold.js";

/** Conditions on properties, each only where it is there. */
export function properties(value: JsonValue, task: Task): Fold {
  if (!isObject(value)) return true;
  const { view, place } = task;
  const folds = Object.entries(value).map(([name, child]): [string, Fold] => {
    const known = view.properties.get(name);
    if (known) return [name, inner(child, task, known, "properties", name)];
    if (child === true || (child === false && view.others === "none")) return [name, true];
    if (child === false) return [name, false];
    if (view.others === "none")
      place.refuse(
        "properties",
        `the condition names "${name}", which is not a property of the object; it has ${[...view.properties.keys()].join(", ") || "none"}`,
        "unknown-property",
      );
    else
      place.refuse(
        "properties",
        `the API server does not look at "${name}", which the object does not declare; declare it beside the condition`,
      );
    return [name, true];
  });
  const never = folds.filter(([, fold]) => fold === false).map(([name]) => name);
  const some = folds.filter((entry): entry is [string, JsonObject] => typeof entry[1] === "object");
  return all(some.length > 0 ? { properties: Object.fromEntries(some) } : true, absent(never));
}

/** What a schema says of the properties that it does not name, where all that there may be are known. */
export function others(value: JsonValue, task: Task): Fold {
  if (value === true || (isObject(value) && Object.keys(value).length === 0)) return true;
  const { view, place, schema } = task;
  const keyword = schema.additionalProperties === undefined ? "unevaluatedProperties" : "additionalProperties";
  if (view.others !== "none") {
    const isMapAlike = JSON.stringify(view.schema.additionalProperties) === JSON.stringify(value);
    if (!isMapAlike)
      place.refuse(
        keyword,
        "the object may have properties that nothing names, which a condition cannot be about; close the object itself, or declare them",
      );
    return true;
  }
  if (
    keyword === "unevaluatedProperties" &&
    ["anyOf", "oneOf", "allOf", "if", "$ref"].some((each) => schema[each] !== undefined)
  ) {
    place.refuse(keyword, "beside other alternatives it is looked at in the outermost schema only; put it there");
    return true;
  }
  const named = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  const foreign = [...view.properties].filter(([name]) => !named.includes(name));
  if (value === false) return absent(foreign.map(([name]) => name));
  const found = foreign.map(([name, known]) => [name, inner(value, task, known, keyword)] as const);
  const never = found.filter(([, fold]) => fold === false).map(([name]) => name);
  const some = found.filter((entry): entry is [string, JsonObject] => typeof entry[1] === "object");
  return all(some.length > 0 ? { properties: Object.fromEntries(some) } : true, absent(never));
}

/** A condition on every item. */
export function items(value: JsonValue, task: Task): Fold {
  const { view, place } = task;
  if (Array.isArray(value) || !view.items) {
    if (value !== true)
      place.refuse(
        "items",
        "the API server does not look at items that the list itself does not describe; describe them there",
      );
    return true;
  }
  const each = inner(value, task, view.items, "items");
  if (typeof each === "boolean") return each || { maxItems: 0 };
  return { items: each };
}

/** At least one item meets it: not all of them do not. */
export function contains(value: JsonValue, task: Task): Fold {
  const { view, place, schema } = task;
  const { minContains = 1, maxContains } = schema;
  if (minContains === 0 && maxContains === undefined) return true;
  if (minContains !== 1 || maxContains !== undefined) {
    place.refuse(
      minContains === 1 ? "maxContains" : "minContains",
      "the API server cannot count the items that meet a condition; use contains alone",
    );
    return true;
  }
  if (!view.items || view.types?.join() !== "array") {
    place.refuse(
      "contains",
      "the API server does not look at items that the list itself does not describe; describe them there",
    );
    return true;
  }
  const found = inner(value, task, view.items, "contains");
  if (found === true) return { minItems: 1 };
  return found === false ? false : { not: { items: none(found) as JsonObject } };
}
