import type { Diagnostic } from "../../diagnostics.js";
import type { JsonValue } from "../../model/model.js";
import { pointerTo } from "../json-pointer.js";
import { finding } from "../positions.js";
import type { SourceSchema } from "../schema-document.js";
import {
  followReference,
  propertyPlace,
  ruleForEachSchema,
  type LintContext,
  type LintRule,
  type SchemaPlace,
} from "./lint-rule.js";

const LIST_TYPE = "x-kubernetes-list-type";
const MAP_KEYS = "x-kubernetes-list-map-keys";
const MAP_TYPE = "x-kubernetes-map-type";

/** What an API server asks of the lists and maps that server-side apply merges. */
export const listTypeRules: readonly LintRule[] = [
  ruleForEachSchema(
    "A list type suits the items, and a list that is a map has keys that each item has",
    (place, context) => (LIST_TYPE in place.schema || MAP_KEYS in place.schema ? listProblems(place, context) : []),
  ),
  ruleForEachSchema("A map type is one that there is, and stands at an object", (place, context) => {
    const found = place.schema[MAP_TYPE];
    if (found === undefined) return [];
    if (found !== "atomic" && found !== "granular") return say(place, MAP_TYPE, 'expected "atomic" or "granular"');
    return isOfType(place, "object", context) ? [] : say(place, MAP_TYPE, "only objects have it; remove it");
  }),
];

function listProblems(place: SchemaPlace, context: LintContext): Diagnostic[] {
  const list = followReference(place, context);
  const type = place.schema[LIST_TYPE] ?? list?.schema[LIST_TYPE];
  const keys = place.schema[MAP_KEYS] ?? list?.schema[MAP_KEYS];
  if (list?.schema.type !== "array") return say(place, LIST_TYPE, "only lists have it; remove it");
  if (type !== "map" && keys !== undefined)
    return say(place, MAP_KEYS, `only a list with ${LIST_TYPE}: "map" has keys`);
  if (type === "atomic") return [];
  const items = itemsOf(list, context);
  if (!items) return [];
  if (type === "set") return setProblems(place, items);
  return type === "map"
    ? mapProblems(place, items, keys, context)
    : say(place, LIST_TYPE, 'expected "atomic", "set" or "map"');
}

interface Items {
  /** As the list has it: perhaps a reference. */
  readonly given: SchemaPlace;
  /** What it leads to. */
  readonly found: SchemaPlace;
}

function itemsOf(list: SchemaPlace, context: LintContext): Items | undefined {
  const { items } = list.schema;
  const given = items && { owner: list.owner, pointer: pointerTo(list.pointer, "items"), schema: items };
  const found = given && followReference(given, context);
  return found && { given, found };
}

function setProblems(place: SchemaPlace, items: Items): Diagnostic[] {
  if (isNullable(items))
    return say(place, LIST_TYPE, "the items of a set cannot be null; leave null out of their type");
  const { type } = items.found.schema;
  const isAtomic = (keyword: typeof LIST_TYPE | typeof MAP_TYPE, otherwise?: string) =>
    (items.given.schema[keyword] ?? items.found.schema[keyword] ?? otherwise) === "atomic";
  if (type === "object" && !isAtomic(MAP_TYPE))
    return say(
      place,
      LIST_TYPE,
      `a set of objects is one of atomic ones (${MAP_TYPE}: "atomic"); write "map", with ${MAP_KEYS}`,
    );
  if (type === "array" && !isAtomic(LIST_TYPE, "atomic"))
    return say(place, LIST_TYPE, "the lists in a set must be atomic");
  if (type === undefined)
    return say(place, LIST_TYPE, "items of any value cannot be compared; give them a scalar type");
  return [];
}

function mapProblems(
  place: SchemaPlace,
  items: Items,
  keys: JsonValue | undefined,
  context: LintContext,
): Diagnostic[] {
  if (items.found.schema.type !== "object")
    return say(place, LIST_TYPE, "the items of a list that is a map are objects");
  if (isNullable(items))
    return say(place, LIST_TYPE, "the items of a map cannot be null; leave null out of their type");
  const named = Array.isArray(keys) ? (keys as readonly JsonValue[]) : [];
  if (named.length === 0)
    return say(place, LIST_TYPE, `a list that is a map needs ${MAP_KEYS}: the properties that tell its items apart`);
  if (new Set(named).size < named.length) return say(place, MAP_KEYS, "a key is named twice; remove one");
  return named.flatMap((key) => {
    const problem = typeof key === "string" ? keyProblem(key, items.found, context) : "is no name of a property";
    return problem === undefined ? [] : say(place, MAP_KEYS, `${JSON.stringify(key)} ${problem}`);
  });
}

function keyProblem(key: string, items: SchemaPlace, context: LintContext): string | undefined {
  const given = propertyPlace(items, key);
  const found = given && followReference(given, context);
  if (!found) return "is no property of the items; name one of theirs";
  const { type } = found.schema;
  if (type === undefined || type === "object" || type === "array") return "is no scalar, which keys are; name another";
  if (isNullable({ given, found })) return "may be null, which keys may not; leave null out of its type";
  const isThere = items.schema.required?.includes(key) === true || given.schema.default !== undefined;
  return isThere ? undefined : "may be missing; make it required, or give it a default";
}

function isNullable({ given, found }: Items): boolean {
  return given.schema.nullable === true || found.schema.nullable === true;
}

function isOfType(place: SchemaPlace, type: SourceSchema["type"], context: LintContext): boolean {
  return followReference(place, context)?.schema.type === type;
}

function say(place: SchemaPlace, keyword: string, problem: string): Diagnostic[] {
  const at = keyword in place.schema ? keyword : LIST_TYPE in place.schema ? LIST_TYPE : MAP_KEYS;
  return [
    finding(place.owner.document, pointerTo(place.pointer, at), "bad-list-type", `${at}: ${problem}`, { side: "key" }),
  ];
}
