import type { JsonValue } from "../../model/model.js";
import type { JsonSchema } from "../json-schema.js";

/** Keywords that say nothing of null. */
const SILENT = new Set([
  ...["description", "default", "title", "examples", "format", "pattern", "minLength", "maxLength"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["properties", "patternProperties", "additionalProperties", "propertyNames", "required"],
  ...["minProperties", "maxProperties", "items", "additionalItems", "minItems", "maxItems", "uniqueItems"],
]);

/** The same schema, to which null conforms as well. */
export function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: values, allOf, ...others } = schema;
  const telling = Object.keys(others).filter((keyword) => !SILENT.has(keyword));
  const aside = Object.fromEntries(telling.map((keyword) => [keyword, others[keyword]]));
  const members = [...((allOf ?? []) as JsonSchema[]), ...(telling.length > 0 ? [aside] : [])].map(nullOr);
  return {
    ...(type === undefined ? {} : { type: [...[type].flat(), "null"] }),
    ...(values === undefined ? {} : { enum: [...(values as readonly JsonValue[]), null] }),
    ...Object.fromEntries(Object.entries(others).filter(([keyword]) => SILENT.has(keyword))),
    ...(members.length > 0 ? { allOf: members } : {}),
  };
}

/** A condition that null meets. */
export function nullOr(condition: JsonSchema): JsonSchema {
  return Object.keys(condition).every((keyword) => SILENT.has(keyword))
    ? condition
    : { anyOf: [{ type: "null" }, condition] };
}
