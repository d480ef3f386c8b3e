import type { SourceSchema } from "../../../generator/input/schema-document.js";
import type { JsonObject, JsonValue } from "../../../generator/model/model.js";

/** A schema of the core dialect as a source spells it in JSON Schema: null as a type, a set as `uniqueItems`. */
export function spelled(schema: SourceSchema): JsonObject {
  const { properties, items, additionalProperties, nullable, ...rest } = schema;
  const inner: JsonObject = {
    ...(rest as unknown as JsonObject),
    ...(properties && { properties: mapValues(properties, spelled) }),
    ...(items && { items: spelled(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === "boolean" ? additionalProperties : spelled(additionalProperties),
    }),
    ...Object.fromEntries(
      ["allOf", "anyOf", "oneOf"].flatMap((keyword): [string, JsonValue][] => {
        const members = (rest as unknown as JsonObject)[keyword] as readonly SourceSchema[] | undefined;
        return members ? [[keyword, members.map(spelled)]] : [];
      }),
    ),
  };
  return spelledSet(nullable ? orNull(inner) : inner);
}

function orNull({ $ref, type, enum: values, oneOf, const: constant, ...others }: JsonObject): JsonObject {
  if ($ref !== undefined) return { ...others, anyOf: [{ $ref }, { type: "null" }] };
  const all = (list: JsonValue) => [...(list as readonly JsonValue[]), null];
  return {
    ...others,
    ...(type !== undefined && { type: [type, "null"].flat() }),
    ...(values !== undefined && { enum: all(values) }),
    ...(constant !== undefined && { enum: [constant, null] }),
    ...(oneOf !== undefined && { oneOf: [...(oneOf as readonly JsonValue[]), { type: "null" }] }),
  };
}

const LIST_TYPE = "x-kubernetes-list-type";

function spelledSet(schema: JsonObject): JsonObject {
  if (schema[LIST_TYPE] !== "set") return schema;
  return { ...Object.fromEntries(Object.entries(schema).filter(([name]) => name !== LIST_TYPE)), uniqueItems: true };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
