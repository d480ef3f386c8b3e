import { pointerTo } from "./json-pointer.js";
import type { LintedSchema, ResolvedNode, ResolvedSchema, SchemaDocument, SourceSchema } from "./schema-document.js";

/**
 * Turns each `$ref` into the name of the type that it leads to; what stands beside it stays where it is.
 * Every schema learns its place in its document on the way.
 */
export function resolveRefs(schemas: readonly LintedSchema[]): ResolvedSchema[] {
  const nameOf = new Map(schemas.map(({ document, name }) => [document.file, name]));
  return schemas.map(({ document, name, schema }) => ({
    document,
    name,
    root: resolveNode(schema, "", (pointer) => typeAt(document, pointer, nameOf)),
  }));
}

/** The type that the `$ref` at a pointer leads to. The loader has found the file, the linter has found it sound. */
function typeAt(document: SchemaDocument, pointer: string, nameOf: ReadonlyMap<string, string>): string {
  const reference = document.references.find((candidate) => candidate.pointer === pointer);
  const name = reference && nameOf.get(reference.target);
  if (name === undefined) throw new Error(`${document.path}#${pointer} refers to a schema that was not linted`);
  return name;
}

function resolveNode(schema: SourceSchema, pointer: string, typeOf: (pointer: string) => string): ResolvedNode {
  const { $ref, properties, items, additionalProperties, ...rest } = schema;
  const child = (node: SourceSchema, ...path: string[]) => resolveNode(node, pointerTo(pointer, ...path), typeOf);
  return {
    ...rest,
    pointer,
    ...($ref !== undefined && { reference: typeOf(pointer) }),
    ...(properties && {
      properties: Object.entries(properties).map(([name, node]) => [name, child(node, "properties", name)] as const),
    }),
    ...(items && { items: child(items, "items") }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === "boolean"
          ? additionalProperties
          : child(additionalProperties, "additionalProperties"),
    }),
  };
}
