import { applyDefaults } from "../model/expand-defaults.js";
import type { JsonObject, JsonValue, ObjectShape, PropertyModel, SchemaModel } from "../model/model.js";
import { typeNamed, unreachable } from "../model/names.js";
import { meets } from "./condition.js";
import { inlineReference, undocumented, type InlinedShape } from "./inline-reference.js";
import { leastList, leastMap } from "./sample-members.js";
import { exampleMissing, type SamplePlace } from "./sample-place.js";
import { leastScalar } from "./sample-scalar.js";
import { enumValues } from "./wording.js";

/** How many properties without default a sample adds at most, to meet the rules of an object. */
const MOST_ADDED = 3;

/**
 * A value to show at a place: its default, else its first example with defaults applied, else the least that the shape
 * and its rules allow: what is required, what has a default, and few more.
 * @throws GeneratorError `invalid-example` when it would have to invent a text, or finds none that meets the rules.
 */
export function sampleValue(model: SchemaModel, place: SamplePlace): JsonValue {
  if (place.default !== undefined) return place.default;
  const { shape, examples } = inlineReference(model, place);
  const [example] = examples;
  if (example !== undefined) return applyDefaults(shape, example, (name) => typeNamed(model, name));
  const listed = enumValues(shape);
  if (listed.length === 0) return leastValue(model, shape, place);
  const allowed = listed.find(({ value }) => shape.conditions.every((condition) => meets(value, condition)));
  if (!allowed) throw exampleMissing(place, "a value with rules that none of those listed meets");
  return allowed.value;
}

/** The place of a property of the object at `parent`. */
export function propertyPlace(parent: SamplePlace, property: PropertyModel): SamplePlace {
  const segment = property.wireName.replaceAll("~", "~0").replaceAll("/", "~1");
  return {
    ...property,
    source: parent.source,
    path: `${parent.path}.${property.wireName}`,
    pointer: `${parent.pointer}/properties/${segment}`,
  };
}

/** The place of the items of the list, or of the values of the map, at `parent`. */
export function memberPlace(parent: SamplePlace, shape: InlinedShape & { kind: "array" | "map" }): SamplePlace {
  const isList = shape.kind === "array";
  const member = undocumented(isList ? shape.items : shape.values);
  return {
    ...member,
    source: parent.source,
    path: `${parent.path}${isList ? "[]" : "{}"}`,
    pointer: `${parent.pointer}/${isList ? "items" : "additionalProperties"}`,
  };
}

function leastValue(model: SchemaModel, shape: InlinedShape, place: SamplePlace): JsonValue {
  switch (shape.kind) {
    case "object":
      return leastObject(model, shape, place);
    case "array":
      return leastList(shape, place, () => sampleValue(model, memberPlace(place, shape)));
    case "map":
      return leastMap(shape, place, () => sampleValue(model, memberPlace(place, shape)));
    case "any":
      return {};
    case "boolean":
    case "integer":
    case "number":
    case "int-or-string":
    case "string":
      return leastScalar(shape, place);
    default:
      return unreachable(shape);
  }
}

function leastObject(model: SchemaModel, shape: ObjectShape, place: SamplePlace): JsonObject {
  const isNeeded = (property: PropertyModel) => property.required || property.default !== undefined;
  const addable = shape.properties.filter((property) => !isNeeded(property) && !property.deprecated);
  // Secrets last, so that a reference to one is preferred to the secret itself.
  const candidates = addable.toSorted((a, b) => Number(a.secret) - Number(b.secret));
  const conditions = [...shape.conditions, ...shape.rules.map(({ condition }) => condition)];
  for (const added of smallSubsets(candidates)) {
    const chosen = shape.properties.filter((property) => isNeeded(property) || added.includes(property));
    if (chosen.length === 0 && candidates.length > 0) continue;
    const entries = chosen.map((property) => [property.wireName, sampleValue(model, propertyPlace(place, property))]);
    const value = Object.fromEntries(entries) as JsonObject;
    if (conditions.every((condition) => meets(value, condition))) return value;
  }
  throw exampleMissing(place, "an object with rules that few properties do not meet");
}

/** Subsets of up to `MOST_ADDED` members, the smallest first, each in the order of the members. */
function* smallSubsets<T>(members: readonly T[]): Generator<readonly T[]> {
  let subsets: (readonly [subset: readonly T[], next: number])[] = [[[], 0]];
  for (let size = 0; size <= MOST_ADDED; size += 1) {
    yield* subsets.map(([subset]) => subset);
    subsets = subsets.flatMap(([subset, next]) =>
      members.slice(next).map((member, index) => [[...subset, member], next + index + 1] as const),
    );
  }
}
