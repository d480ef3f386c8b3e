import { SHORT_NAMES } from "../../kubernetes-features.js";
import { own } from "../../own.js";
import type { SchemaProps } from "../schema-props.js";
import { celName } from "./names.js";

/**
 * The type of a schema's values in CEL, and what the server believes about their size (k8s.io/apiserver v0.37.0,
 * pkg/cel/common/schemas.go and pkg/cel/types.go).
 */
export interface DeclType {
  readonly kind: DeclKind;
  /** Characters, bytes, items or entries at most; 0 for all else. */
  readonly maxElements: number;
  /** Bytes of the smallest value as JSON. */
  readonly minSize: number;
  /** The items of a list, the values of a map. */
  readonly element?: DeclType;
  /** The properties of an object that CEL can reach, by their names in CEL. */
  readonly fields?: ReadonlyMap<string, DeclType>;
  /** The schema itself; absent for what the server declares by itself, such as `metadata`. */
  readonly schema?: SchemaProps;
}

export type DeclKind =
  ("bool" | "int" | "double" | "string" | "bytes" | "duration" | "timestamp" | "dyn") | ("list" | "map" | "object");

/** Bytes that a request may have (celconfig.MaxRequestSizeBytes). */
export const REQUEST = 3 * 1024 * 1024;

/** What a text may have at most where nothing bounds it: a request less two quotes. */
const LONGEST_TEXT = REQUEST - 2;

/**
 * The CEL type of a schema's values, to a server of this minor version of Kubernetes 1; undefined for one without a
 * type, which CEL cannot see.
 */
export function declTypeOf(
  schema: SchemaProps,
  kubernetes: number,
  isResource = schema.embeddedResource,
): DeclType | undefined {
  if (schema.intOrString) return { kind: "dyn", maxElements: textLength(schema) ?? LONGEST_TEXT, minSize: 1, schema };
  if (schema.type === "array") return listType(schema, kubernetes);
  if (schema.type === "object" || isResource) return objectType(schema, kubernetes, isResource);
  if (schema.type === "string") return textType(schema);
  const scalar = own(SCALARS, schema.type);
  return scalar && { ...scalar, schema };
}

const SCALARS: Readonly<Record<string, DeclType>> = {
  boolean: { kind: "bool", maxElements: 0, minSize: 4 },
  number: { kind: "double", maxElements: 0, minSize: 1 },
  integer: { kind: "int", maxElements: 0, minSize: 1 },
};

/** `[]` and `{}`. */
const SMALLEST_CONTAINER = 2;

function listType(schema: SchemaProps, kubernetes: number): DeclType | undefined {
  const element = schema.items?.schema && declTypeOf(schema.items.schema, kubernetes);
  if (!element) return undefined;
  const maxElements = bound(schema.maxItems) ?? Math.floor((REQUEST - 2) / (element.minSize + 1));
  return { kind: "list", maxElements, minSize: SMALLEST_CONTAINER, element, schema };
}

function objectType(schema: SchemaProps, kubernetes: number, isResource: boolean): DeclType | undefined {
  if (schema.additionalProperties?.schema) {
    const element = declTypeOf(schema.additionalProperties.schema, kubernetes);
    if (!element) return undefined;
    const maxElements = bound(schema.maxProperties) ?? Math.floor((REQUEST - 2) / (element.minSize + 6));
    return { kind: "map", maxElements, minSize: SMALLEST_CONTAINER, element, schema };
  }
  const fields = new Map<string, DeclType>();
  let minSize = SMALLEST_CONTAINER;
  for (const [name, type, isRequired] of propertiesOf(schema, kubernetes, isResource)) {
    const field = celName(name);
    if (field !== undefined) fields.set(field, type);
    if (isRequired) minSize += Buffer.byteLength(name) + type.minSize + 4;
  }
  return { kind: "object", maxElements: 0, minSize, fields, schema };
}

/** The properties that have a type, and whether an object must bring them along itself. */
function propertiesOf(
  schema: SchemaProps,
  kubernetes: number,
  isResource: boolean,
): (readonly [string, DeclType, boolean])[] {
  const required = new Set(schema.required);
  const own = [...(schema.properties ?? [])].flatMap(([name, property]) => {
    const type = declTypeOf(property, kubernetes);
    return type ? [[name, type, required.has(name) && property.default === undefined] as const] : [];
  });
  if (!isResource || hasResourceMeta(schema)) return own;
  const meta = resourceMeta(schema, kubernetes);
  const given = Object.entries(meta).map(([name, type]) => [name, type, required.has(name)] as const);
  return [...own.filter(([name]) => !Object.hasOwn(meta, name)), ...given];
}

const TEXT: DeclType = { kind: "string", maxElements: LONGEST_TEXT, minSize: 2 };

/** Bytes of the longest name that an object can have; something is put behind a `generateName`. */
const LONGEST_NAMES = { name: 253, generateName: 252 };

/** What the root of every resource has, whatever its schema says (`WithTypeAndObjectMeta`). */
function resourceMeta({ properties }: SchemaProps, kubernetes: number): Readonly<Record<string, DeclType>> {
  const declared = properties?.get("metadata")?.properties;
  const names = Object.entries(LONGEST_NAMES).map(([name, longest]): [string, DeclType] => {
    const most = Math.min(longest, bound(declared?.get(name)?.maxLength) ?? longest);
    return [name, kubernetes < SHORT_NAMES ? TEXT : { ...TEXT, maxElements: 4 * most }];
  });
  const metadata: DeclType = {
    kind: "object",
    maxElements: 0,
    minSize: SMALLEST_CONTAINER,
    fields: new Map(names),
  };
  return { kind: TEXT, apiVersion: TEXT, metadata };
}

function hasResourceMeta({ properties }: SchemaProps): boolean {
  const isText = (schema: SchemaProps | undefined) => schema?.type === "string";
  const metadata = properties?.get("metadata");
  return (
    isText(properties?.get("kind")) &&
    isText(properties?.get("apiVersion")) &&
    metadata?.type === "object" &&
    isText(metadata.properties?.get("name")) &&
    isText(metadata.properties?.get("generateName"))
  );
}

/** Formats whose values are no strings in CEL: the type, the longest and the smallest text. */
const FORMATS: Readonly<Record<string, Pick<DeclType, "kind" | "maxElements" | "minSize">>> = {
  duration: { kind: "duration", maxElements: 32, minSize: 3 },
  date: { kind: "timestamp", maxElements: 12, minSize: 12 },
  "date-time": { kind: "timestamp", maxElements: 32, minSize: 21 },
};

function textType(schema: SchemaProps): DeclType {
  const special = own(FORMATS, schema.format);
  if (special) return { ...special, schema };
  if (schema.format === "byte")
    return { kind: "bytes", maxElements: bound(schema.maxLength) ?? LONGEST_TEXT, minSize: 2, schema };
  const longest = textLength(schema) ?? (schema.enum?.length ? longestMember(schema) : LONGEST_TEXT);
  return { kind: "string", maxElements: longest, minSize: 2, schema };
}

/** `maxLength` counts code points, of which each may take four bytes. */
function textLength({ maxLength }: SchemaProps): number | undefined {
  const most = bound(maxLength);
  return most === undefined ? undefined : most * 4;
}

function longestMember({ enum: members = [] }: SchemaProps): number {
  return Math.max(0, ...members.map((member) => (typeof member === "string" ? Buffer.byteLength(member) : 0)));
}

function bound(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Math.max(0, Number(value));
}
