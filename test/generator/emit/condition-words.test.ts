import { expect, test } from "vitest";
import { buildSources } from "../../../generator/generate.js";
import { folderWith, schema } from "../source-folder.js";
import { loadValidators } from "../support/validators.js";

const limited = (more: object) => ({ type: "string", maxLength: 20, ...more });
const pair = {
  type: "object",
  additionalProperties: false,
  properties: { p: limited({}), q: { type: "integer" }, r: { type: "boolean" } },
};
const isX = { properties: { p: { const: "x" } }, required: ["p"] };
const has = (...required: string[]) => ({ required });

/** What a schema asks for, a value that does not meet it, and what its reader is told. */
const CASES: readonly (readonly [name: string, asks: object, value: unknown, message: string])[] = [
  ["not one field", { ...pair, not: has("p") }, { p: "" }, "must be an object that has no `p`"],
  [
    "not both",
    { ...pair, not: has("p", "q") },
    { p: "", q: 1 },
    "must be an object that does not have `p` and `q` together",
  ],
  ["not a value", { ...pair, not: isX }, { p: "x" }, 'must be an object that has no `p: "x"`'],
  ["one or the other", { ...pair, anyOf: [has("p"), has("q")] }, {}, "must be an object that has `p` or `q`"],
  ["two or one", { ...pair, anyOf: [has("p", "r"), has("q")] }, {}, "must be an object that has `p` and `r`, or `q`"],
  ["either", { ...pair, oneOf: [has("p"), has("q")] }, {}, "must be an object that has either `p` or `q`, not both"],
  [
    "one of three",
    { ...pair, oneOf: [has("p"), has("q"), has("r")] },
    { p: "", q: 1 },
    "must be an object that has exactly one of `p`, `q` and `r`",
  ],
  [
    "a dependency",
    { ...pair, dependentRequired: { p: ["q"] } },
    { p: "" },
    "must be an object that has `q` if it has `p`",
  ],
  ["if, then", { ...pair, if: isX, then: has("q") }, { p: "x" }, 'must be an object that has `q` if it has `p: "x"`'],
  [
    "a bound that depends",
    { ...pair, if: isX, then: { properties: { q: { minimum: 5 } } } },
    { p: "x", q: 1 },
    'must be an object that has no `q` that is below 5 if it has `p: "x"`',
  ],
  [
    "not a multiple",
    { type: "integer", not: { multipleOf: 5 } },
    10,
    "must be an integer that is not a multiple of 5; it is 10",
  ],
  [
    "two ranges",
    { type: "integer", anyOf: [{ maximum: 3 }, { minimum: 7 }] },
    5,
    "must be an integer that is at most 3, or is at least 7; it is 5",
  ],
  ["not a pattern", limited({ not: { pattern: "^x" } }), "xy", 'must be a string that does not match ^x; it is "xy"'],
  [
    "words of its own",
    limited({ not: { pattern: "^x" }, "x-octopus-expected": "a key" }),
    "xy",
    'must be a key, not "xy"',
  ],
  [
    "a list with a long one",
    { type: "array", items: { type: "integer" }, contains: { minimum: 5 } },
    [1],
    "must be a list that has an item that is at least 5",
  ],
];

test.each(CASES)("%s", async (_, asks, value, message) => {
  expect(await messagesOf({ it: asks }, { it: value })).toEqual([`\`it\` ${message}`]);
});

const PROTOCOL = {
  type: "object",
  required: ["type"],
  oneOf: [
    {
      type: "object",
      additionalProperties: false,
      required: ["type", "endpoint"],
      properties: { type: { const: "tcp" }, endpoint: limited({}) },
    },
    {
      type: "object",
      additionalProperties: false,
      required: ["type", "device"],
      properties: { type: { const: "rtu" }, device: limited({}), baud: { type: "integer" } },
    },
  ],
};

test.each([
  ["of itself", { $ref: "#/$defs/Protocol" }],
  ["where null may stand", { anyOf: [{ $ref: "#/$defs/Protocol" }, { type: "null" }] }],
])("a union asks for what the value of its field asks for, %s", async (_, it) => {
  const told = (value: unknown) => messagesOf({ it }, { it: value }, { Protocol: { title: "Protocol", ...PROTOCOL } });
  const tcp = '`it` must be an object that has `endpoint` and has no `device` and no `baud` since `type` is "tcp"';
  expect(await told({ type: "tcp" })).toEqual([tcp]);
  expect(await told({ type: "tcp", endpoint: "x", baud: 1 })).toEqual([tcp]);
  expect(await told({ type: "rtu" })).toEqual([
    '`it` must be an object that has `device` and has no `endpoint` since `type` is "rtu"',
  ]);
  expect(await told({ type: "udp" })).toEqual(['`type` must be "tcp" or "rtu", not "udp"']);
  expect(await told({})).toEqual(['missing field `type`, expected "tcp" or "rtu"; add `type` to `it`']);
});

async function messagesOf(properties: object, document: unknown, $defs: object = {}): Promise<string[]> {
  const keywords = { type: "object", additionalProperties: false, properties, $defs };
  const { model, diagnostics } = await buildSources(await folderWith({ "it.schema.json": schema("It", keywords) }));
  if (!model) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return ((await loadValidators(model)).It?.validate(document) ?? []).map((issue) => issue.message);
}
