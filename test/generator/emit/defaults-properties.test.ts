import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonValue, PropertyModel, SchemaModel, Shape } from "../../../generator/model/model.js";
import { typeNamed } from "../../../generator/model/names.js";
import { loadApplier } from "../support/appliers.js";
import {
  any,
  array,
  boolean,
  defaulted,
  integer,
  map,
  model,
  object,
  open,
  property,
  reference,
  required,
  string,
  type,
} from "../support/models.js";

const MODEL = model(
  type("Leaf", object([defaulted("a", string(), "x"), property("b", map(string())), defaulted("c", any(), [{}])])),
  type("Leaves", array(reference("Leaf"))),
  type(
    "Root",
    open(
      required("a", boolean()),
      defaulted("b", reference("Leaf"), { a: "x", c: [{}] }),
      property("c", reference("Leaves")),
      property("__proto__", map(array(open(property("constructor", reference("Leaf")))))),
      defaulted("constructor", integer(), 3),
    ),
  ),
);

/** Documents with the model's keys: gaps, nulls, values of the wrong kind and keys that it does not know. */
const documents = fc.letrec<{ value: JsonValue; object: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<JsonValue[]>(null, 1, "x", true),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc
    .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c", "__proto__", "constructor", "d"), tie("value")), {
      selector: ([key]) => key,
    })
    .map((entries) => Object.fromEntries(entries)),
})).object;

describe("for any document", () => {
  let apply: (document: unknown) => unknown;
  beforeAll(async () => {
    apply = await loadApplier(MODEL);
  });

  test("the result is that of the rules, read off the model", () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(sorted(apply(document))).toBe(sorted(applied(MODEL, reference("Root"), document)));
      }),
      { numRuns: 500 },
    );
  });

  test("the document stays as it was", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const before = JSON.stringify(document);
        apply(document);
        expect(JSON.stringify(document)).toBe(before);
      }),
    );
  });

  test("a second application changes nothing and copies nothing", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const once = apply(document);
        expect(apply(once)).toBe(once);
      }),
    );
  });
});

/** The rules once more, in the plainest way: copy everything, drop nulls, fill in defaults. */
function applied(given: SchemaModel, shape: Shape, value: JsonValue): JsonValue {
  if (shape.kind === "reference") return applied(given, typeNamed(given, shape.type).shape, value);
  if (isList(value)) return shape.kind === "array" ? value.map((item) => applied(given, shape.items, item)) : value;
  if (!isPlainObject(value)) return value;
  const entries = new Map(Object.entries(value));
  if (shape.kind === "object") for (const one of shape.properties) applyProperty(given, one, entries);
  if (shape.kind === "map") {
    for (const [key, item] of entries) {
      if (item === null) entries.delete(key);
      else entries.set(key, applied(given, shape.values, item));
    }
  }
  return Object.fromEntries(entries);
}

function applyProperty(
  given: SchemaModel,
  { wireName, shape, default: fallback }: PropertyModel,
  entries: Map<string, JsonValue>,
): void {
  const value = entries.get(wireName) ?? null;
  if (value !== null) entries.set(wireName, applied(given, shape, value));
  else if (fallback !== undefined) entries.set(wireName, fallback);
  else entries.delete(wireName);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** JSON with sorted keys: comparing objects, vitest would take a key `__proto__` for the prototype. */
function sorted(document: unknown): string {
  return JSON.stringify(document, (_, value: unknown) =>
    isPlainObject(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value,
  );
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
