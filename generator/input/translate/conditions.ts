import type { JsonObject, JsonValue } from "../../model/model.js";
import { portablePattern } from "../portable-pattern.js";
import { isObject } from "../schema-nodes.js";
import type { Place } from "./place.js";

/** The patterns of conditions in the form that JavaScript and Go read alike. */
export function conditionPatterns(schema: JsonObject, place: Place): JsonObject {
  const { allOf, not } = schema;
  const warnings = schema["x-octopus-warnings"];
  return {
    ...schema,
    ...(Array.isArray(allOf) && { allOf: (allOf as readonly JsonValue[]).map((member) => portable(member, place)) }),
    ...(isObject(not) && { not: portable(not, place) }),
    ...(Array.isArray(warnings) && {
      "x-octopus-warnings": (warnings as readonly JsonValue[]).map((warning) =>
        isObject(warning) && isObject(warning.if)
          ? kept(warning, { ...warning, if: portable(warning.if, place) }, place)
          : warning,
      ),
    }),
  };
}

const ONE = ["items", "not"];
const SEVERAL = ["allOf", "anyOf", "oneOf"];

function portable(condition: JsonValue, place: Place): JsonValue {
  if (!isObject(condition)) return condition;
  const entries = Object.entries(condition).map(([keyword, value]): [string, JsonValue] => {
    if (keyword === "pattern" && typeof value === "string") return [keyword, portablePattern(value)];
    if (ONE.includes(keyword)) return [keyword, portable(value, place)];
    if (SEVERAL.includes(keyword) && Array.isArray(value))
      return [keyword, (value as readonly JsonValue[]).map((member) => portable(member, place))];
    if (keyword === "properties" && isObject(value))
      return [
        keyword,
        Object.fromEntries(Object.entries(value).map(([name, child]) => [name, portable(child, place)])),
      ];
    return [keyword, value];
  });
  return kept(condition, Object.fromEntries(entries), place);
}

/** The new object stands where the old one did. */
function kept(old: JsonObject, fresh: JsonObject, place: Place): JsonObject {
  return place.of(old).made(fresh);
}
