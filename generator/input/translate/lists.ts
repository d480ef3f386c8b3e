import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { membersOf, omit, shown, type Place } from "./place.js";

/** What a list says about its items besides what each of them is. */
export function lists(schema: JsonObject, place: Place): JsonObject {
  if (schema.type !== "array") return schema;
  return [tuples, additional, unevaluated, never, unique].reduce((result, step) => step(result, place), schema);
}

const TUPLE =
  "an API server knows no list whose items differ by position; use an object with a property for each of them";

/** A tuple of like items is a list. Draft-07 writes a tuple as items, and what follows it as additionalItems. */
function tuples(schema: JsonObject, place: Place): JsonObject {
  const isOld = Array.isArray(schema.items) && place.draft === "draft-07";
  const keyword = isOld ? "items" : "prefixItems";
  if (!Array.isArray(schema[keyword])) return schema;
  const first = membersOf(schema[keyword]);
  const rest = isOld ? omit(schema, "items", "additionalItems") : omit(schema, "prefixItems");
  const after = isOld ? schema.additionalItems : schema.items;
  const [item = true] = first;
  const isFull = typeof schema.maxItems === "number" && schema.maxItems <= first.length;
  const isAlike = first.every((each) => isSame(each, item));
  if (first.length === 0 || (isAlike && isSame(after ?? true, item))) {
    place.exact(keyword, "items that are all alike");
    return after === undefined ? rest : { ...rest, items: after };
  }
  if (isAlike && (isFull || after === false) && item !== false) {
    place.exact(keyword, "items that are all alike");
    return { ...rest, items: item, ...(!isFull && { maxItems: first.length }) };
  }
  place.refuse(keyword, TUPLE);
  return { ...rest, items: true };
}

function additional(schema: JsonObject, place: Place): JsonObject {
  if (schema.additionalItems === undefined || place.draft !== "draft-07") return schema;
  place.exact("additionalItems", "nothing, since items is about all of them");
  return omit(schema, "additionalItems");
}

function unevaluated(schema: JsonObject, place: Place): JsonObject {
  const { unevaluatedItems, items } = schema;
  if (unevaluatedItems === undefined || place.draft === "draft-07") return schema;
  const rest = omit(schema, "unevaluatedItems");
  if (items !== undefined || unevaluatedItems === true) {
    place.exact("unevaluatedItems", "nothing, since items is about all of them");
    return rest;
  }
  const beside = ["contains", "allOf", "anyOf", "oneOf", "if", "$ref"].find((keyword) => schema[keyword] !== undefined);
  if (beside === undefined) {
    place.exact("unevaluatedItems", "items");
    return { ...rest, items: unevaluatedItems };
  }
  place.refuse("unevaluatedItems", `what ${beside} leaves over is nothing that an API server knows; write items`);
  return rest;
}

/** A list without items. */
function never(schema: JsonObject, place: Place): JsonObject {
  if (schema.items !== false) return schema;
  place.exact("items", "maxItems: 0");
  return { ...schema, items: true, maxItems: 0 };
}

const LIST_TYPE = "x-kubernetes-list-type";

function unique(schema: JsonObject, place: Place): JsonObject {
  const { uniqueItems, items, maxItems } = schema;
  if (typeof uniqueItems !== "boolean") return schema;
  const rest = omit(schema, "uniqueItems");
  const isShort = typeof maxItems === "number" && maxItems <= 1;
  const found = schema[LIST_TYPE];
  if (!uniqueItems || isShort || found === "set" || found === "map") {
    place.exact(
      "uniqueItems",
      uniqueItems ? "nothing, since no item can be there twice" : "nothing, since it is false",
    );
    return rest;
  }
  const problem = found === undefined ? itemProblem(items) : `${LIST_TYPE} is ${shown(found)}; remove one of the two`;
  if (problem === undefined)
    place.approximate(
      "uniqueItems",
      `becomes ${LIST_TYPE}: set, by which server-side apply also merges what several clients write`,
    );
  else place.refuse("uniqueItems", problem);
  return problem === undefined ? { ...rest, [LIST_TYPE]: "set" } : rest;
}

/** A reference is judged once it is known where it leads (rules/list-types.ts). */
function itemProblem(items: JsonValue | undefined): string | undefined {
  if (!isObject(items)) return "items of any value cannot be compared by an API server; give them a scalar type";
  const types = [items.type ?? []].flat();
  if (types.includes("null")) return "the items of a set cannot be null; leave null out of their type";
  if (types.includes("object") || items.properties !== undefined)
    return `an API server compares objects by keys: write ${LIST_TYPE}: "map" and x-kubernetes-list-map-keys`;
  if (types.includes("array") || items.items !== undefined)
    return "lists in lists cannot be compared by an API server; remove it";
  return undefined;
}

function isSame(a: JsonValue, b: JsonValue): boolean {
  const text = (value: JsonValue) => JSON.stringify(isObject(value) && Object.keys(value).length === 0 ? true : value);
  return text(a) === text(b);
}
