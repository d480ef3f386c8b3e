import { expect, test } from "vitest";
import type { PropertyModel } from "../../../generator/model/model.js";
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
  required,
  string,
  type,
} from "../support/models.js";
import { errorFrom, lines, loadValidators, validatorsOf } from "../support/validators.js";

/** Each generic code, the words it is told with, and a document that earns it. */
const MESSAGES: { of: PropertyModel; given: unknown; says: string[] }[] = [
  {
    of: property("keepAlive", string()),
    given: { kepAlive: "10s" },
    says: ["/kepAlive unknown-field: unknown field `kepAlive`; did you mean `keepAlive`?"],
  },
  {
    of: property("keepAlive", string()),
    given: { zzz: 1 },
    says: ["/zzz unknown-field: unknown field `zzz`; remove it, or use `keepAlive`"],
  },
  {
    of: required("topic", string({ conditions: [] }), { expected: "a topic without wildcards" }),
    given: {},
    says: [" missing-field: missing field `topic`, expected a topic without wildcards; add `topic`"],
  },
  {
    of: property("timeout", string({ pattern: "^[0-9]+s$" }), { expected: "a duration such as 5s", examples: ["30s"] }),
    given: { timeout: 30 },
    says: [
      '/timeout wrong-type: `timeout` must be a string, a duration such as 5s, not 30; write a string such as "30s"',
    ],
  },
  {
    of: property("qos", integer({ maximum: 2 })),
    given: { qos: "2" },
    says: ['/qos wrong-type: `qos` must be an integer of at most 2, not "2"; write 2 without quotes'],
  },
  {
    of: property("retained", boolean()),
    given: { retained: "true" },
    says: ['/retained wrong-type: `retained` must be true or false, not "true"; write true without quotes'],
  },
  {
    of: property("name", string()),
    given: { name: 5 },
    says: ["/name wrong-type: `name` must be a string, not 5; write it in quotes"],
  },
  {
    of: property("args", array(string())),
    given: { args: ["a", null] },
    says: ["/args/1 wrong-type: `args[1]` must be a string, not null"],
  },
  {
    of: property("level", integer({ enum: [0, 1, 2].map((value) => ({ value, description: "" })) })),
    given: { level: 3 },
    says: ["/level value-not-allowed: `level` must be 0, 1 or 2, not 3"],
  },
  {
    of: property("store", string({ enum: ["Memory", "File"].map((value) => ({ value, description: "" })) })),
    given: { store: "memory" },
    says: ['/store value-not-allowed: `store` must be "Memory" or "File", not "memory"; did you mean "Memory"?'],
  },
  {
    of: property("name", string({ maxLength: 2 })),
    given: { name: "abc" },
    says: ["/name too-long: `name` must have at most 2 characters, not 3 characters; shorten it"],
  },
  {
    of: property("name", string({ minLength: 1, pattern: "^a+$" })),
    given: { name: "" },
    says: ["/name too-short: `name` must not be empty; write a string that matches ^a+$"],
  },
  {
    of: property("args", array(any(), { minItems: 2 })),
    given: { args: [1] },
    says: ["/args too-few: `args` must have at least 2 items, not 1 item; add items"],
  },
  {
    of: property("headers", map(any(), { maxProperties: 1 })),
    given: { headers: { a: 1, b: 2 } },
    says: ["/headers too-many: `headers` must have at most 1 field, not 2 fields; remove fields"],
  },
  {
    of: property("port", integer({ minimum: 1, maximum: 9 })),
    given: { port: 0 },
    says: ["/port out-of-range: `port` must be an integer from 1 to 9, not 0"],
  },
  {
    of: property("path", string({ pattern: "^/" })),
    given: { path: "a" },
    says: ['/path wrong-format: `path` must be a string that matches ^/, not "a"'],
  },
  {
    of: property("at", string({ format: "date-time" })),
    given: { at: "2026-02-30T00:00:00Z" },
    says: [
      '/at wrong-format: `at` must be a string with date, time and zone such as 2006-01-02T15:04:05Z, not "2026-02-30T00:00:00Z"',
    ],
  },
  {
    of: property("headers", map(string(), { keyPattern: "^[a-z]+$" })),
    given: { headers: { "a/b": 1, c: 2 } },
    says: [
      "/headers/a~1b wrong-format: the name `a/b` in `headers` must match ^[a-z]+$",
      "/headers/c wrong-type: `c` must be a string, not 2; write it in quotes",
    ],
  },
  {
    of: property("pause", string({ pattern: "^-?[0-9]s$", conditions: [{ not: { pattern: "^-" } }] }), {
      expected: "a pause",
    }),
    given: { pause: "-5s" },
    says: ['/pause wrong-format: `pause` must be a pause, not "-5s"'],
  },
];

test("each mistake is told once, in words that say what was found, what was expected and how to mend it", async () => {
  const types = MESSAGES.map(({ of }, index) => type(`Subject${index}`, object([of])));
  const validators = await loadValidators(model(...types));
  const told = MESSAGES.map(({ given }, index) => lines(validators[`Subject${index}`]?.validate(given) ?? []));
  expect(told).toEqual(MESSAGES.map(({ says }) => says));
  expect(MESSAGES.map(({ given }, index) => validators[`Subject${index}`]?.is(given))).not.toContain(true);
});

test("an issue has each of its parts", async () => {
  const { validate } = await validatorsOf([property("port", integer({ minimum: 1 }))]);
  expect(validate({ port: -1 })).toEqual([
    {
      severity: "error",
      code: "out-of-range",
      pointer: "/port",
      found: "-1",
      expected: "an integer of at least 1",
      remedy: "write an integer of at least 1",
      message: "`port` must be an integer of at least 1, not -1",
    },
  ]);
});

test("lengths count code points", async () => {
  const { is } = await validatorsOf([property("icon", string({ maxLength: 2 }))]);
  expect([is({ icon: "🙂🙂" }), is({ icon: "🙂🙂🙂" }), is({ icon: "\ud83d\ud83d" })]).toEqual([true, false, true]);
});

test("many fields are known by name, whatever objects inherit", async () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "constructor"];
  const { validate } = await validatorsOf(names.map((name) => property(name, integer())));
  expect(validate({ a: 1, i: 2 })).toEqual([]);
  expect(lines(validate({ constructor: "x", toString: 1 }))).toEqual([
    '/constructor wrong-type: `constructor` must be an integer, not "x"',
    "/toString unknown-field: unknown field `toString`; remove it, or use `a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`, `i` or `constructor`",
  ]);
});

test("errors come in the order of the schema, each object before its fields", async () => {
  const inner = object([required("z", string()), property("a", string())]);
  const { validate } = await validatorsOf([
    property("second", inner),
    property("first", integer()),
    required("last", any()),
  ]);
  expect(validate({ extra: 1, first: "x", second: { a: 1 } }).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
    ["/second missing-field", "/second/a wrong-type", "/first wrong-type", " missing-field", "/extra unknown-field"],
  );
});

test("null counts as absent in a field and is an error in a list", async () => {
  const { validate, parse } = await validatorsOf([
    property("name", string()),
    required("topic", string()),
    defaulted("qos", integer(), 1),
    property("args", array(string())),
  ]);
  expect(parse({ name: null, topic: "a", qos: null })).toEqual({ topic: "a", qos: 1 });
  expect(validate({ topic: null, args: [null] }).map(({ code }) => code)).toEqual(["missing-field", "wrong-type"]);
});

test("open objects keep what they do not know", async () => {
  const { validate, parse } = await validatorsOf([property("spec", open(property("name", string())))]);
  expect(parse({ spec: { other: [1] } })).toEqual({ spec: { other: [1] } });
  expect(validate({ spec: { name: 1 } })).toHaveLength(1);
});

test("parse throws one error that carries all issues", async () => {
  const { parse } = await validatorsOf([required("topic", string()), property("qos", integer())]);
  const error = errorFrom(() => parse({ qos: "x" }));
  expect(error).toMatchObject({ name: "OptionsValidationError", code: "invalid-options", type: "Subject" });
  expect(error.issues.map(({ code }) => code)).toEqual(["missing-field", "wrong-type"]);
  expect(error.message).toBe(
    "invalid-options: not a valid Subject\n  missing-field: missing field `topic`, expected a string; add `topic`\n" +
      '  /qos wrong-type: `qos` must be an integer, not "x"',
  );
});

test("a scalar type has validate and is", async () => {
  const { Duration } = await loadValidators(
    model(type("Duration", string({ pattern: "^[0-9]+s$" }), { expected: "a duration such as 5s" })),
  );
  expect(Duration?.is("5s")).toBe(true);
  expect(lines(Duration?.validate("5") ?? [])).toEqual([
    ' wrong-format: the value must be a duration such as 5s, not "5"',
  ]);
  expect(Duration?.parse).toBeUndefined();
});

test.each(["😀", "a/😀", "/"])("the last character of %s may be one that takes two UTF-16 units", async (text) => {
  const { is } = await validatorsOf([property("path", string({ pattern: "[^/]$" }))]);
  expect(is({ path: text })).toBe(text !== "/");
});
