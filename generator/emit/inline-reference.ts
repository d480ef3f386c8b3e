import type { Documentation, ReferenceShape, SchemaModel, Shape } from "../model/model.js";
import { typeNamed } from "../model/names.js";

/** A shape that stands for itself. */
export type InlinedShape = Exclude<Shape, ReferenceShape>;

/** A shape at one place of a document, and what is said about it there. */
export interface Place<S extends Shape = Shape> extends Documentation {
  readonly shape: S;
}

/**
 * The same place with its references replaced by what they refer to. What is said at the place wins over what the
 * type says about itself; conditions of both hold, the type's first.
 */
export function inlineReference(model: SchemaModel, place: Place): Place<InlinedShape> {
  const { shape } = place;
  if (shape.kind !== "reference") return { ...place, shape };
  const target = inlineReference(model, typeNamed(model, shape.type));
  const expected = place.expected ?? target.expected;
  return {
    description: place.description || target.description,
    deprecated: place.deprecated || target.deprecated,
    examples: place.examples.length > 0 ? place.examples : target.examples,
    secret: place.secret || target.secret,
    ...(expected === undefined ? {} : { expected }),
    shape: {
      ...target.shape,
      ...(shape.nullable && { nullable: true as const }),
      conditions: [...target.shape.conditions, ...shape.conditions],
      kubernetes: { ...target.shape.kubernetes, ...shape.kubernetes },
    },
  };
}

/** A place about which the schema says nothing: the items of a list, the values of a map. */
export function undocumented(shape: Shape): Place {
  return { shape, description: "", deprecated: false, examples: [], secret: false };
}
