import { beforeAll, describe, expect, test } from "vitest";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate, type Generation } from "../../generator/generate.js";
import type { JsonValue } from "../../generator/model/model.js";
import { folderWith, schema } from "./source-folder.js";
import { typeErrors } from "./support/generated-code.js";
import { loadValidators, type Validators } from "./support/validators.js";

/** Text that would end a comment, a string, a template, a replacement or a line, if it came through as it is. */
const HOSTILE =
  "*/ throw 1; /* ` ${process.exit(1)} $& $1 \\ \" ' </script> <!-- \u2028 \u2029 \r\n @ts-ignore {{x}} \u202e";

const NAMES = [
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype", "length", "name"],
  ...[
    "class",
    "await",
    "1",
    "-",
    "a-b",
    "a b",
    "",
    "a\nb",
    "\u2028",
    "*/",
    "`",
    "${a}",
    "'",
    '"',
    "\\",
    "$&",
    "é",
    "😀",
  ],
  ...["value", "copy", "applied", "item", "data", "errors", "isObject", "a", "A"],
];

const WORDS = Array.from({ length: 1000 }, (_, index) => `${index} ${HOSTILE}`);

function closed(properties: Record<string, object>, more: object = {}): object {
  return { type: "object", additionalProperties: false, properties, ...more };
}

/** An object in an object, fifty times, each with a default of its own. */
function deep(levels: number): object {
  return levels === 0 ? { type: "string", default: "bottom" } : closed({ a: deep(levels - 1) }, { default: {} });
}

const SOURCES: Readonly<Record<string, [title: string, keywords: object]>> = {
  text: [
    "Text",
    closed(
      {
        a: {
          ...{ type: "string", description: HOSTILE, $comment: HOSTILE, examples: [HOSTILE], default: HOSTILE },
          ...{ "x-octopus-expected": "text", deprecated: true },
        },
        b: { type: "string", pattern: "^[*/`$\\\\'\"]+\\/$", enum: ["*/"] },
        c: { type: "string", oneOf: [{ const: HOSTILE, description: HOSTILE }] },
      },
      {
        description: HOSTILE,
        allOf: [
          { required: ["a"], "x-octopus-rule": { code: "a-rule", message: `${HOSTILE}x`, remedy: "mend it", at: "a" } },
        ],
      },
    ),
  ],
  names: [
    "Names",
    closed(Object.fromEntries(NAMES.map((name) => [name, closed({ a: { type: "string", default: name } })]))),
  ],
  words: ["Words", { type: "string", enum: WORDS }],
  deep: ["Deep", closed({ a: deep(50) })],
  wide: [
    "Wide",
    closed(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`p${index}`, { type: "integer" }]))),
  ],
};

describe("hostile sources", () => {
  let generation: Generation;
  let validators: Readonly<Record<string, Validators>>;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "octopus-mqtt-hostile-"));
    try {
      for (const [file, [title, keywords]] of Object.entries(SOURCES))
        await writeFile(join(folder, `${file}.schema.json`), schema(title, keywords));
      generation = await generate({ schemaDir: folder });
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(generation.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    if (generation.model) validators = await loadValidators(generation.model);
  }, 120_000);

  const of = (name: string): Validators => validators[name] ?? expect.unreachable(`no validators of ${name}`);

  test("become code that the strictest TypeScript takes, with nothing escaped into it", () => {
    expect(typeErrors(generation.files.filter(({ path }) => path.endsWith(".ts")))).toEqual([]);
  });

  test("texts come back as they were", () => {
    expect(of("Text").parse({})).toEqual({ a: HOSTILE });
    expect(of("Text").validate({ b: "*/", c: HOSTILE })).toEqual([]);
    expect(of("Text").is({ b: "`" })).toBe(false);
    expect(of("Words").is(WORDS[999])).toBe(true);
    expect(of("Words").is(`1000 ${HOSTILE}`)).toBe(false);
  });

  test.each(NAMES)("a field may be named %j", (name) => {
    const document = Object.fromEntries([[name, {}]]);
    expect(of("Names").validate(document)).toEqual([]);
    expect(Object.entries(of("Names").parse(document) as object)).toEqual([[name, { a: name }]]);
    const wrong = Object.fromEntries([[name, { a: 1 }]]);
    expect(
      of("Names")
        .validate(wrong)
        .map(({ code }) => code),
    ).toEqual(["wrong-type"]);
  });

  test("depth and width do no harm", () => {
    const levels = (value: JsonValue, count = 0): number =>
      typeof value === "object" && value !== null ? levels((value as { a: JsonValue }).a, count + 1) : count;
    expect(levels(of("Deep").parse({}) as JsonValue)).toBe(51);
    expect(of("Wide").is({ p199: 1 })).toBe(true);
    expect(of("Wide").is({ p200: 1 })).toBe(false);
  });
});

test.each(["Record", "NonNullable", "Object", "Error", "Map", "Set", "Partial", "Check", "Place"])(
  "a type named %s is refused, or hides nothing that the output needs",
  async (title) => {
    const source = closed({
      a: { type: "object", additionalProperties: { type: "string" }, default: {} },
      b: closed({ c: { type: "string", default: "d" }, e: { type: "boolean" } }, { required: ["e"] }),
    });
    const folder = await folderWith({ "x.schema.json": schema(title, source) });
    const { diagnostics, files } = await generate({ schemaDir: folder });
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
    if (errors.length > 0) expect(errors).toEqual(["dialect-violation"]);
    else expect(typeErrors(files.filter(({ path }) => path.endsWith(".ts")))).toEqual([]);
  },
  60_000,
);

test("names that differ only in upper and lower case are refused", async () => {
  const folder = await folderWith({
    "a.schema.json": schema("Thing", { type: "string" }),
    "b.schema.json": schema("THing", { type: "string" }),
  });
  const { diagnostics } = await generate({ schemaDir: folder });
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
    "duplicate-type",
  ]);
});
