import type { SourceSchema } from "../../../generator/input/schema-document.js";
import type { JsonValue } from "../../../generator/model/model.js";
import { isList, isObject, textOf, valueOf, written, type Draft, type NumberText } from "./json-text.js";
import type { Follow } from "./random-conditions.js";
import { DATE_TIMES, FORMAT_STRINGS, PATTERNS, WORDS } from "./random-scalars.js";
import type { Random } from "./random.js";

/** How often a place has something other than what its schema asks for. */
const WILDNESS = [0, 0.01, 0.05, 0.2, 0.5] as const;

/** A document near the edges of what the schema permits. */
export function randomDocument(random: Random, schema: SourceSchema, follow: Follow): Draft {
  return new DraftWriter(random, follow, random.pick(WILDNESS)).draft(schema);
}

/** A value that the schema permits, as far as its own keywords go; conditions may refuse it. */
export function randomValid(random: Random, schema: SourceSchema, follow: Follow): JsonValue {
  return valueOf(new DraftWriter(random, follow, 0).draft(schema));
}

/** A value of any kind. */
export function randomAny(random: Random, depth = 2): Draft {
  const member = () => randomAny(random, depth - 1);
  const isLeaf = depth === 0 || random.chance(0.6);
  if (isLeaf) return random.pick<Draft>([...WORDS, "\ud83d", ...NUMBERS, true, false, null, {}, []]);
  return random.chance(0.5)
    ? Array.from({ length: random.integer(1, 2) }, member)
    : Object.fromEntries(random.some(KEYS, 0.3).map((key) => [key, member()]));
}

/** Keys that a schema may or may not know. */
const KEYS = [
  ...["a", "b", "c", "x", "A", "", "a/b", "é", "metadata", "apiVersion", "kind"],
  ...["__proto__", "constructor", "toString"],
] as const;

const NUMBERS: readonly Draft[] = [
  ...[0, 1, -1, 2, 3, 1.5, -0.5, 255, 2 ** 31, 2 ** 53 - 1, -(2 ** 53), 1e-7],
  ...["1.0", "0.0", "-0", "1e0", "10e-1", "9007199254740994", "1E2"].map(written),
  // Around 2^63, as far as JavaScript's numbers are exact: beyond 2^53 both readers round, each in its own way.
  ...["1e21", "9223372036854774784", "9223372036854775808", "-9223372036854777856"].map(written),
];

class DraftWriter {
  readonly #random: Random;
  readonly #follow: Follow;
  readonly #wildness: number;

  constructor(random: Random, follow: Follow, wildness: number) {
    this.#random = random;
    this.#follow = follow;
    this.#wildness = wildness;
  }

  draft(schema: SourceSchema): Draft {
    const random = this.#random;
    if (schema.nullable && random.chance(0.2)) return null;
    if (!random.chance(this.#wildness)) return this.#fitting(this.#follow(schema));
    return random.pickFrom<Draft>([
      () => null,
      () => null,
      () => randomAny(random),
      () => pastEdge(random, this.#fitting(this.#follow(schema))),
      () => pastEdge(random, this.#fitting(this.#follow(schema))),
    ]);
  }

  #fitting(schema: SourceSchema): Draft {
    const random = this.#random;
    if (schema.nullable && random.chance(0.1)) return null;
    if (typeof schema.type === "object")
      return random.chance(0.5) ? this.#number({ ...schema, type: "integer" }) : this.#string(schema);
    const values =
      schema.const === undefined ? (schema.enum ?? schema.oneOf?.map((each) => each.const)) : [schema.const];
    if (values) return random.pick<Draft>(values);
    switch (schema.type) {
      case "object":
        return typeof schema.additionalProperties === "object"
          ? this.#map(schema, schema.additionalProperties)
          : this.#object(schema);
      case "array":
        return this.#list(schema, schema.items ?? {});
      case "string":
        return this.#string(schema);
      case "integer":
      case "number":
        return this.#number(schema);
      case "boolean":
        return random.chance(0.5);
      default:
        return this.#wildness === 0 ? random.pick<Draft>(["a", 1, true, { a: 1 }, ["b"]]) : randomAny(random);
    }
  }

  #object({ properties = {}, required = [], additionalProperties }: SourceSchema): Draft {
    const random = this.#random;
    const known = Object.entries(properties)
      .filter(([name]) => random.chance(required.includes(name) ? 1 - this.#wildness / 4 : 0.5))
      .map(([name, child]) => [name, this.draft(child)] as const);
    const isStranger = this.#wildness > 0 && random.chance(additionalProperties === true ? 0.3 : this.#wildness / 5);
    const unknown = isStranger ? [[random.pick(KEYS), randomAny(random)] as const] : [];
    return Object.fromEntries([...unknown, ...known]);
  }

  #list(schema: SourceSchema, items: SourceSchema): Draft {
    const drafts = Array.from({ length: this.#size(schema.minItems, schema.maxItems) }, () => this.draft(items));
    const type = schema["x-kubernetes-list-type"];
    if (type === undefined) return drafts;
    // To the server 1 and 1.0 are two, to JSON Schema they are one, and JavaScript cannot tell.
    if (this.#random.chance(this.#wildness)) return drafts.map(valueOf);
    const key = (draft: Draft) => (type === "map" && isObject(draft) ? [draft.k ?? null] : draft);
    const seen = new Set<string>();
    return drafts.map(valueOf).filter((draft) => seen.size < seen.add(textOf(key(draft))).size);
  }

  #map({ propertyNames, minProperties, maxProperties }: SourceSchema, values: SourceSchema): Draft {
    const known = PATTERNS.find(({ pattern }) => pattern === propertyNames?.pattern);
    const keys = [...(known?.good ?? KEYS), ...(this.#random.chance(this.#wildness) ? (known?.bad ?? []) : [])];
    const offset = this.#random.integer(0, keys.length);
    const chosen = [...keys.slice(offset), ...keys.slice(0, offset)].slice(0, this.#size(minProperties, maxProperties));
    return Object.fromEntries(chosen.map((key) => [key, this.draft(values)]));
  }

  #string({ pattern, format, minLength, maxLength }: SourceSchema): Draft {
    const random = this.#random;
    if (pattern !== undefined) return random.pick(PATTERNS.find((known) => known.pattern === pattern)?.good ?? ["a"]);
    if (format === "date-time") return random.pick(DATE_TIMES.good);
    if (format !== undefined) return random.pick(FORMAT_STRINGS[format]?.good ?? ["a"]);
    const length = this.#size(minLength, maxLength);
    return Array.from({ length }, () => random.pick(["a", "b", "A", "1", "é", "😀", " ", "/"])).join("");
  }

  #number({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1 }: SourceSchema): Draft {
    const random = this.#random;
    const edges = [
      minimum,
      maximum,
      exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1,
      exclusiveMaximum === undefined ? undefined : exclusiveMaximum - 1,
    ].filter((bound) => bound !== undefined);
    const bound = edges.length > 0 ? random.pick(edges) : random.integer(-2, 3);
    const edge = multipleOf > 1 && random.chance(0.7) ? Math.ceil(bound / multipleOf) * multipleOf : bound;
    return type === "number" && edges.length === 0 && random.chance(0.3) ? edge + 0.5 : edge;
  }

  #size(least = 0, most = least + 3): number {
    return this.#random.integer(least, Math.max(least, most));
  }
}

/** A value like this one that is likely to lie just outside of what was meant. */
function pastEdge(random: Random, draft: Draft): Draft {
  if (typeof draft === "number")
    return random.pick<Draft>([
      draft + 1,
      draft - 1,
      draft + 0.5,
      -draft,
      `${draft}`,
      spelledOut(draft),
      random.pick(NUMBERS),
    ]);
  if (typeof draft === "string")
    return random.pick<Draft>([
      `${draft}a`,
      `${draft}😀`,
      `${draft}\udc00`,
      draft.slice(1),
      `${draft}\n`,
      draft.toUpperCase(),
      ...PATTERNS.flatMap(({ bad }) => bad),
      ...DATE_TIMES.bad,
      ...random.pick(Object.values(FORMAT_STRINGS)).bad,
      ...WORDS,
    ]);
  if (typeof draft === "boolean") return random.pick<Draft>([!draft, `${draft}`, 0, 1]);
  if (isList(draft))
    return random.pick<Draft>([
      [...draft, null],
      [...draft, ...draft.slice(-1)],
      draft.slice(1),
      {},
      [draft],
      draft[0] ?? null,
    ]);
  if (isObject(draft)) return changedObject(random, draft);
  return randomAny(random);
}

/** The server calls a number of so many digits a multiple that is nearly one, if it has a fraction; JavaScript cannot see that. */
const TOO_LONG_FOR_FRACTIONS = 1e8;

/** The number with a fraction of zero, which to JSON Schema is still an integer. */
function spelledOut(value: number): NumberText {
  const hasFraction = Number.isInteger(value) && Math.abs(value) < TOO_LONG_FOR_FRACTIONS;
  return written(hasFraction ? `${value}.0` : `${value}`);
}

function changedObject(random: Random, draft: Draft & object): Draft {
  const entries = Object.entries(draft) as [string, Draft][];
  const key = random.pick(KEYS);
  return random.pick<Draft>([
    Object.fromEntries([...entries, [key, null]]),
    Object.fromEntries([...entries, [key, randomAny(random)]]),
    Object.fromEntries(entries.slice(1)),
    Object.fromEntries(entries.map(([name]) => [name, null])),
    [draft],
    {},
  ]);
}
