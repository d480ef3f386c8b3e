import { branchFacts, contradict, merged, type Facts } from "./union-facts.js";
import type { Condition, ObjectShape, Shape } from "./model.js";
import { pascalCase } from "./names.js";

/** The most alternatives that a TypeScript union is made of; with more, the type stays one interface. */
export const MOST_BRANCHES = 16;

/** One alternative of an object: what it says of properties beyond what the object itself does. */
export interface UnionBranch {
  /** What it is named after: the value of the property that tells it from the others, or the properties that it requires. */
  readonly word: string;
  /** By the names of the properties. */
  readonly facts: Facts;
}

/** `anyOf` or `oneOf` among the conditions of an object. */
interface Choice {
  readonly exactlyOne: boolean;
  readonly members: readonly Condition[];
}

/**
 * The alternatives of an object whose `oneOf` or `anyOf` say something that TypeScript can: each of them requires
 * a property or limits one to some values. Several choices are multiplied. Empty where there is nothing to tell apart.
 * There may be more than `MOST_BRANCHES`, but not all of them are then listed.
 */
export function unionBranches(shape: Shape): readonly UnionBranch[] {
  if (shape.kind !== "object") return [];
  const choices = choicesOf(shape.conditions).map((choice) => alternatives(choice, shape));
  const [first = [], ...others] = choices.filter(saysEnough);
  const product = others.reduce((branches, next) => multiplied(branches, next, shape), first);
  if (product.length < 2 || product.length > MOST_BRANCHES) return product.length < 2 ? [] : product;
  const rest = choices.filter((choice) => !saysEnough(choice));
  return withoutNeverPresent(product.map((branch) => ({ ...branch, facts: implied(branch.facts, rest, shape) })));
}

/** With what follows where all but one alternative of a choice cannot be: "no device, or it is of type rtu". */
function implied(facts: Facts, choices: readonly (readonly UnionBranch[])[], shape: ObjectShape): Facts {
  return choices.reduce((known, choice) => {
    const [only, ...more] = choice.filter((each) => !contradict(facts, each.facts, shape));
    return only && more.length === 0 ? merged(known, only.facts) : known;
  }, facts);
}

function choicesOf(conditions: readonly Condition[]): Choice[] {
  return conditions.flatMap(({ anyOf, oneOf, allOf }) => [
    ...(anyOf ? [{ exactlyOne: false, members: anyOf }] : []),
    ...(oneOf ? [{ exactlyOne: true, members: oneOf }] : []),
    ...(allOf ? choicesOf(allOf) : []),
  ]);
}

/** Whether TypeScript has something to say of each alternative, beyond that a property is absent. */
function saysEnough(choice: readonly UnionBranch[]): boolean {
  return choice.every(({ facts }) =>
    [...facts.values()].some(({ presence, values }) => presence === "required" || values !== undefined),
  );
}

/** The branches of one choice. */
function alternatives({ exactlyOne, members }: Choice, shape: ObjectShape): UnionBranch[] {
  // Beyond the most there may be, nobody reads what each says.
  const isTold = exactlyOne && members.length <= MOST_BRANCHES;
  const facts = members.map((member) =>
    branchFacts(member, isTold ? members.filter((other) => other !== member) : [], shape),
  );
  const discriminator = [...(facts[0]?.keys() ?? [])].find((name) => tellsApart(name, facts));
  return facts.map((each) => ({ word: wordOf(each, discriminator), facts: each }));
}

/** Whether the values of a property are others in each alternative. */
function tellsApart(name: string, facts: readonly Facts[]): boolean {
  const lists = facts.map((each) => each.get(name)?.values);
  const values = lists.flatMap((list) => list ?? []);
  return lists.every((list) => list !== undefined) && new Set(values).size === values.length;
}

function wordOf(facts: Facts, discriminator: string | undefined): string {
  const values = discriminator === undefined ? undefined : facts.get(discriminator)?.values;
  if (values) return values.map((value) => pascalCase(String(value))).join("Or");
  const required = [...facts].filter(([, { presence }]) => presence === "required");
  return (required.length > 0 ? required : [...facts]).map(([name]) => pascalCase(name)).join("And");
}

/** Every pair that may hold together; one more than is wanted tells that there are too many. */
function multiplied(product: readonly UnionBranch[], next: readonly UnionBranch[], shape: ObjectShape): UnionBranch[] {
  const pairs = product
    .slice(0, MOST_BRANCHES + 1)
    .flatMap((left) => next.map((right) => [left, right] as const))
    .filter(([left, right]) => !contradict(left.facts, right.facts, shape));
  return pairs.map(([left, right]) => ({
    word: left.word === right.word ? left.word : left.word + right.word,
    facts: merged(left.facts, right.facts),
  }));
}

/** A property that no alternative permits needs no word of each. */
function withoutNeverPresent(branches: readonly UnionBranch[]): UnionBranch[] {
  const isNever = (name: string) => branches.every(({ facts }) => facts.get(name)?.presence === "absent");
  return branches.map(({ word, facts }) => ({ word, facts: new Map([...facts].filter(([name]) => !isNever(name))) }));
}
