import type { JSONSchema } from "json-schema-to-typescript";
import type { EmitSettings, ObjectShape, PropertyModel, SchemaModel, Shape } from "../model/model.js";
import { isComposite } from "../model/names.js";
import type { Fact, Facts, Scalar } from "../model/union-facts.js";
import { enumNamesOf, memberNames } from "./enum-names.js";
import { isNullable, isPresent, targetShape, type TypeForm } from "./type-forms.js";
import { keyOf, propertySchema, typedProperty, type Context } from "./type-schema.js";

/**
 * The JSON Schema from which json-schema-to-typescript prints the interface of one alternative of a type: only what it
 * says of properties beyond what all alternatives have in common.
 */
export function branchSchema(
  model: SchemaModel,
  shape: ObjectShape,
  facts: Facts,
  form: TypeForm,
  settings: EmitSettings,
): JSONSchema {
  const context = { model, form, settings };
  const told = shape.properties.flatMap((property) => {
    const fact = facts.get(property.wireName);
    return fact ? [{ property, fact, narrowed: narrowedProperty(property, fact) }] : [];
  });
  return {
    type: "object",
    properties: Object.fromEntries(
      told.map(({ property, fact, narrowed }) => [
        keyOf(property),
        fact.presence === "absent" ? absentSchema(context, property) : valueSchema(context, narrowed, fact),
      ]),
    ),
    required: told.filter(({ narrowed }) => isPresent(form, narrowed)).map(({ property }) => keyOf(property)),
    additionalProperties: false,
  };
}

/** A default that is none of an alternative's values does not make it hold, so that the property must be written. */
function narrowedProperty(property: PropertyModel, { presence, values }: Fact): PropertyModel {
  const { default: value, ...others } = property;
  const fits = value !== undefined && (values?.some((each) => each === value) ?? true);
  const required = property.required || presence === "required" || (value !== undefined && !fits);
  return { ...others, ...(fits && { default: value }), required };
}

/** Null counts as absent where a document is written. */
function absentSchema({ model, form, settings }: Context, { shape }: PropertyModel): JSONSchema {
  const absent = form === "written" && !isNullable(model, shape) ? "null" : "never";
  return { tsType: settings.optionalProperties === "or-undefined" ? `${absent} | undefined` : absent };
}

/** A property that is one of some values, where TypeScript has a type for them. */
function valueSchema(context: Context, property: PropertyModel, { values }: Fact): JSONSchema {
  const target = targetShape(context.model, property.shape);
  const text = values && valuesText(context, target, values);
  const schema =
    text === undefined ? propertySchema(context, property) : typedProperty(context, property, { tsType: text });
  return { ...schema, description: "" };
}

/** The values as TypeScript's literals, or as members of an `enum`; undefined where the property holds no such values. */
function valuesText({ model, settings }: Context, shape: Shape, values: readonly Scalar[]): string | undefined {
  if (isComposite(shape) || shape.kind === "any") return undefined;
  const name = settings.enums === "enum" ? enumNamesOf(model).of(shape) : undefined;
  const known = "enum" in shape ? shape.enum : undefined;
  const members = known && name !== undefined ? memberNames(known) : [];
  const texts = values.map((value) => {
    const member = members[known?.findIndex((each) => each.value === value) ?? -1];
    return member === undefined ? JSON.stringify(value) : `${name ?? ""}.${member}`;
  });
  return texts.length === 0 ? "never" : texts.join(" | ");
}
