import { parse, parseDocument } from "yaml";
import { beforeAll, describe, expect, test } from "vitest";
import { emitSamples } from "../../../generator/emit/samples.js";
import { generate } from "../../../generator/generate.js";
import type { OutputFile, SchemaModel } from "../../../generator/model/model.js";
import { validateDeviceLink, validateMQTTOptions } from "../../../generated/index.js";
import {
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

/** The sample of the type `Root`, without what is above its first property. */
async function sampleOf(source: SchemaModel): Promise<string> {
  const files = await emitSamples(source);
  const content = files.find(({ path }) => path === "samples/root.yaml")?.content ?? "";
  return content.slice(content.indexOf("\n\n") + 2);
}

/** How many lines from `start` on belong to the option whose `#` is in this column. */
function extentOf(lines: readonly string[], start: number, column: number): number {
  const inside = [`${" ".repeat(column)}#  `, `${" ".repeat(column)}#- `];
  const end = lines.findIndex(
    (line, index) => index > start && line !== "" && !inside.some((prefix) => line.startsWith(prefix)),
  );
  return (end < 0 ? lines.length : end) - start;
}

/**
 * Every text that comes from turning a single option on, and, with an option that contains others, those one after
 * another too: the `#` of its first line is deleted, and those of the lines indented below it.
 */
function* withOptionOn(lines: readonly string[], from = 0, to = lines.length): Generator<readonly [string, string]> {
  for (let start = from; start < to; start += 1) {
    const column = /^ *(?:- )?(?=#[^ #])/.exec(lines[start] ?? "")?.[0].length;
    if (column === undefined) continue;
    const end = start + extentOf(lines, start, column);
    const inside = lines.slice(start, end).map((line) => line.slice(0, column) + line.slice(column + 1));
    const turned = [...lines.slice(0, start), ...inside, ...lines.slice(end)];
    yield [lines[start] ?? "", turned.join("\n")];
    yield* withOptionOn(turned, start + 1, end);
    start = end - 1;
  }
}

const SET = { "x-kubernetes-list-type": "set" };

describe("samples", () => {
  test("required and defaulted options are live, others are off; all are described", async () => {
    const level = { enum: [{ value: 0, description: "Off." }, { value: 1, description: "On." }] }; // prettier-ignore
    const inner = type("Inner", object([required("a", string(), { examples: ["x"], description: "An a." }), property("b", boolean())])); // prettier-ignore
    const root = type(
      "Root",
      object([
        required("inner", reference("Inner"), { description: "What is inside." }),
        defaulted("level", integer(level), 1),
        property("size", integer({ minimum: 1, maximum: 9 }), { description: "How many." }),
        property("old", string(), { deprecated: true, aliasOf: "level", examples: ["on"] }),
        property("more", reference("Inner")),
        property("list", array(reference("Inner")), { examples: [[{ a: "1" }, { a: "2", b: true }]] }),
        property("map", map(reference("Inner")), { examples: [{ k: { a: "1" } }] }),
        property("pem", string(), { examples: ["one\ntwo\n"] }),
      ]),
    );
    expect(await sampleOf(model(root, inner))).toMatchInlineSnapshot(`
      "# REQUIRED. What is inside.
      inner:
        # REQUIRED. An a.
        a: x

        #b: false

      # - 0: Off.
      # - 1: On.
      level: 1 # default

      # How many. Range: 1 to 9.
      #size: 1

      # Deprecated: use level instead.
      #old: "on"

      #more:
      #  # REQUIRED. An a.
      #  a: x

      #  #b: false

      #list:
      #  - # REQUIRED. An a.
      #    a: "1"

      #    #b: false
      #  - a: "2"
      #    b: true

      #map:
      #  k:
      #    # REQUIRED. An a.
      #    a: "1"

      #    #b: false

      #pem: |
      #  one
      #  two
      "
    `);
  });

  test("an object that requires nothing shows the fewest properties that meet its rules, and no secret if it can", async () => {
    const not = (...names: string[]) => ({ not: { required: names } });
    const some = (...names: string[]) => ({ anyOf: names.map((name) => ({ required: [name] })) });
    const rules = [not("user", "userRef"), not("pass", "passRef"), some("user", "userRef"), some("pass", "passRef")];
    const texts = ["user", "userRef", "pass", "passRef"].map((name) =>
      property(name, string(), { examples: [name], secret: name === "pass" }),
    );
    const shape = object(texts, {
      rules: rules.map((condition) => ({ code: "a-rule", condition, message: "", remedy: "" })),
    });
    const sample = await sampleOf(model(type("Root", object([required("auth", shape)]))));
    expect(parse(sample)).toEqual({ auth: { user: "user", passRef: "passRef" } });
  });

  test("what an open object has in its example beyond the schema is live too", async () => {
    const shape = open(defaulted("a", integer(), 1));
    const sample = await sampleOf(model(type("Root", object([required("it", shape, { examples: [{ on: "yes" }] })]))));
    expect(sample).toBe('# REQUIRED.\nit:\n  a: 1 # default\n\n  "on": "yes"\n');
  });

  test("a text is the name of its property, or one of a common kind that its pattern takes", async () => {
    const texts = object([
      required("name", string()),
      required("short", string({ maxLength: 3 })),
      required("long", string({ minLength: 8 })),
      required("wait", string({ pattern: "^[0-9]+s$" })),
      required("since", string({ format: "date-time" })),
    ]);
    const sample = await sampleOf(model(type("Root", texts)));
    expect(parse(sample)).toEqual({
      name: "name",
      short: "sho",
      long: "longxxxx",
      wait: "10s",
      since: "2006-01-02T15:04:05Z",
    });
  });

  test("lists and maps have as many members as they need", async () => {
    const members = object([
      required("list", array(boolean(), { minItems: 3 })),
      required("map", map(integer(), { minProperties: 2, keyPattern: "^[a-z]$" })),
      required("none", array(boolean(), { maxItems: 0 })),
    ]);
    const sample = await sampleOf(model(type("Root", members)));
    expect(parse(sample)).toEqual({ list: [false, false, false], map: { a: 0, b: 0 }, none: [] });
  });

  test("values meet their own conditions", async () => {
    const values = object([
      required("flag", boolean({ conditions: [{ enum: [true] }] })),
      required("size", integer({ conditions: [{ not: { maximum: 4 } }] })),
      required("kind", string({ conditions: [{ anyOf: [{ enum: ["b"] }, { enum: ["c"] }] }] })),
      required("list", array(boolean(), { conditions: [{ maxItems: 0 }] })),
    ]);
    const sample = await sampleOf(model(type("Root", values)));
    expect(parse(sample)).toEqual({ flag: true, size: 5, kind: "b", list: [] });
  });

  test.each([
    ["a list of 2 distinct items or more", array(string(), { minItems: 2, kubernetes: SET })],
    ["a list of 3000000000 items or more", array(string(), { minItems: 3e9 })],
    ["a map of 3000000000 entries or more", map(string(), { minProperties: 3e9 })],
    ["a text of 3000000000 characters or more", string({ minLength: 3e9 })],
    ["a boolean with rules that neither value meets", boolean({ conditions: [{ enum: [1] }] })],
  ])("%s needs an example", (what, shape) => {
    const root = type("Root", object([required("it", shape)]));
    expect(() => emitSamples(model(root))).toThrow(`.it is ${what} and has no example to show in the sample`);
  });

  test("a text whose pattern no common text meets is an error that says where", () => {
    const root = type("Root", object([required("it", object([required("deep", string({ pattern: "^q{7}$" }))]))]));
    expect(() => emitSamples(model(root))).toThrow(
      "test/root.schema.json error invalid-example: .it.deep is a text whose pattern no common text meets and has no example to show",
    );
  });
});

describe("samples of our own schemas", () => {
  let files: readonly OutputFile[] = [];

  beforeAll(async () => {
    const generation = await generate({ schemaDir: "schema", emitters: () => Promise.resolve([emitSamples]) });
    files = generation.files;
  });

  const linesOf = (path: string) => files.find((file) => file.path === path)?.content.split("\n") ?? [];

  test.each([
    ["samples/mqtt-options.yaml", validateMQTTOptions],
    ["samples/device-link.yaml", validateDeviceLink],
  ])("%s is valid as it stands", (path, validate) => {
    expect(validate(parse(linesOf(path).join("\n")))).toEqual([]);
  });

  test.each(["samples/mqtt-options.yaml", "samples/device-link.yaml"])(
    "%s is well-formed with any single option turned on, and says something else",
    (path) => {
      const lines = linesOf(path);
      const before: unknown = parse(lines.join("\n"));
      let options = 0;
      for (const [option, text] of withOptionOn(lines)) {
        const document = parseDocument(text);
        expect([option, document.errors]).toEqual([option, []]);
        expect(document.toJS(), option).not.toEqual(before);
        options += 1;
      }
      expect(options).toBeGreaterThan(15);
    },
  );
});
