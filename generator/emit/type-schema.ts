import type { JSONSchema } from "json-schema-to-typescript";
import type {
  ArrayShape,
  EmitSettings,
  EnumValue,
  MapShape,
  ObjectShape,
  PropertyModel,
  SchemaModel,
  Shape,
  TypeModel,
} from "../model/model.js";
import { namesOf, typeNamed, unreachable } from "../model/names.js";
import { enumNamesOf } from "./enum-names.js";
import { propertyDoc, typeDoc } from "./type-documentation.js";
import { isPresent, type TypeForm } from "./type-forms.js";

/** Which schema to build: the model that references point into, and the form of the type. */
export interface Context {
  readonly model: SchemaModel;
  readonly form: TypeForm;
  readonly settings: EmitSettings;
}

/**
 * The JSON Schema from which json-schema-to-typescript prints exactly one declaration: what shapes the TypeScript type
 * and its comments, no bounds, and `tsType` in place of each reference.
 */
export function typeSchema(model: SchemaModel, type: TypeModel, form: TypeForm, settings: EmitSettings): JSONSchema {
  const schema = shapeSchema({ model, form, settings }, type.shape);
  const description = typeDoc(type, form);
  // The resolved interface extends the written one, so that its properties inherit their doc comments.
  return form === "resolved" && schema.properties
    ? { ...schema, description, properties: withoutDescriptions(schema.properties) }
    : { ...schema, description };
}

function withoutDescriptions(properties: Record<string, JSONSchema>): Record<string, JSONSchema> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, { ...schema, description: "" }]));
}

function shapeSchema(context: Context, shape: Shape): JSONSchema {
  const schema = bareSchema(context, shape);
  return shape.nullable ? orNull(schema) : schema;
}

function bareSchema(context: Context, shape: Shape): JSONSchema {
  switch (shape.kind) {
    case "object":
      return objectSchema(context, shape);
    case "map":
      return mapSchema(context, shape);
    case "array":
      return arraySchema(context, shape);
    case "string":
    case "integer":
    case "number":
    case "boolean":
      return shape.enum ? enumSchema(context, shape, shape.enum) : { type: shape.kind };
    case "int-or-string":
      return { tsType: "number | string" };
    case "any":
      return { tsType: "unknown" };
    case "reference":
      return { tsType: typeName(context, shape.type) };
    default:
      return unreachable(shape);
  }
}

/** An enum that is declared by a name is that name. */
function enumSchema({ model, settings }: Context, shape: Shape, values: readonly EnumValue[]): JSONSchema {
  const isNamed = settings.enums !== undefined && settings.enums !== "union";
  const name = isNamed ? enumNamesOf(model).of(shape) : undefined;
  return name === undefined ? { enum: values.map(({ value }) => value) } : { tsType: name };
}

function objectSchema(context: Context, { properties, open }: ObjectShape): JSONSchema {
  return {
    type: "object",
    properties: Object.fromEntries(properties.map((property) => [keyOf(property), propertySchema(context, property)])),
    required: properties.filter((property) => isPresent(context.form, property)).map(keyOf),
    additionalProperties: open,
  };
}

/** json-schema-to-typescript calls this method of every object that it is given, so none may have a property of the name. */
export const CALLED_METHOD = { name: "hasOwnProperty", standIn: "\u0000hasOwnProperty" } as const;

/** The key of a property in such a schema. */
export function keyOf({ wireName }: PropertyModel): string {
  return wireName === CALLED_METHOD.name ? CALLED_METHOD.standIn : wireName;
}

function mapSchema(context: Context, { values }: MapShape): JSONSchema {
  const schema = shapeSchema(context, values);
  // A key whose value is null counts as absent.
  const value = context.form === "written" && !values.nullable ? orNull(schema) : schema;
  const text = typeText(value);
  // json-schema-to-typescript prints index signatures, which only a syntax tree can make a `Record` of.
  return text === undefined ? { type: "object", additionalProperties: value } : { tsType: `Record<string, ${text}>` };
}

/** The type that a schema of names stands for; undefined where json-schema-to-typescript has to print more than that. */
function typeText({ type, tsType, anyOf, items }: JSONSchema): string | undefined {
  if (tsType !== undefined) return tsType;
  const [one, other] = anyOf ?? [];
  if (one && other?.type === "null") return withEnd(typeText(one), " | null");
  if (type === "array" && items && !Array.isArray(items)) return withEnd(itemText(typeText(items)), "[]");
  return typeof type === "string" ? NAMES[type] : undefined;
}

function withEnd(text: string | undefined, end: string): string | undefined {
  return text === undefined ? undefined : text + end;
}

/** A union is put into parentheses before it is a list's. */
function itemText(text: string | undefined): string | undefined {
  return text !== undefined && isUnion(text) ? `(${text})` : text;
}

/** Whether the text is one of a union, not that of a list or a map with one in it. */
function isUnion(text: string): boolean {
  return text.replace(/<.*>|\(.*\)/, "").includes(" | ");
}

/** The types without parts as TypeScript calls them. */
const NAMES: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
};

function arraySchema(context: Context, { items }: ArrayShape): JSONSchema {
  const schema = shapeSchema(context, items);
  // A union of its own making, json-schema-to-typescript puts into parentheses; text it takes as it is.
  const text = itemText(schema.tsType);
  return { type: "array", items: text === undefined ? schema : { ...schema, tsType: text } };
}

/** The schema of a property, with its doc comment. */
export function propertySchema(context: Context, property: PropertyModel): JSONSchema {
  const schema = typedProperty(context, property, shapeSchema(context, property.shape));
  return { ...schema, description: propertyDoc(property) };
}

/** The schema of a property's values, and what stands for its absence. */
export function typedProperty(context: Context, property: PropertyModel, schema: JSONSchema): JSONSchema {
  const isOptional = !isPresent(context.form, property);
  const mayBeNull = context.form === "written" && isOptional && !property.shape.nullable;
  const type = mayBeNull ? orNull(schema) : schema;
  const mayBeUndefined = isOptional && context.settings.optionalProperties === "or-undefined";
  return mayBeUndefined ? orUndefined(type) : type;
}

function orUndefined(schema: JSONSchema): JSONSchema {
  if (schema.tsType === "unknown") return schema;
  if (schema.tsType !== undefined) return { ...schema, tsType: `${schema.tsType} | undefined` };
  return { anyOf: [schema, { tsType: "undefined" }] };
}

function orNull(schema: JSONSchema): JSONSchema {
  if (schema.tsType === "unknown") return schema;
  if (schema.tsType !== undefined) return { ...schema, tsType: `${schema.tsType} | null` };
  if (schema.enum) return { ...schema, enum: [...schema.enum, null] };
  return { anyOf: [schema, { type: "null" }] };
}

function typeName({ model, form }: Context, reference: string): string {
  const names = namesOf(typeNamed(model, reference));
  return form === "written" ? names.type : names.resolved;
}
