import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../../generator/model/model.js";

const NAMES = ["a", "b", "c"] as const;
const small = fc.integer({ min: 0, max: 4 });
const low = fc.integer({ min: 0, max: 2 });
const high = fc.integer({ min: 2, max: 5 });

/** Rarely there: a schema with every keyword takes no document. */
const optional = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

/** The object without what is undefined. */
function defined(entries: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as JsonObject;
}

const text = fc
  .record({
    minLength: optional(low),
    maxLength: optional(high),
    pattern: optional(fc.constantFrom("^a", "b$")),
    enum: optional(fc.constantFrom(["a"], ["a", "ab"], ["ab", "b", "a"])),
    nullable: optional(fc.boolean()),
  })
  .map((keywords) => defined({ type: "string", ...keywords }));

const number = fc
  .record({
    type: fc.constantFrom("integer", "number"),
    minimum: optional(low),
    exclusiveMinimum: optional(fc.boolean()),
    maximum: optional(high),
    exclusiveMaximum: optional(fc.boolean()),
    multipleOf: optional(fc.integer({ min: 1, max: 4 })),
    default: optional(small),
  })
  .map(defined);

const intOrString = fc.constant<JsonObject>({
  "x-kubernetes-int-or-string": true,
  anyOf: [{ type: "integer" }, { type: "string" }],
});

/** What may stand in a junctor beside the properties a, b and c. */
const condition: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ required: fc.subarray([...NAMES], { minLength: 1 }) }),
  fc.record({ properties: fc.record({ a: fc.record({ minimum: low }) }) }),
  fc.record({ minProperties: low }),
  fc.record({ not: fc.record({ required: fc.subarray([...NAMES], { minLength: 1 }) }) }),
);

const conditions = optional(fc.array(condition, { minLength: 1, maxLength: 2 }));

/** Small structural schemas: every keyword that the diff analyses, few enough names that two of them often meet. */
export const structuralSchema = fc.letrec<{ node: JsonObject; object: JsonObject }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    number,
    fc.constant<JsonObject>({ type: "boolean" }),
    intOrString,
    fc
      .record({ items: tie("node"), minItems: optional(low), maxItems: optional(high) })
      .map((keywords) => defined({ type: "array", ...keywords })),
    fc
      .record({ additionalProperties: tie("node"), minProperties: optional(low), maxProperties: optional(high) })
      .map((keywords) => defined({ type: "object", ...keywords })),
    tie("object"),
  ),
  object: fc
    .record({
      properties: fc.dictionary(fc.constantFrom(...NAMES), tie("node"), { maxKeys: 3, noNullPrototype: true }),
      required: optional(fc.subarray([...NAMES])),
      maxProperties: optional(high),
      "x-kubernetes-preserve-unknown-fields": optional(fc.constant(true)),
      allOf: conditions,
      anyOf: conditions,
      oneOf: conditions,
      not: optional(condition),
    })
    .map((keywords) => defined({ type: "object", ...keywords })),
})).object;

const scalar = fc.oneof(
  fc.integer({ min: -1, max: 6 }),
  fc.constantFrom("", "a", "b", "ab", "aab", "abaab", 0.5, 1.5, true, null),
);

/** A document that a schema may well take: near its bounds, and sometimes of another type. */
export function documentOf(node: JsonObject): fc.Arbitrary<JsonValue> {
  switch (node.type) {
    case "object":
      return objectOf(node);
    case "array":
      return fc.array(documentOf(node.items as JsonObject), { maxLength: 5 });
    case "string":
      return fc.constantFrom<JsonValue>("a", "ab", "aab", "b", "", "aaab", ...(node.nullable === true ? [null] : []));
    case "boolean":
      return fc.boolean();
    default:
      return scalar;
  }
}

function objectOf(node: JsonObject): fc.Arbitrary<JsonValue> {
  const fields = Object.entries((node.properties ?? {}) as JsonObject).map(
    ([name, field]) => [name, optional(documentOf(field as JsonObject))] as const,
  );
  const values = node.additionalProperties as JsonObject | undefined;
  const extra = values ? documentOf(values) : scalar;
  const isOpen = values !== undefined || node["x-kubernetes-preserve-unknown-fields"] === true;
  const others = fc.dictionary(fc.constantFrom("a", "b", "c", "x"), extra, {
    maxKeys: isOpen ? 3 : 0,
    noNullPrototype: true,
  });
  return fc.tuple(others, fc.record(Object.fromEntries(fields))).map(([free, own]) => defined({ ...free, ...own }));
}

/** Another schema: the same with one keyword of one node dropped, changed or added, sometimes several. */
export function mutationOf(node: JsonObject): fc.Arbitrary<JsonObject> {
  return fc.array(fc.tuple(fc.nat(), fc.nat(), small), { minLength: 1, maxLength: 3 }).map((edits) => {
    const copy = structuredClone(node) as Record<string, unknown>;
    for (const [where, what, value] of edits) {
      const nodes = nodesOf(copy);
      const target = nodes[where % nodes.length];
      const edit = EDITS[what % EDITS.length];
      if (target && edit) edit(target, value);
    }
    return copy as JsonObject;
  });
}

type Editable = Record<string, unknown>;

/** Every node that is not in a junctor. */
function nodesOf(node: Editable): Editable[] {
  const below = [...Object.values((node.properties ?? {}) as Editable), node.items, node.additionalProperties];
  return [
    node,
    ...below.flatMap((child) => (typeof child === "object" && child !== null ? nodesOf(child as Editable) : [])),
  ];
}

const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  integer: ["minimum", "maximum", "multipleOf"],
  number: ["minimum", "maximum", "multipleOf"],
  string: ["minLength", "maxLength"],
  array: ["minItems", "maxItems"],
  object: ["minProperties", "maxProperties"],
};

const JUNCTORS = ["allOf", "anyOf", "oneOf"] as const;

const EDITS: readonly ((node: Editable, value: number) => void)[] = [
  (node, value) => {
    const bounds = BOUNDS[String(node.type)] ?? [];
    const bound = bounds[value % Math.max(1, bounds.length)];
    if (bound !== undefined) node[bound] = value + 1;
  },
  (node, value) => {
    const keywords = Object.keys(node).filter((keyword) => !["type", "items", "properties"].includes(keyword));
    const keyword = keywords[value % Math.max(1, keywords.length)];
    if (keyword !== undefined && node.type !== undefined && keyword !== "additionalProperties")
      Reflect.deleteProperty(node, keyword);
  },
  (node, value) => {
    const required = (node.required ?? []) as string[];
    if (node.type === "object") node.required = value % 2 === 0 ? required.slice(1) : [...new Set([...required, "a"])];
  },
  (node, value) => {
    if (Array.isArray(node.enum))
      node.enum = value % 2 === 0 ? [...(node.enum as string[]), "aab"] : node.enum.slice(1);
  },
  (node, value) => {
    const junctor = JUNCTORS[value % 3] ?? "allOf";
    if (node.properties === undefined) return;
    const members = (node[junctor] ?? []) as unknown[];
    node[junctor] = value > 2 ? members.slice(1) : [...members, { minProperties: value }];
  },
  (node, value) => {
    const [member] = (node.anyOf ?? node.allOf ?? []) as Editable[];
    if (member?.minProperties !== undefined) member.minProperties = value;
    if (Array.isArray(member?.required)) member.required = member.required.slice(1);
  },
  (node, value) => {
    const properties = node.properties as Editable | undefined;
    if (properties)
      properties[["a", "b", "c", "d"][value % 4] ?? "a"] ??= { type: "integer", ...(value > 2 ? { default: 1 } : {}) };
  },
  (node, value) => {
    const properties = node.properties as Editable | undefined;
    if (properties) Reflect.deleteProperty(properties, ["a", "b", "c"][value % 3] ?? "a");
  },
  (node, value) => {
    if (node.type === "integer") node.type = value > 2 ? "number" : "string";
    if (node.type === "string" && value === 0) node.nullable = node.nullable !== true;
    if (node.type === "number") node.exclusiveMinimum = value > 1;
  },
];
