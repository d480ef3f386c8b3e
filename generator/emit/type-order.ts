import type { SchemaModel, TypeModel } from "../model/model.js";
import { referencedTypes } from "../model/names.js";

/** The groups of a model, in the order of their first type. */
export function groupsOf(model: SchemaModel): string[] {
  return [...new Set(model.types.map(({ group }) => group))];
}

/** The types of a group that no other type of the group refers to, in the order of the model. */
export function rootTypes(model: SchemaModel, group: string): TypeModel[] {
  const types = model.types.filter((type) => type.group === group);
  const referenced = new Set(types.flatMap(({ shape }) => referencedTypes(shape)));
  return types.filter(({ name }) => !referenced.has(name));
}

/** The types of a group as one reads them: from its roots downwards, each before what its properties refer to. */
export function typesInReadingOrder(model: SchemaModel, group: string): TypeModel[] {
  const byName = new Map(model.types.filter((type) => type.group === group).map((type) => [type.name, type]));
  const seen = new Set<TypeModel>();
  const visit = (type: TypeModel | undefined): void => {
    if (type === undefined || seen.has(type)) return;
    seen.add(type);
    for (const name of referencedTypes(type.shape)) visit(byName.get(name));
  };
  rootTypes(model, group).forEach(visit);
  return [...seen];
}
