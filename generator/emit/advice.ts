import type { Condition, ObjectShape, PropertyModel, SchemaModel, Shape, WarningModel } from "../model/model.js";
import { typeNamed } from "../model/names.js";
import { silently, type JsonSchema } from "./json-schema.js";

/** The `$id` of the schema that a type's warnings come from. */
export function adviceId(type: string): string {
  return `${type}.advice`;
}

/** An object's warnings: its own, then one for each property that is deprecated. */
export function warningsOf(shape: ObjectShape): WarningModel[] {
  return [...shape.warnings, ...shape.properties.filter(({ deprecated }) => deprecated).map(deprecationWarning)];
}

function deprecationWarning({ wireName, aliasOf, default: preset }: PropertyModel): WarningModel {
  const used: Condition = { required: [wireName] };
  // A default is filled in before warnings are looked for, so it does not show that anybody used the property.
  const changed = preset === undefined ? {} : { properties: { [wireName]: { not: { enum: [preset] } } } };
  return {
    code: "deprecated-field",
    if: { ...used, ...changed },
    message: `\`${wireName}\` is deprecated`,
    remedy: aliasOf === undefined ? "remove it" : `use \`${aliasOf}\` instead`,
    at: wireName,
  };
}

/**
 * A schema that fails where a warning applies: of the shape's own schema no more than the way to those places.
 * Undefined where no warning can apply to the shape or below it.
 */
export function adviceSchema(model: SchemaModel, shape: Shape): JsonSchema | undefined {
  switch (shape.kind) {
    case "object":
      return objectAdvice(model, shape);
    case "array":
      return wrapped("items", adviceSchema(model, shape.items));
    case "map": {
      const values = adviceSchema(model, shape.values);
      if (shape.keyPattern === undefined) return wrapped("additionalProperties", values);
      return wrapped("patternProperties", values && { [shape.keyPattern]: values });
    }
    case "reference":
      return adviceSchema(model, typeNamed(model, shape.type).shape) && { $ref: adviceId(shape.type) };
    default:
      return undefined;
  }
}

function objectAdvice(model: SchemaModel, shape: ObjectShape): JsonSchema | undefined {
  const properties = shape.properties.flatMap((property): [string, JsonSchema][] => {
    const schema = adviceSchema(model, property.shape);
    return schema ? [[property.wireName, schema]] : [];
  });
  const allOf = warningsOf(shape).map((warning) => silently({ not: warning.if }));
  if (properties.length === 0 && allOf.length === 0) return undefined;
  return {
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(allOf.length > 0 && { allOf }),
  };
}

function wrapped(keyword: string, schema: JsonSchema | undefined): JsonSchema | undefined {
  return schema && { [keyword]: schema };
}
