import { expect, test } from "vitest";
import type { RuleModel, WarningModel } from "../../../generator/model/model.js";
import {
  any,
  array,
  boolean,
  defaulted,
  map,
  model,
  object,
  property,
  reference,
  string,
  type,
} from "../support/models.js";
import { lines, loadValidators, validatorsOf } from "../support/validators.js";

const ONE_OF_TWO: RuleModel = {
  code: "literal-and-reference",
  condition: { not: { required: ["name", "nameRef"] } },
  message: "`name` and `nameRef` are both set",
  remedy: "keep one of the two",
  at: "nameRef",
};
const NEEDS_KEY: RuleModel = {
  code: "certificate-without-key",
  condition: { anyOf: [{ not: { required: ["name"] } }, { required: ["key"] }] },
  message: "the certificate has no key",
  remedy: "set `key`",
};
const SHORT_NAME: RuleModel = {
  code: "reserved-name",
  condition: { properties: { name: { not: { pattern: "^sys" } } } },
  message: "`name` begins with sys",
  remedy: "choose another",
  at: "name",
};
const RULED = [
  property("name", string({ pattern: "^s?[a-z]{2}$" })),
  property("nameRef", string()),
  property("key", string()),
];

test("a broken rule is told once, in its own words, at its field", async () => {
  const { validate } = await validatorsOf(RULED, { rules: [ONE_OF_TWO, NEEDS_KEY, SHORT_NAME] });
  expect(lines(validate({ name: "ab", nameRef: "r" }))).toEqual([
    " certificate-without-key: the certificate has no key; set `key`",
    "/nameRef literal-and-reference: `name` and `nameRef` are both set; keep one of the two",
  ]);
});

test("a rule about one field replaces the complaint about its format", async () => {
  const { validate } = await validatorsOf(RULED, { rules: [SHORT_NAME] });
  expect(lines(validate({ name: "system" }))).toEqual(["/name reserved-name: `name` begins with sys; choose another"]);
});

test("a value of the wrong type is not also said to break rules", async () => {
  const rules = [ONE_OF_TWO, { ...SHORT_NAME, condition: { not: { properties: { name: { pattern: "^sys" } } } } }];
  const { Outer } = await loadValidators(
    model(type("Inner", object(RULED, { rules })), type("Outer", object([property("inner", reference("Inner"))]))),
  );
  expect(Outer?.validate({ inner: { name: 5 } }).map(({ code }) => code)).toEqual(["wrong-type"]);
  expect(Outer?.validate({ inner: "x" }).map(({ code }) => code)).toEqual(["wrong-type"]);
});

test("rules of nested objects are told apart, whatever their names hold", async () => {
  const nested = object([property("a", any()), property("b", any())], {
    rules: [{ ...ONE_OF_TWO, condition: { not: { required: ["a", "b"] } }, at: "b" }],
  });
  const { validate } = await validatorsOf([property("x/y~ é%", nested)], { rules: [ONE_OF_TWO] });
  expect(validate({ "x/y~ é%": { a: 1, b: 2 } })).toMatchObject([
    { code: "literal-and-reference", pointer: "/x~1y~0 é%/b", found: "2" },
  ]);
});

const UNKNOWN_WORD: WarningModel = {
  code: "unknown-keyword",
  if: { required: ["topic"], properties: { topic: { pattern: ":" } } },
  message: "the topic has an unknown keyword",
  remedy: "use `:name` or `:uid`",
  at: "topic",
  suggest: { words: ":[a-z]+", among: [":name", ":uid"] },
};

test("a warning names the words that are not known, and the nearest known one", async () => {
  const { warn, validate } = await validatorsOf([property("topic", string())], { warnings: [UNKNOWN_WORD] });
  expect(lines(warn({ topic: "a/:nmae/:name/:elsewhere" }))).toEqual([
    "/topic unknown-keyword: `:nmae`: the topic has an unknown keyword; did you mean `:name`?",
    "/topic unknown-keyword: `:elsewhere`: the topic has an unknown keyword; use `:name` or `:uid`",
  ]);
  expect(warn({ topic: "a/:uid" })).toEqual([]);
  expect(warn({ topic: 5 })).toEqual([]);
  expect(validate({ topic: "a/:nmae" })).toEqual([]);
});

test("warnings see defaults, reach through references, lists and maps, and stay out of errors", async () => {
  const warnings: WarningModel[] = [
    { code: "off", if: { properties: { on: { enum: [false] } } }, message: "it is off", remedy: "set `on`", at: "on" },
  ];
  const inner = type("Inner", object([defaulted("on", boolean(), false)], { warnings }));
  const outer = object([
    property("list", array(reference("Inner"))),
    property("map", map(reference("Inner"), { keyPattern: "^[a-z]$" })),
  ]);
  const { Outer } = await loadValidators(model(inner, type("Outer", outer)));
  expect(Outer?.warn({ list: [{}, { on: true }], map: { k: {} } })).toMatchObject([
    { severity: "warning", code: "off", pointer: "/list/0/on", message: "it is off; set `on`" },
    { severity: "warning", code: "off", pointer: "/map/k/on" },
  ]);
  expect(Outer?.warn({ list: ["x", 5, null] })).toEqual([]);
});

test("the use of a deprecated field is a warning and is not suggested", async () => {
  const { warn, validate } = await validatorsOf([
    property("directory", string()),
    property("direcotry", string(), { deprecated: true, aliasOf: "directory" }),
  ]);
  expect(lines(warn({ direcotry: "/x" }))).toEqual([
    "/direcotry deprecated-field: `direcotry` is deprecated; use `directory` instead",
  ]);
  expect(warn({ directory: "/x" })).toEqual([]);
  expect(lines(validate({ direcotri: "/x" }))).toEqual([
    "/direcotri unknown-field: unknown field `direcotri`; did you mean `directory`?",
  ]);
});
