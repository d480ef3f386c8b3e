import type { FieldPath } from "./field-path.js";
import {
  flag,
  float,
  integer,
  mapOf,
  pointer,
  slice,
  struct,
  text,
  textOf,
  type Decoder,
  type Fields,
} from "./go-decode.js";
import { isGoList, isGoObject, type GoJson } from "./go-json.js";

/**
 * A schema as the API server keeps it (apiextensions v1 `JSONSchemaProps`). Undefined stands for nil; for lists and maps
 * that is not the same as an empty one.
 */
export interface SchemaProps {
  /** Where the schema stands in the document. */
  readonly at: FieldPath;
  readonly id: string;
  readonly $schema: string;
  readonly $ref: string | undefined;
  readonly description: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly format: string;
  readonly title: string;
  readonly default: GoJson | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMaximum: boolean;
  readonly minimum: number | undefined;
  readonly exclusiveMinimum: boolean;
  readonly maxLength: bigint | undefined;
  readonly minLength: bigint | undefined;
  readonly pattern: string;
  readonly maxItems: bigint | undefined;
  readonly minItems: bigint | undefined;
  readonly uniqueItems: boolean;
  readonly multipleOf: number | undefined;
  readonly enum: readonly GoJson[] | undefined;
  readonly maxProperties: bigint | undefined;
  readonly minProperties: bigint | undefined;
  readonly required: readonly string[] | undefined;
  readonly items: SchemaOrList | undefined;
  readonly allOf: readonly SchemaProps[] | undefined;
  readonly oneOf: readonly SchemaProps[] | undefined;
  readonly anyOf: readonly SchemaProps[] | undefined;
  readonly not: SchemaProps | undefined;
  readonly properties: ReadonlyMap<string, SchemaProps> | undefined;
  readonly additionalProperties: SchemaOrBool | undefined;
  readonly patternProperties: ReadonlyMap<string, SchemaProps> | undefined;
  readonly dependencies: ReadonlyMap<string, SchemaProps | undefined> | undefined;
  readonly additionalItems: SchemaOrBool | undefined;
  readonly definitions: ReadonlyMap<string, SchemaProps> | undefined;
  readonly externalDocs: object | undefined;
  readonly example: GoJson | undefined;
  readonly preserveUnknownFields: boolean | undefined;
  readonly embeddedResource: boolean;
  readonly intOrString: boolean;
  readonly listMapKeys: readonly string[] | undefined;
  readonly listType: string | undefined;
  readonly mapType: string | undefined;
  readonly validations: readonly ValidationRule[] | undefined;
}

/** What `items` decodes to: anything but an object or a list is taken, and gives neither. */
export interface SchemaOrList {
  readonly schema: SchemaProps | undefined;
  readonly list: readonly SchemaProps[];
}

export interface SchemaOrBool {
  readonly allows: boolean;
  readonly schema: SchemaProps | undefined;
}

/** One member of `x-kubernetes-validations`. */
export interface ValidationRule {
  readonly rule: string;
  readonly message: string;
  readonly messageExpression: string;
  readonly reason: string | undefined;
  readonly fieldPath: string;
  readonly optionalOldSelf: boolean | undefined;
}

/** Any JSON; null is nil. */
const anyJson: Decoder<GoJson | undefined> = (json) => json ?? undefined;

const schema: Decoder<SchemaProps> = (json, at, decoding) => ({ ...decodeFields(json, at, decoding), at });
const schemas = slice("v1.JSONSchemaProps", schema);
const schemaMap = mapOf("v1.JSONSchemaProps", schema);
const int64 = pointer(integer(64));
const texts = slice("string", text);

const schemaOrList = pointer<SchemaOrList>((json, at, decoding) => {
  const lenient = { ...decoding, strict: false };
  return {
    schema: isGoObject(json) ? schema(json, at, lenient) : undefined,
    list: isGoList(json) ? (schemas(json, at, lenient) ?? []) : [],
  };
});

const schemaOrBool = pointer<SchemaOrBool>((json, at, decoding) => {
  if (typeof json === "boolean") return { allows: json, schema: undefined };
  if (isGoObject(json)) return { allows: true, schema: schema(json, at, { ...decoding, strict: false }) };
  decoding.findings.error("wrong-json-type", at, "boolean or JSON schema expected");
  return { allows: true, schema: undefined };
});

const schemaOrNames: Decoder<SchemaProps | undefined> = (json, at, decoding) =>
  isGoObject(json) ? schema(json, at, { ...decoding, strict: false }) : undefined;

const validationRule = struct<ValidationRule>("ValidationRule", {
  rule: ["rule", text],
  message: ["message", text],
  messageExpression: ["messageExpression", text],
  reason: ["reason", pointer(textOf("v1.FieldValueErrorReason"))],
  fieldPath: ["fieldPath", text],
  optionalOldSelf: ["optionalOldSelf", pointer(flag)],
});

const FIELDS: Fields<Omit<SchemaProps, "at">> = {
  id: ["id", text],
  $schema: ["$schema", textOf("v1.JSONSchemaURL")],
  $ref: ["$ref", pointer(text)],
  description: ["description", text],
  type: ["type", text],
  nullable: ["nullable", flag],
  format: ["format", text],
  title: ["title", text],
  default: ["default", anyJson],
  maximum: ["maximum", pointer(float)],
  exclusiveMaximum: ["exclusiveMaximum", flag],
  minimum: ["minimum", pointer(float)],
  exclusiveMinimum: ["exclusiveMinimum", flag],
  maxLength: ["maxLength", int64],
  minLength: ["minLength", int64],
  pattern: ["pattern", text],
  maxItems: ["maxItems", int64],
  minItems: ["minItems", int64],
  uniqueItems: ["uniqueItems", flag],
  multipleOf: ["multipleOf", pointer(float)],
  enum: ["enum", slice("v1.JSON", (json) => json ?? null)],
  maxProperties: ["maxProperties", int64],
  minProperties: ["minProperties", int64],
  required: ["required", texts],
  items: ["items", schemaOrList],
  allOf: ["allOf", schemas],
  oneOf: ["oneOf", schemas],
  anyOf: ["anyOf", schemas],
  not: ["not", pointer(schema)],
  properties: ["properties", schemaMap],
  additionalProperties: ["additionalProperties", schemaOrBool],
  patternProperties: ["patternProperties", schemaMap],
  dependencies: ["dependencies", mapOf("v1.JSONSchemaPropsOrStringArray", schemaOrNames, "v1.JSONSchemaDependencies")],
  additionalItems: ["additionalItems", schemaOrBool],
  definitions: ["definitions", mapOf("v1.JSONSchemaProps", schema, "v1.JSONSchemaDefinitions")],
  externalDocs: [
    "externalDocs",
    pointer(struct("ExternalDocumentation", { description: ["description", text], url: ["url", text] })),
  ],
  example: ["example", anyJson],
  preserveUnknownFields: ["x-kubernetes-preserve-unknown-fields", pointer(flag)],
  embeddedResource: ["x-kubernetes-embedded-resource", flag],
  intOrString: ["x-kubernetes-int-or-string", flag],
  listMapKeys: ["x-kubernetes-list-map-keys", texts],
  listType: ["x-kubernetes-list-type", pointer(text)],
  mapType: ["x-kubernetes-map-type", pointer(text)],
  validations: ["x-kubernetes-validations", slice("v1.ValidationRule", validationRule, "v1.ValidationRules")],
};

const decodeFields = struct<Omit<SchemaProps, "at">>("JSONSchemaProps", FIELDS);

/** Decodes a schema and all below it. */
export const decodeSchema: Decoder<SchemaProps> = schema;
