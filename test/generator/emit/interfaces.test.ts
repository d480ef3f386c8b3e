import { describe, expect, test } from "vitest";
import { emitInterfaces } from "../../../generator/emit/interfaces.js";
import type { SchemaModel } from "../../../generator/model/model.js";
import { typeErrors } from "../support/generated-code.js";
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

const QOS = type("Qos", integer({ enum: [0, 1].map((value) => ({ value, description: `Level ${value}.` })) }));
const STORE = type("Store", object([defaulted("type", string(), "Memory"), property("path", string())]));

/** The emitted module of a type without its banner; every module must compile. */
async function emitted(given: SchemaModel, module: string): Promise<string> {
  const files = await emitInterfaces(given);
  expect(typeErrors(files)).toEqual([]);
  const content = files.find(({ path }) => path === `types/${module}.ts`)?.content ?? "";
  return content.slice(content.indexOf("\n\n") + 2);
}

describe("forms of a type", () => {
  test("optional properties take null as written, none as resolved; defaults make them present", async () => {
    const client = object([
      required("server", string()),
      defaulted("qos", reference("Qos"), 1),
      defaulted("store", reference("Store"), { type: "Memory" }),
      property("backup", reference("Store")),
    ]);
    expect(await emitted(model(QOS, STORE, type("Client", client, { description: "A client." })), "client"))
      .toBe(`import type { Qos } from "./qos.js";
import type { ResolvedStore, Store } from "./store.js";

/**
 * A client.
 *
 * An optional property that is \`null\` counts as absent.
 */
export interface Client {
  server: string;
  /** @default 1 */
  qos?: Qos | null;
  /** @default {"type":"Memory"} */
  store?: Store | null;
  backup?: Store | null;
}

/** {@link Client} with its defaults applied and without nulls. */
export interface ResolvedClient extends Client {
  server: string;
  qos: Qos;
  store: ResolvedStore;
  backup?: ResolvedStore;
}
`);
  });

  test("a type that is referenced often is declared once and imported", async () => {
    const three = object(["a", "b", "c"].map((name) => property(name, reference("Store"), { description: name })));
    const code = await emitted(model(STORE, type("Three", three)), "three");
    expect(code.match(/^export interface \w+/gm)).toEqual(["export interface Three", "export interface ResolvedThree"]);
    expect(code).toContain("/** a */\n  a?: Store | null;");
    expect(code.match(/^import /gm)).toHaveLength(1);
  });

  test("maps, lists, open objects, unknown values and objects without a name", async () => {
    const holder = open(
      property("headers", map(string())),
      property("stores", map(reference("Store"))),
      property("names", array(string())),
      property("free", open()),
      property("anything", any()),
      property("inner", object([defaulted("on", boolean(), true)])),
    );
    expect(await emitted(model(STORE, type("Holder", holder)), "holder")).toContain(`export interface Holder {
  headers?: Record<string, string | null> | null;
  stores?: Record<string, Store | null> | null;
  names?: string[] | null;
  free?: Record<string, unknown> | null;
  anything?: unknown;
  inner?: {
    /** @default true */
    on?: boolean | null;
  } | null;
  [key: string]: unknown;
}

/** {@link Holder} with its defaults applied and without nulls. */
export interface ResolvedHolder extends Holder {
  headers?: Record<string, string>;
  stores?: Record<string, ResolvedStore>;
  names?: string[];
  free?: Record<string, unknown>;
  anything?: unknown;
  inner?: {
    /** @default true */
    on: boolean;
  };
  [key: string]: unknown;
}
`);
  });

  test("types that are no objects are aliases; scalars have no resolved form", async () => {
    const given = model(
      STORE,
      QOS,
      type("Headers", map(string()), { description: "Sent once." }),
      type("Stores", array(reference("Store"))),
      type("Word", string()),
    );
    expect(await emitted(given, "headers")).toBe(`/**
 * Sent once.
 *
 * A key whose value is \`null\` counts as absent.
 */
export type Headers = Record<string, string | null>;

/** {@link Headers} with its defaults applied and without nulls. */
export type ResolvedHeaders = Record<string, string>;
`);
    expect(await emitted(given, "stores")).toContain("export type ResolvedStores = ResolvedStore[];\n");
    expect(await emitted(given, "word")).toBe("export type Word = string;\n");
    expect(await emitted(given, "qos")).toBe(
      "/**\n * - `0`: Level 0.\n * - `1`: Level 1.\n */\nexport type Qos = 0 | 1;\n",
    );
  });

  test("a required property with a default need not be written", async () => {
    const code = await emitted(model(type("A", object([required("x", string(), { default: "y" })]))), "a");
    expect(code).toContain("x?: string | null;");
    expect(code).toContain("x: string;");
  });

  test("names stay as the schema has them", async () => {
    const names = ["x-y z", "constructor", "__proto__", "default", "$ref", "properties", "enum", "1st"];
    const code = await emitted(
      model(type("X509cert", object(names.map((name) => property(name, string()))))),
      "x509cert",
    );
    expect(code).toContain("export interface X509cert {");
    for (const name of ['"x-y z"', "constructor", "__proto__", "default", "$ref", "properties", "enum", '"1st"'])
      expect(code).toContain(`  ${name}?: string | null;\n`);
  });
});

describe("doc comments", () => {
  const documented = async (more: Parameters<typeof property>[2]) =>
    emitted(model(type("A", object([property("x", string(), more)]))), "a");

  test("deprecated spellings say what to use, and examples are JSON", async () => {
    const code = await documented({ deprecated: true, aliasOf: "y", examples: ["1s", ["a"]], description: "Old." });
    expect(code).toContain(`  /**
   * Old.
   *
   * @deprecated Use \`y\`.
   * @example "1s"
   * @example ["a"]
   */
  x?: string | null;
`);
  });

  test("nothing in a description or value ends the comment or becomes a tag", async () => {
    const code = await documented({ description: "A `*/` and\n\n@deprecated not so, ${x} \\u0041", default: "*/" });
    expect(code).toContain(`   * A \`*\\/\` and
   *
   * \\@deprecated not so, \${x} \\u0041
   *
   * @default "*\\/"
`);
  });

  test("values are listed where the schema explains them", async () => {
    const values = [
      { value: "Memory", description: "Lost on restart." },
      { value: "File", description: "" },
    ];
    const code = await emitted(model(type("A", object([property("x", string({ enum: values }))]))), "a");
    expect(code).toContain(
      '   * - `"Memory"`: Lost on restart.\n   * - `"File"`\n   */\n  x?: "Memory" | "File" | null;',
    );
  });
});

test("every file begins with the banner of its schema", async () => {
  const [file] = await emitInterfaces(model(STORE));
  expect(file?.content.split("\n").slice(0, 3)).toEqual([
    "// Generated by octopus-mqtt-codegen from schema/test/store.schema.json.",
    "// Do not edit: change the schema and run `npm run generate`.",
    "",
  ]);
});

test("the type checker that these tests rely on finds errors", () => {
  const content = 'import type { B } from "./b.js";\nexport const a: B = 1;\nexport const b = (() => a)();\n';
  const errors = typeErrors([
    { path: "a.ts", content },
    { path: "b.ts", content: "export type B = string;\n" },
  ]);
  expect(errors).toHaveLength(2);
  expect(errors[0]).toContain("/output/a.ts:2 Type 'number' is not assignable to type 'string'");
});
