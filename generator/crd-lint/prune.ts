import { isGoList, isGoObject, type GoJson } from "./go-json.js";
import type { SchemaProps } from "./schema-props.js";

const META_FIELDS = ["apiVersion", "kind", "metadata"];

/**
 * A copy of a value without the fields that its schema does not know, as the server prunes it. Below a map that takes
 * anything (`additionalProperties: true`) there is no schema, and all fields of nested objects go.
 */
export function prune(value: GoJson, schema: SchemaProps | undefined): GoJson {
  if (schema?.preserveUnknownFields) return pruneBelow(value, schema);
  if (isGoList(value)) return value.map((item) => prune(item, schema?.items?.schema));
  if (!isGoObject(value)) return value;
  const kept = [...value].flatMap(([name, child]): [string, GoJson][] => {
    if (schema?.embeddedResource && META_FIELDS.includes(name)) return [[name, child]];
    const property = schema?.properties?.get(name);
    if (property) return [[name, prune(child, property)]];
    return schema?.additionalProperties ? [[name, prune(child, schema.additionalProperties.schema)]] : [];
  });
  return new Map(kept);
}

/** Where unknown fields are preserved, pruning goes on in what the schema does name. */
function pruneBelow(value: GoJson, schema: SchemaProps | undefined): GoJson {
  if (!schema) return value;
  if (isGoList(value)) return value.map((item) => pruneBelow(item, schema.items?.schema));
  if (!isGoObject(value)) return value;
  return new Map(
    [...value].map(([name, child]) => {
      if (schema.embeddedResource && META_FIELDS.includes(name)) return [name, child];
      const property = schema.properties?.get(name);
      if (property) return [name, prune(child, property)];
      return [name, schema.additionalProperties ? prune(child, schema.additionalProperties.schema) : child];
    }),
  );
}
