import type { SchemaModel, TypeModel } from "../model/model.js";
import { namesOf } from "../model/names.js";
import { MOST_BRANCHES, unionBranches } from "../model/unions.js";
import type { Facts } from "../model/union-facts.js";
import { enumNamesOf } from "./enum-names.js";

/** One alternative of a type, and the names of its interfaces. */
export interface NamedBranch {
  /** `ProtocolTcp`. */
  readonly written: string;
  /** `ResolvedProtocolTcp`. */
  readonly resolved: string;
  /** What it says of properties. */
  readonly facts: Facts;
}

/** A type that is a union of interfaces. */
export interface NamedUnion {
  /** `ProtocolFields`: the properties of all alternatives, which each of them extends. */
  readonly written: string;
  /** `ResolvedProtocolFields`. */
  readonly resolved: string;
  /** In the order of the schema. */
  readonly branches: readonly NamedBranch[];
}

const known = new WeakMap<SchemaModel, ReadonlyMap<string, NamedUnion>>();

/** The union that a type is declared as; undefined for one that is declared as one interface, or as something else. */
export function unionOf(model: SchemaModel, type: TypeModel): NamedUnion | undefined {
  const unions = known.get(model) ?? namedUnions(model);
  known.set(model, unions);
  return unions.get(type.name);
}

function namedUnions(model: SchemaModel): ReadonlyMap<string, NamedUnion> {
  const enums = enumNamesOf(model);
  const taken = new Set(
    model.types.flatMap((type) => [
      ...[namesOf(type).type, namesOf(type).resolved],
      ...enums.in(type).map((shape) => enums.of(shape) ?? ""),
    ]),
  );
  return new Map(
    model.types.flatMap((type): [string, NamedUnion][] => {
      const branches = unionBranches(type.shape);
      if (branches.length === 0 || branches.length > MOST_BRANCHES) return [];
      const fields = freeNames(`${type.name}Fields`, taken);
      const named = branches.map(({ word, facts }) => ({ ...freeNames(type.name + (word || "Branch"), taken), facts }));
      return [[type.name, { ...fields, branches: named }]];
    }),
  );
}

/** A name that neither the written nor the resolved form of anything else has. */
function freeNames(wanted: string, taken: Set<string>): { readonly written: string; readonly resolved: string } {
  let name = wanted;
  for (let count = 2; taken.has(name) || taken.has(`Resolved${name}`); count++) name = `${wanted}${count}`;
  taken.add(name).add(`Resolved${name}`);
  return { written: name, resolved: `Resolved${name}` };
}
