import type { JsonObject } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { inlined } from "./merge.js";
import { membersOf, type Member, type Place } from "./place.js";

/** A schema that holds for some values only: a member of `anyOf` or `oneOf`, `then`, `else`, or what depends on a property. */
export interface Branch extends Member {
  readonly keyword: string;
  /** The schema by which a value is one that the branch speaks of. */
  readonly when: JsonObject;
  /** Members of one list have the same; of these at least one holds. */
  readonly choice?: object;
  readonly closed: boolean;
  /** It is one only where a branch around it holds. */
  readonly nested?: true;
}

/** The branches of a schema, those of its `allOf` members and, after each branch, those within it. */
export function branchesOf(schema: JsonObject, place: Place): Branch[] {
  return [...alternativesOf(schema, place), ...dependentsOf(schema, place), ...memberBranches(schema, place)];
}

function alternativesOf(schema: JsonObject, place: Place): Branch[] {
  return ["anyOf", "oneOf"].flatMap((keyword) => {
    const choice = membersOf(schema[keyword]);
    return choice.flatMap((member, index) =>
      isObject(member) ? branch(keyword, member, place.of(member, keyword, index), { when: member, choice }) : [],
    );
  });
}

/** What holds if something else does. */
function dependentsOf(schema: JsonObject, place: Place): Branch[] {
  const { if: condition } = schema;
  const ways: (readonly [keyword: string, when: JsonObject])[] = isObject(condition)
    ? [
        ["then", condition],
        ["else", { not: condition }],
      ]
    : [];
  const conditional = ways.flatMap(([keyword, when]) => {
    const child = schema[keyword];
    return isObject(child) ? branch(keyword, child, place.of(child, keyword), { when }) : [];
  });
  const dependent = ["dependentSchemas", "dependencies"].flatMap((keyword) =>
    Object.entries(isObject(schema[keyword]) ? schema[keyword] : {}).flatMap(([name, child]) =>
      isObject(child) ? branch(keyword, child, place.of(child, keyword, name), { when: { required: [name] } }) : [],
    ),
  );
  return [...conditional, ...dependent];
}

function memberBranches(schema: JsonObject, place: Place): Branch[] {
  return membersOf(schema.allOf).flatMap((member, index) =>
    isObject(member) && member["x-octopus-rule"] === undefined
      ? branchesOf(member, place.of(member, "allOf", index))
      : [],
  );
}

function branch(keyword: string, child: JsonObject, place: Place, more: Pick<Branch, "when" | "choice">): Branch[] {
  const schema = inlined(child, place.silent());
  const closed = schema.additionalProperties === false || schema.unevaluatedProperties === false;
  const nested = branchesOf(schema, place).map((inner): Branch => ({
    ...inner,
    nested: true,
    when: { allOf: [more.when, inner.when] },
  }));
  return [{ keyword, schema, place, closed, ...more }, ...nested];
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
