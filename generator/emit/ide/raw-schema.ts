import type { JsonObject, JsonValue } from "../../model/model.js";
import type { JsonSchema } from "../json-schema.js";
import type { StructuralSchema } from "../structural/node.js";
import { rawCondition, isFilledIn } from "./raw-condition.js";
import { mapSchemas } from "./inline-schema.js";
import { orNull } from "./or-null.js";
import { own } from "../../own.js";

/**
 * The schema of a document as a user writes it, made of the one that holds once nulls are left out and defaults are
 * filled in: a field with a default may be missing, and a field that may be missing may also be null. Descriptions and
 * defaults come from the structural schema of the same place.
 */
export function rawSchema(check: JsonSchema, words: StructuralSchema): JsonSchema {
  const { description, default: preset } = words;
  const { allOf, anyOf, oneOf, not, properties, patternProperties, required, ...own } = check;
  const conditions = { ...given({ allOf, anyOf, oneOf, not }) };
  return {
    ...given({ description, default: preset }),
    ...mapSchemas(own, (child) => rawSchema(child, {})),
    ...membersOf(check, words),
    ...(required === undefined ? {} : requiredOf(required as readonly string[], words)),
    ...(properties === undefined ? {} : { properties: propertiesOf(check, words) }),
    ...(patternProperties === undefined
      ? {}
      : { patternProperties: mapOf(patternProperties as Members, (child) => valueOf(child, words)) }),
    ...rawCondition(conditions, words),
  };
}

type Members = Readonly<Record<string, JsonSchema>>;

function requiredOf(required: readonly string[], words: StructuralSchema): JsonSchema {
  const names = required.filter((name) => !isFilledIn(wordsOf(words, name)));
  return names.length === 0 ? {} : { required: names };
}

function propertiesOf({ properties, required = [] }: JsonSchema, words: StructuralSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties as Members).map(([name, child]) => {
      const node = wordsOf(words, name);
      const mustBeThere = (required as readonly string[]).includes(name) && !isFilledIn(node);
      const schema = rawSchema(child, node);
      return [name, mustBeThere || node.nullable === true ? schema : orNull(schema)];
    }),
  );
}

/** Items, which are never null, and the values of a map, of which null ones are left out. */
function membersOf(check: JsonSchema, words: StructuralSchema): JsonSchema {
  const { items, additionalProperties } = check;
  return {
    ...(isSchema(items) ? { items: rawSchema(items, objectOf(words.items)) } : {}),
    ...(isSchema(additionalProperties) ? { additionalProperties: valueOf(additionalProperties, words) } : {}),
  };
}

function valueOf(child: JsonSchema, words: StructuralSchema): JsonSchema {
  const node = objectOf(words.additionalProperties);
  const schema = rawSchema(child, node);
  return node.nullable === true ? schema : orNull(schema);
}

function wordsOf(words: StructuralSchema, name: string): StructuralSchema {
  const properties = objectOf(words.properties);
  return objectOf(own(properties, name));
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isSchema(value) ? value : {};
}

function given(entries: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

function mapOf(record: Members, change: (value: JsonSchema) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
