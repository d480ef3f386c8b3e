import { Ajv } from "ajv";
import { REG_EXP_ENGINE } from "../../input/javascript-pattern.js";
import type { JsonObject, JsonValue } from "../../model/model.js";
import type { JsonSchema } from "../json-schema.js";
import type { StructuralSchema } from "../structural/node.js";
import { mapSchemas, withBoth } from "./inline-schema.js";
import { nullOr } from "./or-null.js";
import { own } from "../../own.js";

/** Conditions come from sources that keep to the dialect; formats are no part of them. */
const ajv = new Ajv({ strict: false, validateSchema: false, validateFormats: false, code: { regExp: REG_EXP_ENGINE } });

/** True where the server fills in a value when there is none. */
export function isFilledIn(words: StructuralSchema): boolean {
  return "default" in words;
}

/**
 * The condition on a document as a user writes it that is met just when the given one is met by the document without
 * nulls and with its defaults. `words` is the structural schema of the value that the condition is about.
 */
export function rawCondition(condition: JsonSchema, words: StructuralSchema): JsonSchema {
  const { required = [], properties = {}, ...others } = condition;
  const members = new Members(words);
  for (const name of required as readonly string[]) members.require(name);
  for (const [name, child] of Object.entries(properties as Readonly<Record<string, JsonSchema>>)) {
    members.restrict(name, child);
  }
  const { items } = others;
  const below = mapSchemas(others, (child) => rawCondition(child, words));
  const listed = isSchema(items) ? { items: rawCondition(items, objectOf(words.items)) } : {};
  return { ...below, ...listed, ...members.schema() };
}

/** What a condition says of the members of an object. */
class Members {
  private readonly required = new Set<string>();
  private readonly properties = new Map<string, JsonSchema>();
  private readonly words: JsonObject;

  constructor(words: StructuralSchema) {
    this.words = objectOf(words.properties);
  }

  /** A member that is there after defaults need not be asked for; any other must be there, and not be null. */
  require(name: string): void {
    if (!isFilledIn(this.wordsOf(name))) this.demand(name);
  }

  /** A condition on a member's value: a missing one meets it, unless the default that takes its place does not. */
  restrict(name: string, child: JsonSchema): void {
    const words = this.wordsOf(name);
    const raw = rawCondition(child, words);
    if (isFilledIn(words) && !ajv.validate(child, words.default)) this.demand(name);
    const known = this.properties.get(name);
    if (this.required.has(name)) this.properties.set(name, known ? withBoth(known, raw) : raw);
    else this.properties.set(name, words.nullable === true ? raw : nullOr(raw));
  }

  schema(): JsonSchema {
    return {
      ...(this.required.size > 0 ? { required: [...this.required] } : {}),
      ...(this.properties.size > 0 ? { properties: Object.fromEntries(this.properties) } : {}),
    };
  }

  private demand(name: string): void {
    this.required.add(name);
    const { type, nullable } = this.wordsOf(name);
    if (nullable !== true) this.properties.set(name, type === undefined ? { not: { type: "null" } } : { type });
  }

  private wordsOf(name: string): StructuralSchema {
    return objectOf(own(this.words, name));
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isSchema(value) ? value : {};
}
