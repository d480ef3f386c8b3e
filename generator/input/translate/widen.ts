import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { alwaysRequired, branchesOf, closesItself, type Branch } from "./branches.js";
import { followed, inlined } from "./merge.js";
import { membersOf, omit, type Member, type Place } from "./place.js";
import { isSame } from "./same.js";
import { typeOfValue, UNION } from "./types.js";
import { own } from "../../own.js";

/**
 * The schema with everything declared that one of its branches declares: a structural schema has one type and one set
 * of properties, and its alternatives are conditions on these.
 */
export function widen(schema: JsonObject, place: Place): JsonObject {
  const branches = branchesOf(schema, place);
  if (branches.length === 0) return schema;
  const declared = branches.some(({ schema: { properties } }) => isObject(properties));
  const base =
    declared && schema.$ref !== undefined && addsTo(schema, branches, place) ? inlined(schema, place) : schema;
  const typed = withType(base, branches, place);
  if (typed.type !== "object") return withItems(typed, branches, place);
  return withProperties(typed, branches, place);
}

function addsTo(schema: JsonObject, branches: readonly Branch[], place: Place): boolean {
  const { properties } = followed({ schema, place }).schema;
  return branches.some(({ schema: branch }) =>
    Object.keys(isObject(branch.properties) ? branch.properties : {}).some(
      (name) => !(isObject(properties) && Object.hasOwn(properties, name)),
    ),
  );
}

function withType(schema: JsonObject, branches: readonly Branch[], place: Place): JsonObject {
  if (schema.type !== undefined || schema.$ref !== undefined) return schema;
  const choices = branches.filter(({ choice }) => choice !== undefined);
  const isAny = schema["x-kubernetes-preserve-unknown-fields"] === true;
  if (isAny || choices.some(({ schema: branch }) => typesOf(branch).length === 0)) return schema;
  const types = [...new Set(choices.flatMap(({ schema: branch }) => typesOf(branch)))];
  const [only] = types;
  if (types.length === 1 && only !== undefined) return { ...schema, type: only };
  const { keyword = "anyOf" } = choices[0] ?? {};
  if (types.length > 1) place.refuse(keyword, UNION);
  return types.length > 1 ? { ...omit(schema, "anyOf", "oneOf"), type: only ?? "string" } : schema;
}

/** The type of a branch, which its keywords tell where it names none. */
function typesOf({ type, properties, required, enum: values, const: constant }: JsonObject): string[] {
  if (type !== undefined)
    return [type].flat().filter((name): name is string => typeof name === "string" && name !== "null");
  if (properties !== undefined || required !== undefined) return ["object"];
  const listed = constant === undefined ? membersOf(values) : [constant];
  return [...new Set(listed.filter((value) => value !== null).map(typeOfValue))];
}

function withItems(schema: JsonObject, branches: readonly Branch[], place: Place): JsonObject {
  if (schema.type !== "array" || schema.items !== undefined) return schema;
  const items = branches.flatMap((branch) => childOf(branch, "items"));
  return items.length === 0 ? schema : { ...schema, items: common(items, place) };
}

function withProperties(schema: JsonObject, branches: readonly Branch[], place: Place): JsonObject {
  const declared = isObject(schema.properties) ? schema.properties : {};
  const names = new Set(
    branches.flatMap(({ schema: { properties } }) => Object.keys(isObject(properties) ? properties : {})),
  );
  const fresh = [...names].filter((name) => !Object.hasOwn(declared, name));
  const closes = schema.additionalProperties === undefined && closesItself(branches);
  const closed = closes && schema.unevaluatedProperties === undefined ? { additionalProperties: false } : {};
  if (schema.additionalProperties === false && fresh.length > 0) return refuseFresh(schema, fresh, branches, place);
  const added = fresh.map((name): [string, JsonValue] => [name, freshProperty(name, branches, place)]);
  const widened = Object.entries(declared).map(([name, child]): [string, JsonValue] => [
    name,
    isObject(child) ? deepened(child, name, branches, place) : child,
  ]);
  const isWider = added.length > 0 || widened.some(([name, child]) => child !== declared[name]);
  const properties = isWider
    ? place.of(declared, "properties").made(Object.fromEntries([...widened, ...added]))
    : declared;
  const needed = alwaysRequired(branches).filter((name) => Object.hasOwn(properties, name));
  const required = [...new Set([...membersOf(schema.required), ...needed])];
  return {
    ...schema,
    ...(isWider && { properties }),
    ...(needed.length > 0 && { required }),
    ...closed,
  };
}

function refuseFresh(
  schema: JsonObject,
  names: readonly string[],
  branches: readonly Branch[],
  place: Place,
): JsonObject {
  const keyword = branches.find(({ schema: { properties } }) => isObject(properties))?.keyword ?? "anyOf";
  place.refuse(
    "additionalProperties",
    `false forbids the properties that ${keyword} declares (${names.join(", ")}); write unevaluatedProperties: false instead`,
  );
  return schema;
}

/** A property that only branches declare. Where it is not declared, other branches must forbid it, or it may be anything there. */
function freshProperty(name: string, branches: readonly Branch[], place: Place): JsonObject {
  const declaring = branches.filter(
    ({ schema: { properties } }) => isObject(properties) && isObject(own(properties, name)),
  );
  const found = declaring.flatMap((branch) => childOf(branch, "properties", name));
  const silent = branches.filter(
    (branch) => !declaring.includes(branch) && !branch.closed && branch.choice !== undefined,
  );
  const always = declaring.every(({ choice }) => choice !== undefined) && silent.length === 0;
  for (const { schema, place: at } of found)
    if (schema.default !== undefined && declaring.length < branches.length)
      at.refuse(
        "default",
        "the API server would apply it to every value, whichever alternative holds; put the property beside the alternatives",
      );
  const [keyword] = declaring.map((branch) => branch.keyword);
  if (!always && keyword !== undefined)
    place.approximate(
      keyword,
      `the property ${name} is of the type that ${keyword} declares wherever it stands; JSON Schema lets it be anything where that does not hold`,
    );
  return found.length === 0 ? {} : common(found, place);
}

function deepened(child: JsonObject, name: string, branches: readonly Branch[], place: Place): JsonObject {
  const below = branches.flatMap((branch) =>
    childOf(branch, "properties", name).map((member): Branch => ({
      ...branch,
      ...member,
      when: member.schema,
      closed: false,
      nested: true,
    })),
  );
  const adds = below.some(({ schema: { properties } }) => isObject(properties));
  return adds && child.type === "object" && child.$ref === undefined
    ? withProperties(child, below, place.of(child, "properties", name))
    : child;
}

function childOf({ schema, place }: Member, ...path: readonly string[]): Member[] {
  const child = path.reduce<JsonValue | undefined>(
    (node, key) => (isObject(node) ? own(node, key) : undefined),
    schema,
  );
  return isObject(child) ? [{ schema: child, place: place.of(child, ...path) }] : [];
}

/** Bounds of which the loosest holds for every one of several schemas, if all have it. */
const LOOSEST: Readonly<Record<string, (...values: number[]) => number>> = {
  ...{
    minimum: Math.min,
    exclusiveMinimum: Math.min,
    minLength: Math.min,
    minItems: Math.min,
    minProperties: Math.min,
  },
  ...{
    maximum: Math.max,
    exclusiveMaximum: Math.max,
    maxLength: Math.max,
    maxItems: Math.max,
    maxProperties: Math.max,
  },
};

/** A schema that every value meets which meets one of these; what each says beyond it stays a condition of its branch. */
function common(members: readonly Member[], place: Place): JsonObject {
  const [first, ...others] = members;
  if (!first) return {};
  if (others.every((other) => isSame(first, other))) return first.schema;
  const all = members.map(({ schema, place: at }) => ({ schema: inlined(schema, at.silent()), place: at }));
  const types = [...new Set(all.flatMap(({ schema }) => typesOf(schema)))];
  const [type] = types;
  if (types.length !== 1 || type === undefined) {
    first.place.refuse("", `it is of several types, depending on the alternative (${types.join(", ")}); ${UNION}`);
    return first.schema;
  }
  const nullable = all.some(({ schema }) => [schema.type].flat().includes("null"));
  const words = all.map(({ schema }) => schema.description).find((description) => description !== undefined);
  const base = {
    ...(words !== undefined && { description: words }),
    type: nullable ? [type, "null"] : type,
    ...sharedKeywords(all.map(({ schema }) => schema)),
  };
  const branches = all.map((member): Branch => ({
    ...member,
    when: member.schema,
    keyword: "anyOf",
    closed: member.schema.additionalProperties === false,
    choice: all,
  }));
  if (type === "array")
    return first.place.made({
      ...base,
      items: common(
        all.flatMap((member) => childOf(member, "items")),
        place,
      ),
    });
  return type === "object" ? first.place.made(withProperties(base, branches, place)) : first.place.made(base);
}

function sharedKeywords(schemas: readonly JsonObject[]): JsonObject {
  const [first = {}] = schemas;
  const shared = Object.keys(first).flatMap((keyword): [string, JsonValue][] => {
    const values = schemas.map((schema) => schema[keyword]);
    if (values.includes(undefined)) return [];
    const loosest = own(LOOSEST, keyword);
    if (loosest && values.every((value) => typeof value === "number")) return [[keyword, loosest(...values)]];
    const isEqual = values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]));
    const isKept =
      ["pattern", "format", "default"].includes(keyword) ||
      (keyword === "additionalProperties" && isObject(first[keyword]));
    return isEqual && isKept ? [[keyword, first[keyword] ?? null]] : [];
  });
  return { ...Object.fromEntries(shared), ...sharedValues(schemas) };
}

/** The values of all, where each lists some. */
function sharedValues(schemas: readonly JsonObject[]): JsonObject {
  const lists = schemas.map(({ enum: values, const: constant }) =>
    constant === undefined ? membersOf(values) : [constant],
  );
  if (lists.some((list) => list.length === 0)) return {};
  return { enum: [...new Map(lists.flat().map((value) => [JSON.stringify(value), value])).values()] };
}
