import type { JsonObject, JsonValue } from "../../model/model.js";
import { isObject } from "../schema-nodes.js";
import { annotations, memberProse } from "./annotations.js";
import { compose } from "./compose.js";
import { containers } from "./containers.js";
import { keys } from "./keys.js";
import { lists } from "./lists.js";
import { numbers } from "./numbers.js";
import { extensions, openObjects, withoutForeign } from "./extensions.js";
import type { Place } from "./place.js";
import { references } from "./references.js";
import { strings } from "./strings.js";
import { conditionPatterns } from "./conditions.js";
import { types } from "./types.js";
import { nullDefault, values } from "./values.js";

/** A part of the translation: gives the schema with the keywords that it knows in their core form. */
export type Step = (schema: JsonObject, place: Place) => JsonObject;

/** In the order in which they rest on each other: values and bounds are read once the type is known. */
const STEPS: readonly Step[] = [
  references,
  annotations,
  openObjects,
  compose,
  withoutForeign,
  types,
  extensions,
  nullDefault,
  values,
  numbers,
  strings,
  conditionPatterns,
  keys,
  lists,
  containers,
];

/** A schema, and all schemas below it, in the core dialect. */
export function translateSchema(source: JsonObject, place: Place): JsonObject {
  const core = STEPS.reduce((schema, step) => step(schema, place), source);
  return place.made(memberProse({ ...core, ...children(core, place) }, place));
}

function children({ properties, items, additionalProperties }: JsonObject, place: Place): JsonObject {
  return {
    ...(isObject(properties) && { properties: translateEach(properties, place) }),
    ...(isObject(items) && { items: translateSchema(items, place.of(items, "items")) }),
    ...(isObject(additionalProperties) && {
      additionalProperties: translateSchema(
        additionalProperties,
        place.of(additionalProperties, "additionalProperties"),
      ),
    }),
  };
}

function translateEach(properties: JsonObject, place: Place): JsonObject {
  const below = place.of(properties, "properties");
  return below.made(
    Object.fromEntries(
      Object.entries(properties).map(([name, child]): [string, JsonValue] => [
        name,
        isObject(child) ? translateSchema(child, place.of(child, "properties", name)) : child,
      ]),
    ),
  );
}
