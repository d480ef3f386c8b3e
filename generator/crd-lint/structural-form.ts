import { KEPT_EXAMPLES } from "../kubernetes-features.js";
import type { FieldPath } from "./field-path.js";
import type { SchemaProps } from "./schema-props.js";

/** Why a schema has no structural form at all; the server then leaves out all rules about that form. */
export interface StructuralError {
  /** The server's words. */
  readonly message: string;
  /** Where it is; the server names only the root. */
  readonly at: FieldPath;
}

/** The first keyword that keeps a schema from having a structural form; undefined if none does. */
export function structuralError(schema: SchemaProps): StructuralError | undefined {
  const own = unsupported(schema);
  if (own !== undefined) return { message: own, at: schema.at };
  for (const child of [...junctorBranches(schema).map(({ schema: branch }) => branch), ...structuralChildren(schema)]) {
    const error = structuralError(child);
    if (error) return error;
  }
  return undefined;
}

function unsupported(schema: SchemaProps): string | undefined {
  const keywords: readonly (readonly [string, boolean])[] = [
    ["id", schema.id !== ""],
    ["schema", schema.$schema !== ""],
    ["$ref", (schema.$ref ?? "") !== ""],
    ["patternProperties", (schema.patternProperties?.size ?? 0) > 0],
    ["dependencies", (schema.dependencies?.size ?? 0) > 0],
    ["additionalItems", schema.additionalItems !== undefined],
    ["definitions", (schema.definitions?.size ?? 0) > 0],
  ];
  const found = keywords.find(([, present]) => present);
  if (found) return `OpenAPIV3Schema '${found[0]}' is not supported`;
  if (schema.preserveUnknownFields === false)
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  return schema.items?.list.length ? "OpenAPIV3Schema 'items' must be a schema, but is an array" : undefined;
}

/** What a server keeps of a schema before it looks at its structural form. */
export function keptOf(schema: SchemaProps, kubernetes: number): SchemaProps {
  return kubernetes < KEPT_EXAMPLES ? { ...schema, example: undefined, externalDocs: undefined } : schema;
}

/** A schema under `not`, `allOf`, `anyOf` or `oneOf`. */
export interface JunctorBranch {
  readonly junctor: "not" | "allOf" | "anyOf" | "oneOf";
  readonly index: number;
  readonly schema: SchemaProps;
}

export function junctorBranches({ not, allOf, anyOf, oneOf }: SchemaProps): JunctorBranch[] {
  const lists = { allOf: allOf ?? [], anyOf: anyOf ?? [], oneOf: oneOf ?? [], not: not ? [not] : [] };
  return (["not", "allOf", "anyOf", "oneOf"] as const).flatMap((junctor) =>
    lists[junctor].map((schema, index) => ({ junctor, index, schema })),
  );
}

/** The schemas of an object's properties, an array's items and a map's values. */
export function structuralChildren({ properties, items, additionalProperties }: SchemaProps): SchemaProps[] {
  const one = (schema: SchemaProps | undefined) => (schema ? [schema] : []);
  return [...(properties?.values() ?? []), ...one(items?.schema), ...one(additionalProperties?.schema)];
}

/** A schema and all structural ones below it, the root first. */
export function structuralNodes(schema: SchemaProps): SchemaProps[] {
  return [schema, ...structuralChildren(schema).flatMap(structuralNodes)];
}
