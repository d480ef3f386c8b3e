import { isNullable as isNullableShape } from "../model/expand-defaults.js";
import type { PropertyModel, SchemaModel, Shape } from "../model/model.js";
import { typeNamed, unreachable } from "../model/names.js";

/** `written`: as a user writes the document. `resolved`: with its defaults applied and no null left. */
export type TypeForm = "written" | "resolved";

/** A property that must be there in this form. One that has a default need not be written, even where it is required. */
export function isPresent(form: TypeForm, property: PropertyModel): boolean {
  const hasDefault = property.default !== undefined;
  return form === "resolved" ? property.required || hasDefault : property.required && !hasDefault;
}

/** The shape itself, or that of the type it refers to. */
export function targetShape(model: SchemaModel, shape: Shape): Shape {
  return shape.kind === "reference" ? targetShape(model, typeNamed(model, shape.type).shape) : shape;
}

/** True where turning the written form into the resolved one may change a value: it can hold a default or a null. */
export function needsApplying(model: SchemaModel, shape: Shape): boolean {
  const target = targetShape(model, shape);
  return target.kind === "array"
    ? needsApplying(model, target.items)
    : (target.kind === "map" && !isNullable(model, target.values)) ||
        (target.kind === "map" && needsApplying(model, target.values)) ||
        (target.kind === "object" && target.properties.length > 0);
}

/** True where the types of the written and the resolved form differ, in a property at any depth. */
export function hasTwoForms(model: SchemaModel, shape: Shape): boolean {
  const target = targetShape(model, shape);
  switch (target.kind) {
    case "object":
      return target.properties.some((property) => differs(model, property));
    case "map":
      return takesNull(model, target.values) || hasTwoForms(model, target.values);
    case "array":
      return hasTwoForms(model, target.items);
    case "string":
    case "integer":
    case "number":
    case "boolean":
    case "int-or-string":
    case "any":
    case "reference":
      return false;
    default:
      return unreachable(target);
  }
}

function differs(model: SchemaModel, property: PropertyModel): boolean {
  if (property.default !== undefined) return true;
  return (!property.required && takesNull(model, property.shape)) || hasTwoForms(model, property.shape);
}

/** True where null is a value of its own, whether the shape or the type that it refers to says so. */
export function isNullable(model: SchemaModel, shape: Shape): boolean {
  return isNullableShape(shape, (name) => typeNamed(model, name));
}

/** True where only the written form takes null. `unknown` includes it already. */
function takesNull(model: SchemaModel, shape: Shape): boolean {
  return targetShape(model, shape).kind !== "any" && !isNullable(model, shape);
}
