import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { alone, closedBy, closedTogether } from "./merge-closed.js";
import { join, JOINS, partnersOf } from "./merge-keywords.js";
import { membersOf, omit, type Member, type Place } from "./place.js";
import { own } from "../../own.js";

/** Keywords by which a schema says what a value is, rather than what must hold for it. */
const DECLARING = ["type", "properties", "items", "additionalProperties", "default", "unevaluatedProperties"];

/** Keywords of a file's head, which mean nothing where its schema is merged into another. */
const HEAD = ["$schema", "$id", "$defs", "definitions", "title", "$comment"];

/**
 * The schema with those members of `allOf` that declare something, and with the target of its `$ref` if it declares
 * more than that, as one schema. Members that only narrow what is there stay, and become conditions.
 */
export function mergeMembers(source: JsonObject, place: Place): JsonObject {
  const start = besideReference(aliased(bareReference(source, place) ?? source, place), place);
  const node = omit(start, "allOf");
  const members = membersOf(start.allOf).map((member, index) => ({ member, place: place.of(member, "allOf", index) }));
  const declaring = members.filter(
    ({ member, place: at }) => isPlain(member) && declares({ schema: member, place: at }, { schema: node, place }),
  );
  if (declaring.length === 0) return start;
  place.exact("allOf", "one schema of all members");
  return members.reduce<JsonObject>((result, { member, place: at }) => {
    const isPart = isPlain(member) && (declaring.some((each) => each.member === member) || isJoinable(member));
    if (!isPart) return { ...result, allOf: [...membersOf(result.allOf), member] };
    return merge(inlined(result, place), { schema: inlined(member, at), place: at }, place);
  }, node);
}

function isPlain(member: JsonValue): member is JsonObject {
  return isObject(member) && member["x-octopus-rule"] === undefined;
}

/** Whether all that a schema says can become part of another one. */
function isJoinable(schema: JsonObject): boolean {
  return Object.keys(schema).every((keyword) => Object.hasOwn(JOINS, keyword));
}

/** A type that is another one by a new name: the core dialect has no names for references. */
function aliased(schema: JsonObject, place: Place): JsonObject {
  return schema.title !== undefined && schema.$ref !== undefined ? inlined(schema, place) : schema;
}

/** A reference that `allOf` holds only so that words may stand beside it. */
function bareReference(schema: JsonObject, place: Place): JsonObject | undefined {
  const members = membersOf(schema.allOf);
  const index = members.findIndex((member) => isObject(member) && Object.keys(member).join() === "$ref");
  const reference = members[index];
  if (!isObject(reference) || schema.$ref !== undefined || DECLARING.some((keyword) => schema[keyword] !== undefined))
    return undefined;
  const others = members.filter((_, at) => at !== index);
  const at = place.of(reference, "allOf", index);
  const target = at.document === place.document ? at.follow(reference) : undefined;
  const more = target && others.some((other) => isObject(other) && declares({ schema: other, place }, target));
  if (!target || more) return undefined;
  place.exact("allOf", "the reference");
  const { $ref = null } = reference;
  return { ...omit(schema, "allOf"), ...(others.length > 0 && { allOf: others }), $ref };
}

/** What stands beside a reference narrows it, as one more member of `allOf`, or makes another schema of it. */
function besideReference(schema: JsonObject, place: Place): JsonObject {
  const target = schema.$ref === undefined || place.draft === "draft-07" ? undefined : place.follow(schema);
  if (!target) return schema;
  const beside = Object.keys(schema).filter((keyword) => NARROWING.has(keyword));
  if (beside.length === 0) return schema;
  const rest = Object.fromEntries(beside.map((keyword): [string, JsonValue] => [keyword, schema[keyword] ?? null]));
  if (declares({ schema: rest, place }, target)) return inlined(schema, place);
  for (const keyword of beside) place.exact(keyword, "a condition on what the reference leads to");
  return { ...omit(schema, ...beside), allOf: [...membersOf(schema.allOf), place.made(rest)] };
}

/** Keywords that the core dialect has no place for beside a reference. */
const NARROWING: ReadonlySet<string> = new Set([
  ...["type", "properties", "items", "additionalProperties", "unevaluatedProperties", "required", "enum", "const"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern"],
  ...["format", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "propertyNames"],
]);

/** Whether a schema says what a value is beyond what another one says already. */
export function declares({ schema: source, place }: Member, known: Member): boolean {
  const base = whole(followed(known));
  const schema = whole({ schema: source, place }).schema;
  const says = (keyword: string) => schema[keyword] !== undefined && base.schema[keyword] === undefined;
  if (says("type") || says("items") || says("default")) return true;
  if (says("additionalProperties") && isObject(schema.additionalProperties)) return true;
  if (isObject(schema.items) && isObject(base.schema.items)) {
    const items = { schema: schema.items, place: place.of(schema.items, "items") };
    if (declares(items, { schema: base.schema.items, place: base.place.of(base.schema.items, "items") })) return true;
  }
  const { properties } = schema;
  const others = base.schema.properties;
  return Object.entries(isObject(properties) ? properties : {}).some(([name, child]) => {
    const other = isObject(others) ? own(others, name) : undefined;
    if (!isObject(child)) return false;
    if (!isObject(other)) return true;
    return declares(
      { schema: child, place: place.of(child, "properties", name) },
      { schema: other, place: base.place.of(other, "properties", name) },
    );
  });
}

/** A schema with what its members and its reference declare. */
function whole({ schema, place }: Member): Member {
  const isMade = schema.$ref !== undefined || schema.allOf !== undefined;
  return isMade ? { schema: inlined(schema, place.silent()), place } : { schema, place };
}

/** The schema at the end of a chain of references. */
export function followed(member: Member): Member {
  let current = member;
  while (current.schema.$ref !== undefined) {
    const target = current.place.follow(current.schema);
    if (!target) return current;
    current = target;
  }
  return current;
}

/** The schema with what its `$ref` leads to in place of that. */
export function inlined(schema: JsonObject, place: Place): JsonObject {
  const own = schema.$ref === undefined ? mergeMembers(schema, place) : schema;
  const target = own.$ref === undefined ? undefined : place.follow(own);
  if (!target) return own;
  place.exact("$ref", "the schema that it leads to, in this place");
  const base = inlined(omit(target.schema, ...HEAD), target.place);
  const rest = omit(own, "$ref");
  const description = rest.description ?? base.description;
  const wordless = place.made(alone(omit(base, "description", "examples", "deprecated")));
  return place.made({
    ...merge(wordless, { schema: rest, place }, place, "beside"),
    ...(description !== undefined && { description }),
  });
}

/**
 * Two schemas that both hold, as one.
 *
 * @param role of the second: a member of `allOf`, or what stands beside a reference to the first
 */
export function merge(
  a: JsonObject,
  { schema: b, place: from }: Member,
  place: Place,
  role: "member" | "beside" = "member",
): JsonObject {
  const closed = closedTogether(a, { schema: role === "member" ? alone(b) : b, place: from }, place);
  const result = new Map<string, JsonValue>(Object.entries(closed.a));
  const leftover: [string, JsonValue][] = [];
  for (const [keyword, value] of Object.entries(closed.b)) {
    if (role === "member" && HEAD.includes(keyword)) continue;
    const known = result.get(keyword);
    const isSplit = partnersOf(keyword).some((partner) => closed.a[partner] !== undefined);
    const joined = isSplit ? undefined : known === undefined ? value : join(keyword, known, value, { place, from });
    if (joined === undefined) leftover.push([keyword, value]);
    else result.set(keyword, joined);
  }
  const rest = leftover.length > 0 ? [from.made(Object.fromEntries(leftover))] : [];
  const members = [...membersOf(result.get("allOf")), ...rest];
  const joinedSchema = place.made({ ...Object.fromEntries(result), ...(members.length > 0 && { allOf: members }) });
  closedBy(joinedSchema, a, { schema: b, place: from });
  return joinedSchema;
}
