import type { Condition, JsonValue } from "../../../generator/model/model.js";
import type { SourceSchema } from "../../../generator/input/schema-document.js";
import { PATTERNS, WORDS, lengths, range } from "./random-scalars.js";
import type { Random } from "./random.js";

const SCALARS: readonly JsonValue[] = [...WORDS, true, false, 0, 1, 2, -1, 1.5];
const CONTAINERS: readonly JsonValue[] = [null, [], {}, [1], ["a", null], { a: 1 }, { a: { b: "x" } }];

/** Finds the schema behind a reference, or the schema itself. */
export type Follow = (schema: SourceSchema) => SourceSchema;

/** A condition about a value of this schema; its bounds may be those of other types, which have no effect. */
export function randomCondition(random: Random, schema: SourceSchema, follow: Follow, depth = 3): Condition {
  const target = follow(schema);
  const junctor = () => junctorOf(random, schema, follow, depth - 1);
  if (depth > 0 && random.chance(0.35)) return junctor();
  if (target.type === "object" && target.properties && Object.keys(target.properties).length > 0)
    return fieldsCondition(random, target.properties, follow, depth - 1);
  if (target.type === "array" && target.items && depth > 0 && random.chance(0.4))
    return { items: randomCondition(random, target.items, follow, depth - 1) };
  return boundCondition(
    random,
    SCALARS.filter((value) => isComparable(value, target)),
  );
}

function junctorOf(random: Random, schema: SourceSchema, follow: Follow, depth: number): Condition {
  const part = () => randomCondition(random, schema, follow, depth);
  const parts = () => Array.from({ length: random.integer(1, 3) }, part);
  return random.pickFrom<Condition>([
    () => ({ not: part() }),
    () => ({ anyOf: parts() }),
    () => ({ allOf: parts() }),
    () => ({ oneOf: parts() }),
    () => ({ anyOf: parts(), not: part() }),
  ]);
}

function fieldsCondition(
  random: Random,
  properties: Readonly<Record<string, SourceSchema>>,
  follow: Follow,
  depth: number,
): Condition {
  const entries = Object.entries(properties);
  const required = random.some(
    entries.map(([name]) => name),
    0.4,
  );
  const inner = random.some(entries, 0.3).map(([name, child]) => [name, randomCondition(random, child, follow, depth)]);
  if (inner.length === 0 || random.chance(0.4))
    return required.length > 0 ? { required } : { minProperties: random.integer(0, 3) };
  return {
    ...(required.length > 0 && random.chance(0.5) ? { required } : {}),
    properties: Object.fromEntries(inner) as Record<string, Condition>,
  };
}

/** The generator refuses to compare numbers with texts and with integers where the server takes the one for the other. */
function isComparable(value: JsonValue, { type }: SourceSchema): boolean {
  if (typeof value === "string")
    return type === "string" || (typeof type !== "object" && Array.from(value).length !== 1);
  return type !== "number" || !Number.isInteger(value);
}

function boundCondition(random: Random, scalars: readonly JsonValue[]): Condition {
  const condition = random.pickFrom<Condition>([
    () => ({ enum: random.some(scalars, 0.3) }),
    () => ({ enum: random.some([...scalars, ...CONTAINERS], 0.3) }),
    () => ({ pattern: random.pick(PATTERNS).pattern }),
    () => lengths(random),
    () => range(random, "minimum", "maximum", 3),
    () => range(random, "minItems", "maxItems", 3),
    () => range(random, "minProperties", "maxProperties", 3),
  ]);
  const isIdle = Object.keys(condition).length === 0 || condition.enum?.length === 0;
  return isIdle ? { enum: [...scalars.slice(1, 2), true] } : condition;
}
