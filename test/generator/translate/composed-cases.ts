import type { TranslationCase } from "./cases.js";

const nearly = (...keywords: string[]) => keywords.map((keyword) => `approximation ${keyword}`);
const refused = (...keywords: string[]) => keywords.map((keyword) => `error ${keyword}`);
const closed = { type: "object", additionalProperties: false };
const text = { type: "string", maxLength: 9 };
const count = { type: "integer", minimum: 0, maximum: 99 };
const fields = (properties: object, more: object = {}) => ({ ...closed, properties, ...more });
const open = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });

/** `allOf`, and what stands beside a reference. */
const MERGED: readonly TranslationCase[] = [
  {
    name: "two open members and a node that closes them",
    source: { allOf: [open({ a: text }, { required: ["a"] }), open({ b: count })], unevaluatedProperties: false },
    core: { ...closed, properties: { a: text, b: count }, required: ["a"] },
    good: [{ a: "x" }, { a: "x", b: 1 }],
    bad: [{ b: 1 }, { a: "x", b: -1 }, { a: 1 }, { a: "x", c: 1 }],
  },
  {
    name: "bounds of several members",
    source: { type: "string", maxLength: 9, allOf: [{ maxLength: 3 }, { pattern: "^a" }, { pattern: "b$" }] },
    core: { type: "string", maxLength: 9, allOf: [{ maxLength: 3 }, { pattern: "^a" }, { pattern: "b$" }] },
    good: ["ab", "acb"],
    bad: ["accb", "b", "a"],
  },
  {
    name: "a member that names the type",
    source: {
      allOf: [
        { type: "integer", minimum: 1, multipleOf: 2 },
        { type: "number", maximum: 9 },
      ],
    },
    core: { type: "integer", minimum: 1, maximum: 9, multipleOf: 2 },
    good: [2, 8],
    bad: [0, 10, 3, "2"],
  },
  {
    name: "a property of two members",
    source: {
      ...closed,
      allOf: [
        fields({ a: { type: "string", maxLength: 9, description: "A." } }),
        fields({ a: { minLength: 2 } }, { required: ["a"] }),
      ],
    },
    said: refused("additionalProperties", "additionalProperties"),
  },
  {
    name: "a property of two open members",
    source: {
      allOf: [open({ a: text }), open({ a: { minLength: 2, maxLength: 4 } }, { required: ["a"] })],
      unevaluatedProperties: false,
    },
    core: fields({ a: { type: "string", minLength: 2, maxLength: 4 } }, { required: ["a"] }),
    good: [{ a: "abcd" }],
    bad: [{ a: "abcde" }, { a: "a" }, {}],
  },
  {
    name: "members of types that nothing is both",
    source: { allOf: [{ type: "string", maxLength: 3 }, { type: "boolean" }] },
    said: refused("allOf/1/type"),
  },
  {
    name: "values of two members",
    source: { allOf: [{ type: "string", enum: ["a", "b"] }, { enum: ["b", "c"] }] },
    good: ["b"],
    bad: ["a", "c"],
  },
  {
    name: "a member that forbids the properties beside it",
    source: { allOf: [fields({ a: text }), open({ b: text })], unevaluatedProperties: false },
    said: refused("allOf/0/additionalProperties"),
  },
  {
    name: "a reference that only allOf makes room for",
    source: { allOf: [{ $ref: "#/$defs/name" }], description: "Its name." },
    core: { $ref: "#/$defs/name", description: "Its name." },
    root: { $defs: { name: text } },
    good: ["abc"],
    bad: [1, "0123456789"],
  },
  {
    name: "bounds beside a reference",
    source: { $ref: "#/$defs/name", minLength: 2, type: "string" },
    core: { $ref: "#/$defs/name", allOf: [{ minLength: 2 }] },
    root: { $defs: { name: text } },
    good: ["ab"],
    bad: ["a", "0123456789"],
  },
  {
    name: "fields beside a reference",
    source: { $ref: "#/$defs/base", properties: { b: count }, unevaluatedProperties: false },
    core: fields({ a: text, b: count }, { required: ["a"] }),
    root: { $defs: { base: open({ a: text }, { required: ["a"] }) } },
    said: nearly("/$defs/base/type"),
    good: [{ a: "x", b: 1 }],
    bad: [{ b: 1 }, { a: "x", c: 1 }],
  },
  {
    name: "a chain of schemas that extend each other",
    source: { $ref: "#/$defs/third" },
    said: nearly("/$defs/first/type", "/$defs/second/type"),
    root: {
      $defs: {
        first: open({ a: text }, { required: ["a"] }),
        second: { allOf: [{ $ref: "#/$defs/first" }, open({ b: text })] },
        third: {
          allOf: [{ $ref: "#/$defs/second" }],
          properties: { c: text },
          required: ["c"],
          unevaluatedProperties: false,
        },
      },
    },
    good: [
      { a: "x", c: "y" },
      { a: "x", b: "z", c: "y" },
    ],
    bad: [{ a: "x" }, { c: "y" }, { a: "x", c: "y", d: 1 }, { a: 1, c: "y" }],
  },
];

const CIRCLE = { properties: { kind: { const: "circle" }, radius: count }, required: ["kind", "radius"] };
const SQUARE = { properties: { kind: { const: "square" }, side: count }, required: ["kind", "side"] };
const shut = (branch: object) => ({ type: "object", ...branch, additionalProperties: false });

/** Alternatives of objects. */
const UNIONS: readonly TranslationCase[] = [
  {
    name: "a discriminated union of closed objects",
    source: { oneOf: [shut(CIRCLE), shut(SQUARE)] },
    good: [
      { kind: "circle", radius: 1 },
      { kind: "square", side: 1 },
    ],
    bad: [
      { kind: "circle" },
      { kind: "circle", side: 1 },
      { kind: "circle", radius: 1, side: 1 },
      { kind: "disc" },
      { radius: 1 },
      {},
    ],
  },
  {
    name: "a discriminated union by references",
    source: { oneOf: [{ $ref: "#/$defs/circle" }, { $ref: "#/$defs/square" }] },
    root: { $defs: { circle: shut(CIRCLE), square: shut(SQUARE) } },
    good: [
      { kind: "circle", radius: 1 },
      { kind: "square", side: 1 },
    ],
    bad: [{ kind: "circle" }, { kind: "square", radius: 1 }, { kind: "circle", radius: 100 }],
  },
  {
    name: "either of two fields",
    source: fields({ tcp: text, rtu: text }, { oneOf: [{ required: ["tcp"] }, { required: ["rtu"] }] }),
    core: fields({ tcp: text, rtu: text }, { allOf: [{ oneOf: [{ required: ["tcp"] }, { required: ["rtu"] }] }] }),
    good: [{ tcp: "a" }, { rtu: "a" }],
    bad: [{}, { tcp: "a", rtu: "a" }],
  },
  {
    name: "at least one of two fields",
    source: fields({ a: text, b: text }, { anyOf: [{ required: ["a"] }, { required: ["b"] }] }),
    good: [{ a: "a" }, { a: "a", b: "b" }],
    bad: [{}],
  },
  {
    name: "alternatives beside fields of their own, closed by the node",
    source: {
      ...open({ name: text }, { required: ["name"] }),
      oneOf: [open({ a: count }, { required: ["a"] }), open({ b: count }, { required: ["b"] })],
      unevaluatedProperties: false,
    },
    good: [
      { name: "x", a: 1 },
      { name: "x", b: 1 },
    ],
    bad: [{ name: "x" }, { name: "x", a: 1, b: 1 }, { a: 1 }, { name: "x", a: 1, c: 1 }],
    said: [...nearly("oneOf", "oneOf")],
  },
  {
    name: "alternatives that nothing closes",
    source: { oneOf: [open({ a: count }, { required: ["a"] }), open({ b: count }, { required: ["b"] })] },
    said: [...nearly("oneOf", "oneOf"), ...nearly("type")],
    good: [{ a: 1 }, { b: 1 }],
    bad: [{}, { a: 1, b: 1 }],
  },
  {
    name: "a field that each alternative bounds otherwise",
    source: {
      oneOf: [
        shut({
          properties: { unit: { const: "percent" }, value: { type: "integer", minimum: 0, maximum: 100 } },
          required: ["unit", "value"],
        }),
        shut({
          properties: { unit: { const: "kelvin" }, value: { type: "integer", minimum: 0, maximum: 9000 } },
          required: ["unit", "value"],
        }),
      ],
    },
    good: [
      { unit: "percent", value: 100 },
      { unit: "kelvin", value: 9000 },
    ],
    bad: [
      { unit: "percent", value: 101 },
      { unit: "kelvin", value: 9001 },
      { unit: "kelvin", value: -1 },
    ],
  },
  {
    name: "a field of another type in each alternative",
    source: { oneOf: [shut({ properties: { a: text } }), shut({ properties: { a: count } })] },
    said: refused("oneOf/0/properties/a"),
  },
  {
    name: "alternatives of texts",
    source: {
      anyOf: [
        { type: "string", maxLength: 9, pattern: "^a" },
        { type: "string", enum: ["x", "y"] },
      ],
    },
    good: ["ab", "x"],
    bad: ["b", "abcdefghij", 1],
  },
  {
    name: "alternatives of lists",
    source: {
      oneOf: [
        { type: "array", items: count, maxItems: 1 },
        { type: "array", items: count, minItems: 3, maxItems: 4 },
      ],
    },
    good: [[], [1], [1, 2, 3]],
    bad: [[1, 2], [-1], [1, 2, 3, 4, 5]],
  },
  {
    name: "alternatives of types that do not go together",
    source: { oneOf: [{ type: "string", maxLength: 3 }, shut(CIRCLE)] },
    said: refused("oneOf"),
  },
  {
    name: "a default in one alternative only",
    source: {
      oneOf: [
        shut({ properties: { kind: { const: "a" }, size: { ...count, default: 3 } }, required: ["kind"] }),
        shut({ properties: { kind: { const: "b" } }, required: ["kind"] }),
      ],
    },
    said: refused("oneOf/0/properties/size/default"),
  },
  {
    name: "alternatives within a field of every alternative",
    source: {
      oneOf: [
        shut({ properties: { at: shut({ properties: { x: count }, required: ["x"] }) }, required: ["at"] }),
        shut({ properties: { at: shut({ properties: { y: count }, required: ["y"] }) }, required: ["at"] }),
      ],
    },
    good: [{ at: { x: 1 } }, { at: { y: 1 } }],
    bad: [{ at: {} }, { at: { x: 1, y: 1 } }, {}],
  },
];

const STORE = { kind: { type: "string", enum: ["Memory", "File"] }, path: text, size: count };

/** Conditions on objects and lists. */
const CONDITIONS: readonly TranslationCase[] = [
  {
    name: "if, then and else",
    source: fields(STORE, {
      if: { properties: { kind: { const: "File" } }, required: ["kind"] },
      then: { required: ["path"] },
      else: { properties: { path: false } },
    }),
    good: [{ kind: "File", path: "x" }, { kind: "Memory" }, {}],
    bad: [{ kind: "File" }, { kind: "Memory", path: "x" }, { path: "x" }],
  },
  {
    name: "then without else",
    source: fields(STORE, { if: { required: ["path"] }, then: { properties: { size: { minimum: 5 } } } }),
    good: [{ size: 1 }, { path: "x", size: 5 }, { path: "x" }],
    bad: [{ path: "x", size: 4 }],
  },
  {
    name: "then and else without if",
    source: fields(STORE, { then: { required: ["path"] }, else: { required: ["size"] } }),
    core: fields(STORE),
    good: [{}],
    bad: [{ kind: "x" }],
  },
  {
    name: "then that declares a field",
    source: {
      ...open({ kind: { type: "string", enum: ["a", "b"] } }, { required: ["kind"] }),
      if: { properties: { kind: { const: "a" } } },
      then: { properties: { extra: count }, required: ["extra"] },
      unevaluatedProperties: false,
    },
    said: nearly("then"),
    good: [{ kind: "a", extra: 1 }, { kind: "b" }],
    bad: [{ kind: "a" }, { kind: "b", extra: 1 }, { kind: "a", extra: -1 }],
  },
  {
    name: "then that declares a field of a closed object",
    source: fields(STORE, { if: { required: ["path"] }, then: { properties: { extra: count } } }),
    said: refused("additionalProperties", "then/properties"),
  },
  {
    name: "fields that depend on a field",
    source: fields(STORE, { dependentRequired: { path: ["kind", "size"], size: [] } }),
    good: [{ path: "x", kind: "File", size: 1 }, { size: 1 }, {}],
    bad: [{ path: "x" }, { path: "x", kind: "File" }],
  },
  {
    name: "a schema that depends on a field",
    source: fields(STORE, {
      dependentSchemas: { path: { required: ["kind"], properties: { kind: { const: "File" } } } },
    }),
    good: [{ path: "x", kind: "File" }, { kind: "Memory" }],
    bad: [{ path: "x" }, { path: "x", kind: "Memory" }],
  },
  {
    name: "dependencies of draft-07",
    draft: "draft-07",
    source: fields(STORE, { dependencies: { path: ["kind"], size: { required: ["path"] } } }),
    good: [{ path: "x", kind: "File" }, { path: "x", kind: "File", size: 1 }, {}],
    bad: [{ path: "x" }, { size: 1 }],
  },
  {
    name: "what must not hold",
    source: fields(STORE, { not: { required: ["path", "size"] } }),
    core: fields(STORE, { not: { required: ["path", "size"] } }),
    good: [{ path: "x" }, { size: 1 }],
    bad: [{ path: "x", size: 1 }],
  },
  {
    name: "types in conditions, which are known",
    source: fields(STORE, {
      not: { type: "object", properties: { size: { type: "integer", minimum: 9 } }, required: ["size"] },
    }),
    good: [{}, { size: 8 }],
    bad: [{ size: 9 }],
  },
  {
    name: "a type in a condition that tells an integer from a text",
    source: fields(
      { port: { type: ["integer", "string"], maxLength: 9 }, name: text },
      { if: { properties: { port: { type: "string" } }, required: ["port"] }, then: { required: ["name"] } },
    ),
    good: [{ port: 1 }, { port: "a", name: "b" }, {}],
    bad: [{ port: "a" }],
  },
  {
    name: "a list that holds something",
    source: { type: "array", maxItems: 3, items: { type: "string", maxLength: 5 }, contains: { const: "all" } },
    core: {
      type: "array",
      maxItems: 3,
      items: { type: "string", maxLength: 5 },
      allOf: [{ not: { items: { not: { enum: ["all"] } } } }],
    },
    good: [["all"], ["a", "all"]],
    bad: [[], ["a"]],
  },
  {
    name: "a list that holds several of something",
    source: { type: "array", maxItems: 3, items: count, contains: { const: 1 }, minContains: 2 },
    said: refused("minContains"),
  },
  {
    name: "a closed alternative of an open object",
    source: {
      ...open({ a: text }),
      additionalProperties: true,
      not: { properties: { a: true }, additionalProperties: false },
    },
    said: refused("not/additionalProperties"),
  },
  {
    name: "a condition on a field that nobody declares",
    source: fields({ a: text }, { if: { properties: { b: { const: 1 } } }, then: { required: ["a"] } }),
    said: refused("if/properties"),
  },
  {
    name: "a condition that contradicts the schema",
    source: fields({ a: text }, { allOf: [{ type: "string" }] }),
    said: refused(""),
  },
  {
    name: "a condition by reference",
    source: fields(STORE, { if: { $ref: "#/$defs/isFile" }, then: { required: ["path"] } }),
    root: {
      $defs: {
        isFile: {
          type: "object",
          properties: { kind: { type: "string", const: "File" } },
          required: ["kind"],
          additionalProperties: true,
        },
      },
    },
    good: [{ kind: "File", path: "x" }, { kind: "Memory" }],
    bad: [{ kind: "File" }],
  },
];

/** Properties that a branch declares, closed by `unevaluatedProperties`: each is there only where its branch speaks. */
const EVALUATED: readonly TranslationCase[] = [
  {
    name: "a field that a dependent schema declares",
    source: {
      ...open({ x: text, y: text }),
      dependentSchemas: { x: { properties: { extra: count } } },
      unevaluatedProperties: false,
    },
    said: nearly("dependentSchemas"),
    good: [{}, { x: "a" }, { x: "a", extra: 1 }],
    bad: [{ extra: 1 }, { y: "a", extra: 1 }, { x: "a", extra: -1 }],
  },
  {
    name: "a field that then declares within a member",
    source: {
      ...open({ kind: { type: "string", enum: ["a", "b"] } }, { required: ["kind"] }),
      allOf: [{ if: { properties: { kind: { const: "a" } } }, then: { properties: { extra: count } } }],
      unevaluatedProperties: false,
    },
    said: nearly("then"),
    good: [{ kind: "a", extra: 1 }, { kind: "a" }, { kind: "b" }],
    bad: [{ kind: "b", extra: 1 }],
  },
  {
    name: "a field that an alternative within an alternative declares",
    source: {
      ...open({ kind: { type: "string", enum: ["a", "b"] }, how: text }, { required: ["kind"] }),
      oneOf: [
        {
          properties: { kind: { const: "a" } },
          anyOf: [{ required: ["how"], properties: { extra: count } }, { properties: { how: { const: "x" } } }],
        },
        { properties: { kind: { const: "b" } } },
      ],
      unevaluatedProperties: false,
    },
    said: nearly("anyOf"),
    good: [{ kind: "a", how: "y", extra: 1 }, { kind: "a" }, { kind: "b", how: "y" }],
    bad: [
      { kind: "b", how: "y", extra: 1 },
      { kind: "a", extra: 1 },
    ],
  },
];

/** What must not come apart, and what has no end. */
const WHOLE: readonly TranslationCase[] = [
  {
    name: "members that each have a condition of their own",
    source: {
      allOf: [
        open({ a: text, b: text }, { if: { required: ["a"] }, then: { required: ["b"] } }),
        open({ c: text, d: text }, { if: { required: ["c"] }, else: { required: ["d"] } }),
      ],
      unevaluatedProperties: false,
    },
    good: [{ c: "x" }, { d: "x" }, { a: "x", b: "x", d: "x" }],
    bad: [{}, { a: "x", c: "x" }, { a: "x", d: "x" }],
  },
  {
    name: "a recursive type among members",
    source: {
      allOf: [{ $ref: "#/$defs/node" }, { properties: { next: { properties: { next: { required: ["name"] } } } } }],
    },
    root: { $defs: { node: fields({ name: text, next: { $ref: "#/$defs/node" } }) } },
    said: refused("/$defs/node/properties/next/$ref"),
  },
  {
    name: "an alternative that leads back to itself",
    source: { $ref: "#/$defs/loop" },
    root: { $defs: { loop: { anyOf: [{ $ref: "#/$defs/loop" }, fields({ name: text })] } } },
    said: refused("/$defs/loop/anyOf/0/$ref"),
  },
];

export const COMPOSED_CASES: readonly TranslationCase[] = [...MERGED, ...UNIONS, ...CONDITIONS, ...EVALUATED, ...WHOLE];
