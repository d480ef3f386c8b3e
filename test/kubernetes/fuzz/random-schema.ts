import type { SourceCondition, SourceSchema } from "../../../generator/input/schema-document.js";
import { composedObject } from "./random-composed.js";
import { randomCondition, type Follow } from "./random-conditions.js";
import { randomValid } from "./random-document.js";
import { lengths, PATTERNS, range, scalarSchema } from "./random-scalars.js";
import type { Random } from "./random.js";
import { follower, type CaseSources } from "./sources.js";

/** Names that a property may have: some are special in JavaScript, in JSON pointers, in YAML or in generated code. */
const NAMES = [
  ...["a", "b", "c", "d", "size", "kind", "on", "null", "1", "-", "a-b", "a b", "a/b", "a~1", "é", "😀", "$a", "a.b"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "length", "value", "copy", "data", "errors", "type"],
  ...["properties", "required", "items", "'", '"', "`", "${a}", "*/", "\\", "\u2028", "%41"],
] as const;

/** A random case: the schema of `spec` and up to two types that it refers to. */
export function randomCase(random: Random): CaseSources {
  const parts: Record<string, SourceSchema> = {};
  for (const name of ["part-a", "part-b"].slice(0, random.integer(0, 2)))
    parts[name] = new SchemaWriter(random, parts).schema(2, true);
  return { spec: new SchemaWriter(random, parts).property(4), parts };
}

/** Writes schemas that may refer to the parts that are there already, so that no circle comes about. */
class SchemaWriter {
  readonly #random: Random;
  readonly #parts: Readonly<Record<string, SourceSchema>>;
  readonly #follow: Follow;

  constructor(random: Random, parts: Readonly<Record<string, SourceSchema>>) {
    this.#random = random;
    this.#parts = { ...parts };
    this.#follow = follower(this.#parts);
  }

  /** A schema with what only a property may say. */
  property(depth: number): SourceSchema {
    const schema = this.schema(depth);
    const random = this.#random;
    return {
      ...schema,
      ...(random.chance(0.3) && { default: randomValid(random, schema, this.#follow) }),
      ...(random.chance(0.05) && { deprecated: true }),
      ...(random.chance(0.05) && { "x-octopus-secret": true as const }),
      ...(random.chance(0.1) && { description: random.pick(["A field.", "*/ `${x}` $& </script>", "on: yes # no"]) }),
    };
  }

  /** `isType`: a schema that is a file of its own, which is not just a reference. */
  schema(depth: number, isType = false): SourceSchema {
    const schema = this.#schema(depth, isType);
    // Null is a value of its own only where nothing else is said of the value, or else the server would misjudge it.
    const isPlain = schema.allOf === undefined && schema.not === undefined;
    return !isType && isPlain && this.#random.chance(0.12) ? { ...schema, nullable: true } : schema;
  }

  #schema(depth: number, isType: boolean): SourceSchema {
    const random = this.#random;
    const parts = Object.keys(this.#parts);
    if (!isType && parts.length > 0 && random.chance(0.25))
      return this.#narrowed({ $ref: `./${random.pick(parts)}.schema.json` }, 0.2);
    if (depth <= 0 || random.chance(0.25)) return this.#leaf(isType);
    return random.pickFrom<SourceSchema>([
      () => this.#object(depth),
      () => this.#object(depth),
      () => this.#list(depth),
      () => this.#mergedList(depth),
      () => this.#map(depth),
    ]);
  }

  #leaf(isType: boolean): SourceSchema {
    if (!isType && this.#random.chance(0.1)) return { "x-kubernetes-preserve-unknown-fields": true };
    return this.#narrowed(scalarSchema(this.#random), 0.2);
  }

  #object(depth: number): SourceSchema {
    const random = this.#random;
    const names = random.some(NAMES, random.integer(0, 5) / NAMES.length);
    const properties = Object.fromEntries(names.map((name) => [name, this.property(depth - 1)]));
    const required = random.some(names, 0.3);
    const plain: SourceSchema = {
      type: "object",
      additionalProperties: random.chance(0.25),
      ...(names.length > 0 && { properties }),
      ...(required.length > 0 && { required }),
      ...(random.chance(0.15) && range(random, "minProperties", "maxProperties", names.length)),
    };
    if (names.length > 0 && random.chance(0.25)) return composedObject(random, plain, this.#follow);
    return this.#narrowed(plain, 0.35);
  }

  #list(depth: number): SourceSchema {
    const items = this.schema(depth - 1);
    return this.#narrowed({ type: "array", items, ...range(this.#random, "minItems", "maxItems", 3) }, 0.15);
  }

  /** A list whose items server-side apply tells apart: by their values, or by a key. */
  #mergedList(depth: number): SourceSchema {
    const random = this.#random;
    const sizes = range(random, "minItems", "maxItems", 3);
    if (random.chance(0.5))
      return { type: "array", items: scalarSchema(random), ...sizes, "x-kubernetes-list-type": "set" };
    const items: SourceSchema = {
      type: "object",
      additionalProperties: random.chance(0.3),
      properties: { k: scalarSchema(random), other: this.property(depth - 2) },
      required: ["k"],
    };
    const keys = { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"] };
    return { type: "array", items, ...sizes, ...keys };
  }

  #map(depth: number): SourceSchema {
    const random = this.#random;
    const sizes = range(random, "minProperties", "maxProperties", 3);
    const propertyNames = random.chance(0.4) && { propertyNames: this.#names() };
    const values = this.schema(depth - 1);
    return this.#narrowed({ type: "object", additionalProperties: values, ...propertyNames, ...sizes }, 0.15);
  }

  /** What keys may be, in the spellings of sources. */
  #names(): { readonly pattern?: string } {
    const random = this.#random;
    return random.pickFrom<object>([
      () => ({ pattern: random.pick(PATTERNS).pattern }),
      () => ({ pattern: random.pick(PATTERNS).pattern }),
      () => lengths(random),
      () => ({ enum: random.some(["a", "b", "c", "é", "__proto__", ""], 0.5) }),
      () => ({ format: random.pick(["uuid", "ipv4", "date", "json-pointer"]) }),
    ]);
  }

  /** The schema with conditions, with this probability. */
  #narrowed(schema: SourceSchema, probability: number): SourceSchema {
    const random = this.#random;
    if (!random.chance(probability)) return schema;
    const condition = () => randomCondition(random, schema, this.#follow) as SourceCondition;
    const hasRules = schema.type === "object" && typeof schema.additionalProperties === "boolean";
    const member = () => (hasRules && random.chance(0.5) ? { ...condition(), "x-octopus-rule": RULE } : condition());
    return random.pickFrom<SourceSchema>([
      () => ({ ...schema, allOf: Array.from({ length: random.integer(1, 2) }, member) }),
      () => ({ ...schema, not: condition() }),
    ]);
  }
}

const RULE = { code: "some-rule", message: "The rule is broken", remedy: "mend it" };
