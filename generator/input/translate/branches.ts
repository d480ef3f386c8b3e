import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { inlined } from "./merge.js";
import { membersOf, type Member, type Place } from "./place.js";

/** A schema that holds for some values only: a member of `anyOf` or `oneOf`, `then`, `else`, or what depends on a property. */
export interface Branch extends Member {
  readonly keyword: string;
  /** As it is written; `schema` has what it refers to in place. */
  readonly source: JsonObject;
  /** Members of one list have the same; of these at least one holds. */
  readonly choice?: object;
  readonly closed: boolean;
  /** It is one only where a branch around it holds. */
  readonly nested?: true;
}

/** The branches of a schema, those of its `allOf` members and, after each branch, those within it. */
export function branchesOf(schema: JsonObject, place: Place): Branch[] {
  const found: Branch[] = [];
  const add = (keyword: string, child: JsonValue, path: readonly (string | number)[], choice?: object) => {
    if (!isObject(child)) return;
    const below = place.of(child, ...path);
    const own = inlined(child, below.silent(), []);
    const closed = own.additionalProperties === false || own.unevaluatedProperties === false;
    found.push(
      { keyword, source: child, schema: own, place: below, closed, ...(choice && { choice }) },
      ...branchesOf(own, below).map((inner): Branch => ({ ...inner, nested: true })),
    );
  };
  for (const keyword of ["anyOf", "oneOf"]) {
    const list = membersOf(schema[keyword]);
    list.forEach((member, index) => {
      add(keyword, member, [keyword, index], list);
    });
  }
  for (const keyword of ["then", "else"]) if (schema.if !== undefined) add(keyword, schema[keyword] ?? null, [keyword]);
  for (const keyword of ["dependentSchemas", "dependencies"]) {
    const dependents = schema[keyword];
    for (const [name, child] of Object.entries(isObject(dependents) ? dependents : {}))
      add(keyword, child, [keyword, name]);
  }
  membersOf(schema.allOf).forEach((member, index) => {
    if (isObject(member) && member["x-octopus-rule"] === undefined)
      found.push(...branchesOf(member, place.of(member, "allOf", index)));
  });
  return found;
}

/** The properties that each alternative of some choice asks for, so that every value has them. */
export function alwaysRequired(branches: readonly Branch[]): string[] {
  return choicesOf(branches).flatMap((alternatives) => {
    const lists = alternatives.map(({ schema: { required } }) => membersOf(required));
    return (lists[0] ?? []).filter(
      (name): name is string => typeof name === "string" && lists.every((list) => list.includes(name)),
    );
  });
}

/** Whether every choice that the schema must make ends in a branch that permits no properties but its own. */
export function closesItself(branches: readonly Branch[]): boolean {
  return choicesOf(branches).some((alternatives) => alternatives.every(({ closed }) => closed));
}

/** The alternatives of each choice that every value must make. */
function choicesOf(branches: readonly Branch[]): (readonly Branch[])[] {
  const own = branches.filter(({ choice, nested }) => choice !== undefined && !nested);
  return [...new Set(own.map(({ choice }) => choice))].map((choice) =>
    own.filter((branch) => branch.choice === choice),
  );
}
