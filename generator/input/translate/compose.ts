import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { branchesOf } from "./branches.js";
import { conditionOf } from "./condition.js";
import { absent, any, type Fold } from "./fold.js";
import { partnersOf } from "./merge-keywords.js";
import { mergeMembers } from "./merge.js";
import { membersOf, omit, type Member, type Place } from "./place.js";
import { mergedAlternative, nullAlternative, scalarAlternatives } from "./type-alternatives.js";
import { viewOf, type View } from "./view.js";
import { widen } from "./widen.js";

/** Keywords by which a schema is made of others. */
const COMPOSING = [
  ...["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "contains", "minContains", "maxContains"],
  ...["dependentRequired", "dependentSchemas", "dependencies"],
] as const;

/**
 * A schema that is made of others, as one: what they declare is declared by it, and what else they say is a condition.
 */
export function compose(source: JsonObject, place: Place): JsonObject {
  const isComposed = COMPOSING.some((keyword) => source[keyword] !== undefined) || source.$ref !== undefined;
  if (!isComposed) return source;
  const merged = withImpliedType(mergedSchema(source, place), place);
  return withConditions(widen(merged, place), merged, place);
}

/** Keywords that are about one type; a schema that names none gets it from others, unless it has only these. */
const IMPLIED: Readonly<Record<string, string>> = {
  ...{ dependentRequired: "object", dependentSchemas: "object", dependencies: "object", contains: "array" },
};

function withImpliedType(schema: JsonObject, place: Place): JsonObject {
  const isKnown = ["type", "$ref", "x-kubernetes-preserve-unknown-fields"].some(
    (keyword) => schema[keyword] !== undefined,
  );
  const keyword = isKnown ? undefined : Object.keys(IMPLIED).find((name) => schema[name] !== undefined);
  if (keyword === undefined) return schema;
  const type = IMPLIED[keyword] ?? "object";
  place.approximate(
    keyword,
    `the schema names no type; since ${keyword} is about values of type ${type}, all others are refused`,
  );
  return { ...schema, type };
}

/** The schema as one with its members, but for its alternatives. */
function mergedSchema(source: JsonObject, place: Place): JsonObject {
  return singled(mergeMembers(singled(source, place), place), place);
}

/** Alternatives that are none, or that the core dialect has a form for. */
function singled(schema: JsonObject, place: Place): JsonObject {
  return scalarAlternatives(mergedAlternative(nullAlternative(schema, place), place), place);
}

const VIEWS = new WeakMap<JsonObject, View>();

/** What is known of a place, seen once: a schema is looked at by every condition about it. */
function look({ schema, place }: Member): View {
  const known = VIEWS.get(schema);
  if (known) return known;
  const quiet = place.silent();
  const view = { ...viewOf({ schema: widen(mergedSchema(schema, quiet), quiet), place: quiet }), schema, place };
  VIEWS.set(schema, view);
  return view;
}

/** Keywords that are read with another one. */
const PARTS = new Set(["then", "else", "minContains", "maxContains"]);

/** @param merged the schema before the properties of its branches became its own */
function withConditions(schema: JsonObject, merged: JsonObject, place: Place): JsonObject {
  const rest = omit(schema, ...COMPOSING);
  const told = place.report.diagnostics.length;
  const view = viewOf({ schema: rest, place });
  const constants = membersOf(schema.oneOf);
  const documented = constants.length > 0 && constants.every(isConstant) ? { oneOf: constants } : undefined;
  const folds = COMPOSING.filter((keyword) => schema[keyword] !== undefined && !SEPARATE.has(keyword)).map((keyword) =>
    keyword === "oneOf" && documented ? true : ownCondition(schema, keyword, view, place),
  );
  const members = membersOf(schema.allOf).map((member, index) => memberCondition(member, index, view, place));
  const negated = schema.not === undefined ? true : ownCondition(schema, "not", view, place);
  const every = [...members, ...folds, ...evaluatedConditions(schema, merged, view, place)];
  const isRefused = place.report.diagnostics.length > told;
  if ([...every, negated].includes(false) && !isRefused)
    place.refuse("", "no value can meet this schema: what it is made of contradicts itself; remove a part of it");
  const allOf = every.filter((fold) => typeof fold === "object");
  const isNot = typeof negated === "object" && Object.keys(negated).join() === "not";
  const conditions = isNot || typeof negated !== "object" ? allOf : [...allOf, negated];
  return {
    ...rest,
    ...documented,
    ...(isNot && negated),
    ...(conditions.length > 0 && { allOf: conditions }),
  };
}

/** Keywords whose conditions do not go into `allOf` as they are. */
const SEPARATE: ReadonlySet<string> = new Set(["allOf", "not", ...PARTS]);

function ownCondition(schema: JsonObject, keyword: string, view: View, place: Place): Fold {
  const partners = partnersOf(keyword);
  const names = partners.length > 0 ? partners : [keyword];
  const own = Object.fromEntries(
    names.flatMap((name): [string, JsonValue][] => {
      const value = schema[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  if (keyword !== "not") place.exact(keyword, "a condition on the value");
  return conditionOf({ schema: own, place }, view, look);
}

function memberCondition(member: JsonValue, index: number, view: View, place: Place): Fold {
  if (!isObject(member)) return typeof member === "boolean" ? member : true;
  const below = place.of(member, "allOf", index);
  const rule = member["x-octopus-rule"];
  const fold = conditionOf({ schema: omit(member, "x-octopus-rule"), place: below }, view, look);
  if (rule === undefined || fold === false) return fold;
  if (fold === true) {
    below.refuse("x-octopus-rule", "the condition holds for every value, so that the rule says nothing; remove it");
    return true;
  }
  return below.made({ ...fold, "x-octopus-rule": rule });
}

function isConstant(member: JsonValue): boolean {
  return isObject(member) && Object.keys(member).every((keyword) => keyword === "const" || keyword === "description");
}

/**
 * `unevaluatedProperties: false`: a property that only branches declare is there only if one of these speaks. The other
 * unknown ones are what `additionalProperties: false` forbids.
 */
function evaluatedConditions(schema: JsonObject, merged: JsonObject, view: View, place: Place): Fold[] {
  if (schema.unevaluatedProperties !== false || schema.additionalProperties !== undefined) return [];
  const own = isObject(merged.properties) ? merged.properties : {};
  const fresh = [...view.properties.keys()].filter((name) => !Object.hasOwn(own, name));
  if (fresh.length === 0) return [];
  const branches = branchesOf(schema, place);
  return fresh.map((name) => {
    const declaring = branches.filter(
      ({ schema: { properties } }) => isObject(properties) && Object.hasOwn(properties, name),
    );
    const ways = declaring.map(({ when, place: at }) => conditionOf({ schema: when, place: at.silent() }, view, look));
    return any(absent([name]), ...ways);
  });
}
