import { describe, expect, test } from "vitest";
import { STRUCTURAL_RULES, structuralSchema } from "../../../generator/emit/structural-schema.js";
import type { Condition, JsonObject, Shape } from "../../../generator/model/model.js";
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

const duration = type("Duration", string({ pattern: "^[0-9]+s$", maxLength: 64 }), {
  description: "A length of time.",
  expected: "seconds such as 10s",
});

/** The schema of a property `it`, without what is around it. */
function schemaOf(shape: Shape, more: Parameters<typeof property>[2] = {}): JsonObject {
  const root = type("Root", object([property("it", shape, more)]));
  const { properties } = structuralSchema(model(root, duration), root) as { properties: { it: JsonObject } };
  return properties.it;
}

const rule = (condition: Condition, message = "both are set") => ({
  code: "a-rule",
  condition,
  message,
  remedy: "drop one",
});

const CASES: readonly { rule: string; given: Parameters<typeof schemaOf>; want: JsonObject }[] = [
  {
    rule: "Every node has a type, except one that takes any value",
    given: [boolean()],
    want: { type: "boolean" },
  },
  {
    rule: "An open object, and a place for any value, keep what the schema does not describe",
    given: [any()],
    want: { "x-kubernetes-preserve-unknown-fields": true },
  },
  {
    rule: "An open object, and a place for any value, keep what the schema does not describe",
    given: [open(property("a", boolean()))],
    want: {
      type: "object",
      properties: { a: { type: "boolean" } },
      "x-kubernetes-preserve-unknown-fields": true,
    },
  },
  {
    rule: "Allowed values are an enum; what they mean is in the description",
    given: [integer({ enum: [{ value: 0, description: "Off." }, { value: 1, description: "" }] })], // prettier-ignore
    want: { description: "Allowed values:\n- 0: Off.\n- 1", type: "integer", enum: [0, 1] },
  },
  {
    rule: "A string keeps its lengths, pattern and format; a format without a pattern gets what the server forgets",
    given: [string({ minLength: 1, maxLength: 9, pattern: "^a", conditions: [{ minLength: 2, maxLength: 64 }] })],
    want: { type: "string", minLength: 2, maxLength: 9, pattern: "^a" },
  },
  {
    rule: "A number keeps its bounds, exclusive ones in the server's spelling",
    given: [{ ...integer({ minimum: 0.5, conditions: [{ minimum: 0.25, maximum: 2.5 }] }), kind: "number" }],
    want: {
      description: "Range: 0.5 to 2.5.",
      type: "number",
      maximum: 2.5,
      anyOf: [{ minimum: 0.5, exclusiveMinimum: true }, { enum: [0.5] }],
    },
  },
  {
    rule: "A number keeps its bounds, exclusive ones in the server's spelling",
    given: [{ ...integer({ minimum: 1, exclusiveMinimum: 1, exclusiveMaximum: 9, maximum: 8 }), kind: "number" }],
    want: {
      description: "Range: 1 to 8, above 1, below 9.",
      type: "number",
      minimum: 1,
      exclusiveMinimum: true,
      maximum: 8,
    },
  },
  {
    rule: "An integer or a string says so in the server's own way, with its types in the only order that it takes",
    given: [{ kind: "int-or-string", conditions: [], kubernetes: {}, minimum: 0, maxLength: 4, pattern: "%$" }],
    want: {
      "x-kubernetes-int-or-string": true,
      anyOf: [{ type: "integer" }, { type: "string" }],
      minimum: 0,
      maxLength: 4,
      pattern: "%$",
    },
  },
  {
    rule: "A value that may be null says so",
    given: [string({ nullable: true, maxLength: 3, enum: [{ value: "a", description: "" }] })],
    want: { type: "string", nullable: true, maxLength: 3, allOf: [{ enum: ["a"] }] },
  },
  {
    rule: "Bounds of an integer are integers, without the 64-bit extremes, which make the server refuse every value",
    given: [integer({ minimum: 1.5, maximum: 2 ** 63 })],
    want: { description: "Range: 1.5 to 9223372036854776000.", type: "integer", minimum: 2 },
  },
  {
    rule: "A list keeps its sizes",
    given: [array(string(), { minItems: 1, maxItems: 64, conditions: [{ maxItems: 8 }] })],
    want: { type: "array", minItems: 1, maxItems: 8, items: { type: "string" } },
  },
  {
    rule: "A map keeps its sizes",
    given: [map(string(), { maxProperties: 64 })],
    want: { type: "object", maxProperties: 64, additionalProperties: { type: "string" } },
  },
  {
    rule: "Conditions and rules are members of allOf, at the node that holds the properties; a scalar's only one stands alone",
    given: [object([property("a", boolean())], { conditions: [{ minProperties: 1 }] })],
    want: { type: "object", properties: { a: { type: "boolean" } }, allOf: [{ minProperties: 1 }] },
  },
  {
    rule: "A default stands on the node, complete, since the server checks it before it fills in nested defaults",
    given: [object([defaulted("a", boolean(), true)]), { default: { a: true } }],
    want: {
      description: 'Default: {"a":true}.',
      type: "object",
      default: { a: true },
      properties: { a: { description: "Default: true.", type: "boolean", default: true } },
    },
  },
  {
    rule: "A scalar that is no secret shows its first example",
    given: [string(), { examples: ["one", "two"] }],
    want: { type: "string", example: "one" },
  },
  {
    rule: "A scalar that is no secret shows its first example",
    given: [string(), { examples: ["hunter2"], secret: true }],
    want: { type: "string" },
  },
  {
    rule: "An object lists the properties that it requires",
    given: [object([required("a", boolean())])],
    want: { type: "object", required: ["a"], properties: { a: { type: "boolean" } } },
  },
  {
    rule: "An object describes its properties, in the order of the source",
    given: [object([property("b", boolean()), property("a", reference("Duration"))])],
    want: {
      type: "object",
      properties: {
        b: { type: "boolean" },
        a: {
          description: "A length of time.\n\nExpected: seconds such as 10s.",
          type: "string",
          maxLength: 64,
          pattern: "^[0-9]+s$",
        },
      },
    },
  },
  {
    rule: "A list describes its items",
    given: [array(object([property("a", boolean())]))],
    want: { type: "array", items: { type: "object", properties: { a: { type: "boolean" } } } },
  },
  {
    rule: "A map describes its values",
    given: [map(array(string()))],
    want: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
  },
  {
    rule: "Conditions and rules are members of allOf, at the node that holds the properties; a scalar's only one stands alone",
    given: [string({ pattern: "^a", conditions: [{ pattern: "b$", maxLength: 3 }, { maxLength: 5 }] })],
    want: { type: "string", maxLength: 3, pattern: "^a", allOf: [{ pattern: "b$" }] },
  },
  {
    rule: "Conditions and rules are members of allOf, at the node that holds the properties; a scalar's only one stands alone",
    given: [
      object([property("a", boolean()), property("b", boolean())], {
        rules: [rule({ not: { required: ["a", "b"] } })],
      }),
    ],
    want: {
      description: "Rules:\n- both are set.",
      type: "object",
      properties: { a: { type: "boolean" }, b: { type: "boolean" } },
      allOf: [{ not: { required: ["a", "b"] } }],
    },
  },
  {
    rule: "Conditions and rules are members of allOf, at the node that holds the properties; a scalar's only one stands alone",
    given: [string({ conditions: [{ not: { pattern: "^a" } }, { not: { pattern: "^b" } }] })],
    want: { type: "string", allOf: [{ not: { pattern: "^a" } }, { not: { pattern: "^b" } }] },
  },
  {
    rule: "Keys of a map follow their pattern by a CEL rule, beside the rules that the source has itself",
    given: [map(boolean(), { keyPattern: "^\\w['\"]$", maxProperties: 4 })],
    want: {
      type: "object",
      maxProperties: 4,
      additionalProperties: { type: "boolean" },
      "x-kubernetes-validations": [
        {
          rule: "self.all(key, key.matches('^\\\\w[\\'\"]$'))",
          message: "every key must match ^\\w['\"]$",
          reason: "FieldValueInvalid",
        },
      ],
    },
  },
  {
    rule: "Other x-kubernetes annotations of the source go in as they are",
    given: [array(string(), { kubernetes: { "x-kubernetes-list-type": "set" } })],
    want: { type: "array", items: { type: "string" }, "x-kubernetes-list-type": "set" },
  },
  {
    rule: "A description also tells what kubectl explain does not show: values, default, range, format, deprecation, rules",
    given: [
      integer({ minimum: 0, maximum: 9 }),
      { description: "How many.", deprecated: true, aliasOf: "amount", expected: "a digit", default: 3 },
    ],
    want: {
      description: "How many.\n\nDeprecated: use amount instead.\n\nExpected: a digit. Range: 0 to 9. Default: 3.",
      type: "integer",
      minimum: 0,
      maximum: 9,
      default: 3,
    },
  },
];

describe("structural schema", () => {
  test.each(CASES)("$rule", ({ given, want }) => {
    expect(schemaOf(...given)).toEqual(want);
  });

  test("every rule has a case", () => {
    const tested = new Set(CASES.map((example) => example.rule));
    expect(STRUCTURAL_RULES.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([]);
  });

  test("what is said at a place wins over what its type says; conditions of both hold", () => {
    const narrowed = { ...reference("Duration"), conditions: [{ not: { pattern: "^0" } }] };
    expect(schemaOf(narrowed, { description: "A pause.", default: "5s" })).toEqual({
      description: "A pause.\n\nExpected: seconds such as 10s. Default: 5s.",
      type: "string",
      maxLength: 64,
      pattern: "^[0-9]+s$",
      default: "5s",
      not: { pattern: "^0" },
    });
  });

  test.each([
    ["required", { not: { required: ["a", "ghost"] } }, "a rule at .it names ghost"],
    ["properties", { anyOf: [{ properties: { ghost: { minLength: 1 } } }] }, "a rule at .it names ghost"],
    ["deeper down", { properties: { a: { properties: { ghost: { minLength: 1 } } } } }, "a rule at .it.a names ghost"],
    ["metadata", { required: ["metadata"] }, "a rule at .it names metadata, which the API server forbids"],
  ])("a rule that names an undeclared property is refused: %s", (_, condition, message) => {
    const shape = object([property("a", object([]))], { rules: [rule(condition)] });
    expect(() => schemaOf(shape)).toThrow(message);
  });
});
