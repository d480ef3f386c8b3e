import type { ObjectShape, PropertyModel, SchemaModel, Shape, TypeModel } from "../model/model.js";
import { namesOf, typeNamed, unreachable } from "../model/names.js";
import { textSamples } from "./arbitrary-samples.js";
import { inlineReference, undocumented, type InlinedShape, type Place } from "./inline-reference.js";
import { isPresent } from "./type-forms.js";
import { uniqueItems } from "./unique-items-keyword.js";

/** An expression that makes the documents of a type, and what it needs. */
export interface ArbitraryExpression {
  /** Not laid out yet. */
  readonly code: string;
  /** Functions of `support/arbitrary.ts`. */
  readonly helpers: readonly string[];
  /** Types whose arbitraries it names. */
  readonly types: readonly TypeModel[];
}

/** The arbitrary of a type but for conditions, which the validator knows. */
export function arbitraryExpression(model: SchemaModel, type: TypeModel): ArbitraryExpression {
  const writer = new Writer(model);
  const code = writer.inlined(inlineReference(model, type));
  return { code, helpers: [...writer.helpers], types: [...writer.types] };
}

class Writer {
  readonly helpers = new Set<string>();
  readonly types = new Set<TypeModel>();
  readonly #model: SchemaModel;

  constructor(model: SchemaModel) {
    this.#model = model;
  }

  /** A type of this output by its name; one of a package, which has no arbitraries, as it is. */
  place(place: Place): string {
    const { shape } = place;
    if (shape.kind === "reference" && !shape.nullable) {
      const type = typeNamed(this.#model, shape.type);
      if (!type.package) {
        this.types.add(type);
        return namesOf(type).arbitrary;
      }
    }
    return this.inlined(inlineReference(this.#model, place));
  }

  inlined(place: Place<InlinedShape>): string {
    const bare = this.#bare(place);
    return place.shape.nullable ? this.#call("orNull", bare) : bare;
  }

  #bare({ shape, examples }: Place<InlinedShape>): string {
    if ("enum" in shape) return this.#call("oneOfThese", JSON.stringify(shape.enum.map(({ value }) => value)));
    switch (shape.kind) {
      case "object":
        return this.#object(shape);
      case "map":
        return this.#call("mapOf", this.#member(shape.values), boundsOf(shape));
      case "array":
        return this.#call(
          "list",
          this.#member(shape.items),
          boundsOf(shape, { uniqueBy: uniqueItems(shape)["x-unique-by"] }),
        );
      case "string":
        return this.#call("text", boundsOf(shape), JSON.stringify(textSamples(shape, examples)));
      case "int-or-string":
        return this.#call(
          "either",
          this.#call("integer", boundsOf(shape)),
          this.#call("text", boundsOf(shape), JSON.stringify(textSamples(shape, examples))),
        );
      case "integer":
        return this.#call("integer", boundsOf(shape));
      case "number":
        return this.#call("decimal", boundsOf(shape));
      case "boolean":
        return this.#call("truth");
      case "any":
        return this.#call("anything");
      default:
        return unreachable(shape);
    }
  }

  #object({ properties }: ObjectShape): string {
    const members = properties.map((each) => `[${JSON.stringify(each.wireName)}]: ${this.#property(each)}`);
    const required = properties.filter((each) => isPresent("written", each)).map(({ wireName }) => wireName);
    return this.#call("object", `{ ${members.join(", ")} }`, JSON.stringify(required));
  }

  /** Null counts as absent, where that is allowed. */
  #property(property: PropertyModel): string {
    const value = this.place(property);
    return isPresent("written", property) || property.shape.nullable ? value : this.#call("orNull", value);
  }

  #member(shape: Shape): string {
    return this.place(undocumented(shape));
  }

  #call(helper: string, ...given: readonly string[]): string {
    this.helpers.add(helper);
    return `${helper}(${given.join(", ")})`;
  }
}

const BOUNDS = [
  ...["minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "minProperties", "maxProperties"],
  ...["keyPattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
];

function boundsOf(shape: Shape, more: object = {}): string {
  return JSON.stringify({
    ...Object.fromEntries(Object.entries(shape).filter(([key]) => BOUNDS.includes(key))),
    ...more,
  });
}
