import { beforeAll, describe, expect, test } from "vitest";
import type { SchemaModel } from "../../../generator/model/model.js";
import { json, loadApplier } from "../support/appliers.js";
import {
  any,
  array,
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

const STORE = type("Store", object([defaulted("type", string(), "Memory"), property("path", string())]));
const OPTIONS = type(
  "Options",
  open(
    required("server", string()),
    defaulted("qos", integer(), 1),
    defaulted("tags", array(string()), ["a"]),
    defaulted("store", reference("Store"), { type: "Memory" }),
    property("backup", reference("Store")),
    property("stores", array(reference("Store"))),
    property("byName", map(reference("Store"))),
    property("headers", map(string())),
    property("rows", array(array(object([defaulted("x", integer(), 0)])))),
    property("inner", object([defaulted("on", integer(), 7)])),
    property("anything", any()),
  ),
);
const COMPLETE = { server: "tcp://a", qos: 0, tags: [], store: { type: "File" } };

let apply: (document: unknown) => unknown;

beforeAll(async () => {
  apply = await loadApplier(model(STORE, OPTIONS));
});

interface Case {
  readonly name: string;
  readonly given: object;
  readonly want: object;
}

/** What is given and wanted besides `COMPLETE`. */
const CASES: readonly Case[] = [
  { name: "an optional property that is null is left out", given: { backup: null, anything: null }, want: {} },
  { name: "a null in an object is left out", given: { backup: { path: null } }, want: { backup: { type: "Memory" } } },
  { name: "an object that is present gets its defaults", given: { backup: {} }, want: { backup: { type: "Memory" } } },
  { name: "an object without a name too", given: { inner: { on: null } }, want: { inner: { on: 7 } } },
  {
    name: "items get their defaults; null items stay",
    given: { stores: [{}, null, 1, { type: null }] },
    want: { stores: [{ type: "Memory" }, null, 1, { type: "Memory" }] },
  },
  { name: "items of items", given: { rows: [[{}], null, [{ x: 1 }]] }, want: { rows: [[{ x: 0 }], null, [{ x: 1 }]] } },
  {
    name: "map values get their defaults; null drops the key",
    given: { byName: { a: {}, b: null, c: 1 }, headers: { d: null, e: "f" } },
    want: { byName: { a: { type: "Memory" }, c: 1 }, headers: { e: "f" } },
  },
  {
    name: "unknown keys are kept, nulls too",
    given: { more: null, deep: { x: null } },
    want: { more: null, deep: { x: null } },
  },
  {
    name: "values of a wrong type are left for the validator",
    given: { backup: 1, stores: {}, byName: [null], headers: "x", rows: [1], inner: [{}] },
    want: { backup: 1, stores: {}, byName: [null], headers: "x", rows: [1], inner: [{}] },
  },
];

describe("applying defaults", () => {
  test("undefined and null in a property become its default", () => {
    const want = { server: "tcp://a", qos: 1, tags: ["a"], store: { type: "Memory" } };
    expect(apply({ server: "tcp://a" })).toStrictEqual(want);
    expect(apply({ server: "tcp://a", qos: null, tags: null, store: null })).toStrictEqual(want);
    expect(apply({ server: "tcp://a", qos: undefined, tags: undefined })).toStrictEqual(want);
  });

  test.each(CASES)("$name", ({ given, want }) => {
    expect(apply({ ...COMPLETE, ...given })).toStrictEqual({ ...COMPLETE, ...want });
  });

  test("a null in a required property is left out, so that the validator misses it", () => {
    expect(apply({ ...COMPLETE, server: null })).not.toHaveProperty("server");
  });

  test.each([1, "text", true, null, undefined, [[]]])("%j instead of the object itself comes back", (value) => {
    expect(apply(value)).toBe(value);
  });
});

describe("sharing", () => {
  test("a document that needs nothing comes back itself", () => {
    const complete = {
      ...COMPLETE,
      stores: [{ type: "File" }, null],
      byName: { a: { type: "File" } },
      headers: { a: "b" },
      rows: [[{ x: 1 }]],
      more: null,
    };
    expect(apply(complete)).toBe(complete);
  });

  test("what is not touched is shared", () => {
    const touched = { type: null };
    const given = { ...COMPLETE, tags: ["t"], stores: [{ type: "File" }, touched], headers: { a: "b" } };
    const result = apply(given) as typeof given;
    expect(result.stores[1]).toStrictEqual({ type: "Memory" });
    expect(result.stores[0]).toBe(given.stores[0]);
    for (const key of ["tags", "store", "headers"] as const) expect(result[key]).toBe(given[key]);
  });

  test("a default is made anew for each document", () => {
    const [first, second] = [apply({}), apply({})] as { tags: string[]; store: object }[];
    expect(first?.tags).not.toBe(second?.tags);
    expect(first?.store).not.toBe(second?.store);
  });
});

describe("names that objects inherit", () => {
  const inherited = type(
    "Inherited",
    object([
      defaulted("constructor", reference("Store"), { type: "Memory" }),
      defaulted("toString", string(), "text"),
      property("valueOf", string()),
      property("__proto__", reference("Store")),
    ]),
  );

  test("are properties like others where the schema has them", async () => {
    const applyInherited = await loadApplier(model(STORE, inherited));
    const own = (value: unknown) => Object.fromEntries(Object.entries(value as object));
    expect(own(applyInherited({}))).toEqual(own(json('{ "constructor": { "type": "Memory" }, "toString": "text" }')));
    const result = applyInherited(json('{ "constructor": {}, "toString": null, "valueOf": null, "__proto__": {} }'));
    expect(JSON.parse(JSON.stringify(result))).toEqual(
      json('{ "constructor": { "type": "Memory" }, "toString": "text", "__proto__": { "type": "Memory" } }'),
    );
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  test("do no harm in the keys of a document", () => {
    const document =
      '{ "__proto__": { "qos": 2 }, "constructor": null, "byName": { "__proto__": {}, "constructor": null } }';
    const result = apply(json(document)) as { qos: number; byName: object };
    expect(result.qos).toBe(1);
    expect(Object.keys(result)).toEqual(expect.arrayContaining(["__proto__", "constructor"]));
    expect(Object.entries(result.byName)).toEqual([["__proto__", { type: "Memory" }]]);
    expect(Object.getPrototypeOf(result.byName)).toBe(Object.prototype);
    expect(Object.prototype).not.toHaveProperty("type");
  });

  test("a property that is named like the prototype can have a default", async () => {
    const applyOdd = await loadApplier(model(type("Odd", object([defaulted("__proto__", map(any()), { a: 1 })]))));
    const result = applyOdd({}) as object;
    expect(Object.entries(result)).toEqual([["__proto__", { a: 1 }]]);
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  test("a default may hold them", async () => {
    const given: SchemaModel = model(
      type("Odd", object([defaulted("x", map(any()), json('{ "__proto__": [1], "a-b": { "c": "d" } }'))])),
    );
    const result = (await loadApplier(given))({}) as { x: object };
    expect(Object.entries(result.x)).toEqual([
      ["__proto__", [1]],
      ["a-b", { c: "d" }],
    ]);
  });
});
