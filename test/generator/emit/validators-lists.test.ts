import { expect, test } from "vitest";
import { array, integer, object, property, required, string } from "../support/models.js";
import { lines, validatorsOf } from "../support/validators.js";

const BY_NAME = { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"] };
const BY_PORT = { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["host", "port"] };
const port = object([property("host", string()), property("port", integer())]);

const named = (kubernetes: Record<string, string | readonly string[]>) =>
  validatorsOf([property("list", array(object([required("name", string())]), { kubernetes }))]);

test("a list that is a map refuses a second item of the same name, at that item", async () => {
  const { validate } = await named(BY_NAME);
  expect(validate({ list: [{ name: "a" }, { name: "b" }] })).toEqual([]);
  expect(lines(validate({ list: [{ name: "a" }, { name: "b" }, { name: "a" }] }))).toEqual([
    '/list/2 repeated-item: `list` must have items that differ in `name`; "a" is there twice; remove the item, or give it another `name`',
  ]);
});

test("several keys must all be the same, and absent ones are the same", async () => {
  const { is } = await validatorsOf([property("list", array(port, { kubernetes: BY_PORT }))]);
  expect(
    is({
      list: [
        { host: "a", port: 1 },
        { host: "a", port: 2 },
        { host: "b", port: 1 },
      ],
    }),
  ).toBe(true);
  expect(
    is({
      list: [
        { host: "a", port: 1 },
        { port: 1, host: "a" },
      ],
    }),
  ).toBe(false);
  expect(is({ list: [{ host: "a" }, { host: "a" }] })).toBe(false);
});

test("items without a key, or that are no objects, are told to be that and nothing else", async () => {
  const { validate } = await named(BY_NAME);
  expect(validate({ list: [1, 1, {}] }).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    "/list/0 wrong-type",
    "/list/1 wrong-type",
    "/list/2 missing-field",
  ]);
});

test("a list that is a set refuses a value that is there already", async () => {
  const list = array(string(), { kubernetes: { "x-kubernetes-list-type": "set" } });
  const { validate } = await validatorsOf([property("list", list)]);
  expect(validate({ list: ["a", "b"] })).toEqual([]);
  expect(lines(validate({ list: ["a", "b", "b"] }))).toEqual([
    '/list/2 repeated-item: `list` must have items that differ in value; "b" is there twice; remove the item, or give it another value',
  ]);
});

test("other lists may repeat their items", async () => {
  const { is } = await named({ "x-kubernetes-list-type": "atomic" });
  expect(is({ list: [{ name: "a" }, { name: "a" }] })).toBe(true);
});

test("a secret that is there twice is not shown", async () => {
  const item = object([required("name", string(), { secret: true })]);
  const { validate } = await validatorsOf([property("list", array(item, { kubernetes: BY_NAME }))]);
  expect(JSON.stringify(validate({ list: [{ name: "hunter2" }, { name: "hunter2" }] }))).not.toContain("hunter2");
});

test.each([
  [7, true],
  ["7m", true],
  ["seven", false],
  [1.5, false],
  [true, false],
  [{}, false],
  [[], false],
])("%j where an integer or a string belongs: %j", async (value, valid) => {
  const shape = { kind: "int-or-string", pattern: "^[0-9]+m?$", conditions: [], kubernetes: {} } as const;
  const { is } = await validatorsOf([property("amount", shape)]);
  expect(is({ amount: value })).toBe(valid);
});
