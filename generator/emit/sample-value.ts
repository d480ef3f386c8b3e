import { GeneratorError } from "../diagnostics.js";
import { regExpOf } from "../input/javascript-pattern.js";
import { applyDefaults } from "../model/expand-defaults.js";
import type {
  Condition,
  JsonObject,
  JsonValue,
  NumberShape,
  ObjectShape,
  PropertyModel,
  SchemaModel,
  StringShape,
} from "../model/model.js";
import { typeNamed, unreachable } from "../model/names.js";
import { meets } from "./condition.js";
import { inlineReference, undocumented, type InlinedShape, type Place } from "./inline-reference.js";
import { enumValues } from "./wording.js";

/** A place whose value a sample shows, and where it is, for errors. */
export interface SamplePlace extends Place {
  readonly default?: JsonValue;
  /** Path of the source that the sample is of. */
  readonly source: string;
  /** Property names from the root of the sample, e.g. `.client.server`. */
  readonly path: string;
  /** The same place as a JSON pointer into the source; within a type that is referred to, it leads to nothing there. */
  readonly pointer: string;
}

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
  const [allowed] = enumValues(shape);
  return allowed?.value ?? leastValue(model, shape, place);
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
      return [sampleValue(model, memberPlace(place, shape))];
    case "map":
    case "any":
      return {};
    case "boolean":
      return false;
    case "integer":
    case "number":
      return leastNumber(shape, place);
    case "int-or-string":
      return shape.minimum ?? 0;
    case "string":
      return plausibleText(shape, place);
    default:
      return unreachable(shape);
  }
}

/** A number that the bounds allow: zero if they do, else one at or between them. */
function leastNumber(shape: NumberShape, place: SamplePlace): number {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf: step = 1 } = shape;
  const low = Math.max(minimum ?? -Infinity, above ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, below ?? Infinity);
  const candidates = [0, low, high, Math.ceil(low / step) * step, Math.floor(high / step) * step, low + 1, high - 1];
  const bounds = { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf: shape.multipleOf };
  const condition = Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined)) as Condition;
  const found = [...candidates, (low + high) / 2].find((value) => Number.isFinite(value) && meets(value, condition));
  if (found === undefined) throw exampleMissing(place, "a number with narrow bounds");
  return found;
}

const DATE_TIME = "2006-01-02T15:04:05Z";

/** Texts of common kinds, for patterns. */
const TEXTS = [
  ...["example", "1", "10s", "1m", "1Mi", "example.com", "192.0.2.1", "2001:db8::1", "user@example.com"],
  ...["https://example.com/", "/example", "00000000-0000-4000-8000-000000000000", "2006-01-02", "15:04:05Z"],
  ...[DATE_TIME, "ZXhhbXBsZQ==", "00:00:5e:00:53:01", "#ff8800", "v1", "1.0.0", "A"],
] as const;

/** The name of the property as a text if the bounds allow it, else a text of a common kind that they allow. */
function plausibleText(
  { minLength = 0, maxLength = Infinity, pattern, format }: StringShape,
  place: SamplePlace,
): string {
  const name = /\.([^.[{]+)(?:\[\]|\{\})*$/.exec(place.path)?.[1] ?? "example";
  const padded = name.padEnd(minLength, "x").slice(0, Math.min(maxLength, name.length + minLength));
  const expression = regExpOf(pattern ?? "");
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength && expression.test(text);
  const found = (format === undefined ? [padded, ...TEXTS] : [DATE_TIME]).find(fits);
  if (found === undefined) throw exampleMissing(place, "a text whose pattern no common text meets");
  return found;
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

function exampleMissing({ source, path, pointer }: SamplePlace, what: string): GeneratorError {
  const place = path === "" ? "The root" : path;
  const message = `${place} is ${what} and has no example to show in the sample; add \`examples\` to it`;
  return new GeneratorError([
    { code: "invalid-example", severity: "error", file: source, pointer, line: 0, column: 0, message },
  ]);
}
