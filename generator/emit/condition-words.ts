import type { Condition, JsonValue } from "../model/model.js";
import { own } from "../own.js";

/*
 * Conditions in words, for readers of a message: what comes after "an object that". They are for people, and exact as far
 * as that goes; how the parts of a deep condition belong together is for the schema to say.
 */

/** A part of a sentence: something that is had, or not, or any other clause. */
type Clause = { readonly has: string } | { readonly lacks: string } | { readonly says: string };

/** What a value that meets a condition does: has `a` and `b`, is at least 5. */
export function conditionText(condition: Condition): string {
  return sentence(clausesOf(condition));
}

function clausesOf(condition: Condition): Clause[] {
  return [
    ...members(condition),
    ...bounds(condition, TAKEN),
    ...(condition.enum ? [says(`is ${anyOf(condition.enum)}`)] : []),
    ...(condition.items ? [says(`has only items that ${conditionText(condition.items)}`)] : []),
    ...(condition.not ? negated(condition.not) : []),
    ...(condition.allOf ?? []).flatMap(clausesOf),
    ...(condition.anyOf ? [alternatives(condition.anyOf)] : []),
    ...(condition.oneOf ? [exactlyOne(condition.oneOf)] : []),
  ];
}

/** The same of a value that does not meet it. */
function negated(condition: Condition): Clause[] {
  const parts: Clause[][] = [
    ...missed(condition),
    ...bounds(condition, MISSED).map((each) => [each]),
    ...(condition.enum ? [[says(`is not ${anyOf(condition.enum)}`)]] : []),
    ...(condition.items ? [[says(`has an item that ${sentence(negated(condition.items))}`)]] : []),
    ...(condition.not ? [clausesOf(condition.not)] : []),
    ...(condition.allOf ?? []).map(negated),
    ...(condition.anyOf ? [condition.anyOf.flatMap(negated)] : []),
    ...(condition.oneOf ? [[says(`does not meet exactly one of: ${listed(condition.oneOf)}`)]] : []),
  ];
  const [only = [], ...others] = parts;
  return others.length === 0 ? only : [says(parts.map(sentence).join(" or "))];
}

function says(text: string): Clause {
  return { says: text };
}

/** What an object has to have: each field with what is asked of it. */
function members({ required = [], properties = {} }: Condition): Clause[] {
  const asked = required.map((name) => ({ has: field(name, own(properties, name)) }));
  const optional = Object.entries(properties).filter(([name]) => !required.includes(name));
  return [...asked, ...optional.map(([name, child]) => ({ lacks: otherField(name, child) }))];
}

/** What keeps an object from it: one field that is missing or another, all of them together, or one with another value. */
function missed({ required = [], properties = {} }: Condition): Clause[][] {
  const names = required.map((name) => field(name, own(properties, name)));
  const [first] = names;
  const optional = Object.entries(properties).filter(([name]) => !required.includes(name));
  return [
    ...(first !== undefined && names.length === 1 ? [[{ lacks: first }]] : []),
    ...(names.length > 1 ? [[says(`does not have ${together(names, "and")} together`)]] : []),
    ...optional.map(([name, child]) => [{ has: otherField(name, child) }]),
  ];
}

/** `type: "tcp"`, or the field and what is asked of it. */
function field(name: string, child: Condition | undefined): string {
  const [value, ...others] = child?.enum ?? [];
  if (child === undefined) return quoted(name);
  if (value !== undefined && others.length === 0 && Object.keys(child).length === 1)
    return quoted(`${name}: ${JSON.stringify(value)}`);
  return `${quoted(name)} that ${conditionText(child)}`;
}

/** A field with any value but those that are asked of it. */
function otherField(name: string, child: Condition): string {
  return child.enum && Object.keys(child).length === 1
    ? `${quoted(name)} other than ${anyOf(child.enum)}`
    : `${quoted(name)} that ${sentence(negated(child))}`;
}

/** How a bound is said where it is kept, and where it is not. */
type BoundWords = Readonly<Record<string, (limit: number | string) => string>>;

const TAKEN: BoundWords = {
  minimum: (limit) => `is at least ${limit}`,
  maximum: (limit) => `is at most ${limit}`,
  exclusiveMinimum: (limit) => `is above ${limit}`,
  exclusiveMaximum: (limit) => `is below ${limit}`,
  multipleOf: (factor) => `is a multiple of ${factor}`,
  pattern: (pattern) => `matches ${pattern}`,
  minLength: (size) => `has at least ${count(size, "character")}`,
  maxLength: (size) => `has at most ${count(size, "character")}`,
  minItems: (size) => `has at least ${count(size, "item")}`,
  maxItems: (size) => `has at most ${count(size, "item")}`,
  minProperties: (size) => `has at least ${count(size, "field")}`,
  maxProperties: (size) => `has at most ${count(size, "field")}`,
};

const MISSED: BoundWords = {
  minimum: (limit) => `is below ${limit}`,
  maximum: (limit) => `is above ${limit}`,
  exclusiveMinimum: (limit) => `is at most ${limit}`,
  exclusiveMaximum: (limit) => `is at least ${limit}`,
  multipleOf: (factor) => `is not a multiple of ${factor}`,
  pattern: (pattern) => `does not match ${pattern}`,
  minLength: (size) => `has fewer than ${count(size, "character")}`,
  maxLength: (size) => `has more than ${count(size, "character")}`,
  minItems: (size) => `has fewer than ${count(size, "item")}`,
  maxItems: (size) => `has more than ${count(size, "item")}`,
  minProperties: (size) => `has fewer than ${count(size, "field")}`,
  maxProperties: (size) => `has more than ${count(size, "field")}`,
};

function bounds(condition: Condition, words: BoundWords): Clause[] {
  return Object.entries(condition).flatMap(([keyword, limit]) => {
    const word = words[keyword];
    return word && (typeof limit === "number" || typeof limit === "string") ? [says(word(limit))] : [];
  });
}

/** Alternatives; those that are negations are what the others depend on. */
function alternatives(conditions: readonly Condition[]): Clause {
  const [premises, others] = [conditions.filter(isNegation), conditions.filter((each) => !isNegation(each))];
  if (others.length === 0) return says(conditions.map(conditionText).join(" or "));
  const conclusion = eitherOf(others);
  if (premises.length === 0) return conclusion;
  const premise = premises.flatMap(({ not = {} }) => clausesOf(not));
  return says(`${sentence([conclusion])} if it ${sentence(premise)}`);
}

function isNegation(condition: Condition): boolean {
  return condition.not !== undefined && Object.keys(condition).length === 1;
}

function eitherOf(conditions: readonly Condition[]): Clause {
  const had = allHad(conditions);
  if (had?.some((each) => each.includes(" and "))) return { has: had.join(", or ") };
  return had ? { has: together(had, "or") } : says(conditions.map(conditionText).join(", or "));
}

function exactlyOne(conditions: readonly Condition[]): Clause {
  const had = allHad(conditions);
  if (!had) return says(`meets exactly one of: ${listed(conditions)}`);
  return {
    has: had.length === 2 ? `either ${together(had, "or")}, not both` : `exactly one of ${together(had, "and")}`,
  };
}

/** What each of some conditions asks to be had, if none asks for more than that. */
function allHad(conditions: readonly Condition[]): readonly string[] | undefined {
  const had = conditions.map((each) => {
    const clauses = clausesOf(each);
    return clauses.every((clause) => "has" in clause)
      ? together(
          clauses.map(({ has }) => has),
          "and",
        )
      : undefined;
  });
  return had.every((each) => each !== undefined) ? had : undefined;
}

function listed(conditions: readonly Condition[]): string {
  return conditions.map((each) => `it ${conditionText(each)}`).join("; ");
}

function sentence(clauses: readonly Clause[]): string {
  const had = clauses.flatMap((clause) => ("has" in clause ? [clause.has] : []));
  const lacked = clauses.flatMap((clause) => ("lacks" in clause ? [clause.lacks] : []));
  const said = clauses.flatMap((clause) => ("says" in clause ? [clause.says] : []));
  return [
    ...(had.length > 0 ? [`has ${together(had, "and")}`] : []),
    ...(lacked.length > 0 ? [`has no ${lacked.join(" and no ")}`] : []),
    ...said,
  ].join(" and ");
}

function anyOf(values: readonly JsonValue[]): string {
  return together(
    values.map((value) => JSON.stringify(value)),
    "or",
  );
}

function together(words: readonly string[], last: "and" | "or"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}

function count(amount: number | string, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

function quoted(name: string): string {
  return `\`${name}\``;
}
