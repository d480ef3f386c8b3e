import type { SourceSchema } from "../../../generator/input/schema-document.js";
import type { JsonObject } from "../../../generator/model/model.js";
import { randomCondition, type Follow } from "./random-conditions.js";
import type { Random } from "./random.js";

/** Holds, in a composed object, the plain one that it was made from, by which documents are written. No source file has it. */
export const PLAIN = "x-fuzz-plain";

/** The plain object behind a composed one; any other schema itself. */
export function plainOf(schema: SourceSchema): SourceSchema {
  return ((schema as JsonObject)[PLAIN] as SourceSchema | undefined) ?? schema;
}

/** An object with much the same properties, put together from other schemas as JSON Schema permits. */
export function composedObject(random: Random, plain: SourceSchema, follow: Follow): SourceSchema {
  const composed = random.pickFrom<JsonObject>([
    () => partedObject(random, plain),
    () => unionOf(random, plain, "oneOf"),
    () => unionOf(random, plain, "anyOf"),
    () => conditional(random, plain, follow),
    () => dependent(random, plain, follow),
  ]);
  return { ...composed, [PLAIN]: plain as JsonObject } as SourceSchema;
}

/** Some properties here, the others there, and nothing else anywhere. */
function partedObject(random: Random, { properties = {}, required = [] }: SourceSchema): JsonObject {
  const names = Object.keys(properties);
  const first = random.some(names);
  const part = (own: readonly string[]): JsonObject => ({
    type: "object",
    properties: pick(properties, own),
    ...(random.chance(0.7) && { required: required.filter((name) => own.includes(name)) }),
  });
  const second = random.chance(0.3) ? names : names.filter((name) => !first.includes(name));
  const members = [part(first), part(second)];
  return random.chance(0.5)
    ? { allOf: members, unevaluatedProperties: false }
    : { ...part(first), allOf: [part(second)], unevaluatedProperties: false };
}

/** Alternatives that know their own properties only, told apart by a field or by nothing. */
function unionOf(random: Random, { properties = {} }: SourceSchema, keyword: "anyOf" | "oneOf"): JsonObject {
  const bare = Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, withoutDefaults(child)]));
  const isTold = random.chance(0.5);
  const isClosedAbove = random.chance(0.3);
  const branch = (_: unknown, index: number): JsonObject => {
    const own = random.some(Object.keys(bare), 0.6);
    const told = isTold ? { form: { const: `form${index}` } } : {};
    return {
      type: "object",
      properties: { ...told, ...pick(bare, own) },
      required: [...Object.keys(told), ...random.some(own, 0.3)],
      ...(!isClosedAbove && { additionalProperties: false }),
    };
  };
  const members = Array.from({ length: random.integer(2, 3) }, branch);
  const own = { form: { enum: ["form0", "form1", "form2"] }, ...bare };
  // The node declares every property itself where its branches are open, so that none has its type in one branch only.
  return isClosedAbove
    ? { type: "object", properties: own, [keyword]: members, additionalProperties: false }
    : { [keyword]: members };
}

function conditional(random: Random, plain: SourceSchema, follow: Follow): JsonObject {
  const condition = () => randomCondition(random, plain, follow, 2) as JsonObject;
  return {
    ...(plain as JsonObject),
    if: condition(),
    ...(random.chance(0.8) && { then: condition() }),
    ...(random.chance(0.5) && { else: condition() }),
  };
}

function dependent(random: Random, plain: SourceSchema, follow: Follow): JsonObject {
  const names = Object.keys(plain.properties ?? {});
  if (names.length === 0) return plain as JsonObject;
  const some = random.some(names, 0.4);
  return {
    ...(plain as JsonObject),
    ...(random.chance(0.6) && {
      dependentRequired: Object.fromEntries(some.map((name) => [name, random.some(names, 0.4)])),
    }),
    ...(random.chance(0.6) && {
      dependentSchemas: { [random.pick(names)]: randomCondition(random, plain, follow, 2) as JsonObject },
    }),
  };
}

/** A default that one alternative has would be every one's. */
function withoutDefaults(schema: SourceSchema): SourceSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== "default"));
}

function pick(properties: Readonly<Record<string, SourceSchema>>, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name))) as JsonObject;
}
