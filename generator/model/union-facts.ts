import type { Condition, JsonValue, ObjectShape, PropertyModel } from "./model.js";

/** What an alternative says of a property. */
export interface Fact {
  /** It must be there, or must not. */
  readonly presence?: "required" | "absent";
  /** It is one of these, if it is there. */
  readonly values?: readonly Scalar[];
}

/** A value that TypeScript has a literal type for. */
export type Scalar = string | number | boolean;

/** By the names of properties. */
export type Facts = ReadonlyMap<string, Fact>;

/**
 * What must hold of the properties of an object where one alternative does and others do not, as far as the object
 * itself does not say so. Every fact is necessary, so that no valid document is outside of it.
 *
 * @param others the alternatives that do not hold
 */
export function branchFacts(condition: Condition, others: readonly Condition[], shape: ObjectShape): Facts {
  const own = factsOf(condition);
  const present = new Set([
    ...shape.properties.filter(isAlwaysPresent).map(({ wireName }) => wireName),
    ...[...own].filter(([, { presence }]) => presence === "required").map(([name]) => name),
  ]);
  const all = others.reduce<Facts>((facts, other) => merged(facts, negated(other, present)), own);
  const told = shape.properties.flatMap((property): [string, Fact][] => {
    const fact = newFact(property, all.get(property.wireName));
    return fact ? [[property.wireName, fact]] : [];
  });
  return new Map(told);
}

/** Whether two alternatives of an object cannot hold at once. */
export function contradict(left: Facts, right: Facts, shape: ObjectShape): boolean {
  return [...left].some(([name, one]) => {
    const other = right.get(name);
    if (!other) return false;
    const presences = [one.presence, other.presence];
    const isAlways = shape.properties.some((property) => property.wireName === name && isAlwaysPresent(property));
    const isPresent = isAlways || presences.includes("required");
    return isPresent && (presences.includes("absent") || joined(one.values, other.values)?.length === 0);
  });
}

/** What both say. */
export function merged(left: Facts, right: Facts): Facts {
  const result = new Map(left);
  for (const [name, fact] of right) {
    const known = result.get(name);
    const values = joined(known?.values, fact.values);
    result.set(name, { ...known, ...fact, ...(values && { values }) });
  }
  return result;
}

function joined(left: Fact["values"], right: Fact["values"]): Fact["values"] {
  return left && right ? left.filter((value) => right.includes(value)) : (left ?? right);
}

function isAlwaysPresent({ required, default: value }: PropertyModel): boolean {
  return required || value !== undefined;
}

function factsOf({ required = [], properties = {}, not, allOf = [] }: Condition): Facts {
  const facts: Facts[] = [
    new Map(required.map((name) => [name, { presence: "required" }])),
    new Map(
      Object.entries(properties).flatMap(([name, { enum: values }]) =>
        areScalars(values) ? [[name, { values }]] : [],
      ),
    ),
    ...(not ? [negated(not, new Set())] : []),
    ...allOf.map(factsOf),
  ];
  return facts.reduce(merged);
}

function areScalars(values: readonly JsonValue[] | undefined): values is readonly Scalar[] {
  return values?.every((value) => value !== null && typeof value !== "object") ?? false;
}

/** What follows where a condition does not hold, of properties beside those that are there anyway. */
function negated(condition: Condition, present: ReadonlySet<string>): Facts {
  const { required, anyOf, ...more } = condition;
  if (Object.keys(more).length > 0) return new Map();
  if (anyOf && !required) return anyOf.map((each) => negated(each, present)).reduce(merged, new Map());
  const missing = anyOf ? [] : (required ?? []).filter((name) => !present.has(name));
  // Of several that are not all there, any may be the one that is absent.
  return new Map(missing.length === 1 ? missing.map((name) => [name, { presence: "absent" }]) : []);
}

/** The part of a fact that the property itself does not say; undefined where that is nothing. */
function newFact(property: PropertyModel, fact: Fact | undefined): Fact | undefined {
  if (!fact) return undefined;
  const { presence, values } = fact;
  // An absent property gets its default, so that no document is without one that has it.
  const isNews = presence !== undefined && !isAlwaysPresent(property);
  if (!isNews && (values === undefined || presence === "absent")) return undefined;
  return { ...(isNews && { presence }), ...(values && presence !== "absent" && { values }) };
}
