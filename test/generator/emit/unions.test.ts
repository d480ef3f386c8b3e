import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { generate } from "../../../generator/generate.js";
import type { OutputFile } from "../../../generator/model/model.js";
import { folderWith, schema } from "../source-folder.js";
import { importOutput, typeErrors } from "../support/generated-code.js";

const GOLDEN = fileURLToPath(new URL("../output/golden/unions/schema", import.meta.url));

const text = { type: "string", maxLength: 9 };

/** What TypeScript says about a program of the user's beside the output. */
async function errorsOf(schemaDir: string, use: string): Promise<string[]> {
  const { files } = await generate({ schemaDir });
  return typeErrors([...files.filter(({ path }) => path.endsWith(".ts")), { path: "use.ts", content: use }]);
}

/** The first line of each declaration of a type's module. */
async function declared(keywords: object): Promise<string[]> {
  const { files } = await generate({ schemaDir: await folderWith({ "it.schema.json": schema("It", keywords) }) });
  return declarations(files);
}

function declarations(files: readonly OutputFile[]): string[] {
  const content = files.find(({ path }) => path === "types/it.ts")?.content ?? "";
  return content.split("\n").filter((line) => /^export \w+ It/.test(line));
}

const MERGED = ["export interface It {"];

function object(names: readonly string[], more: object): object {
  const properties = Object.fromEntries(names.map((name) => [name, text]));
  return { type: "object", additionalProperties: false, properties, ...more };
}

describe("for the compiler", () => {
  test("a wrong combination does not compile, a right one does", async () => {
    const use = `import type { Protocol, ResolvedSource, Source } from "./index.js";
export const right: Protocol[] = [{ type: "tcp", endpoint: "a:1" }, { type: "rtu", device: "/dev/a", timeout: null }];
export const sources: Source[] = [{ file: "a" }, { text: "a" }, { text: null }, { file: "a", note: null }];
// @ts-expect-error it has no device
export const none: Protocol = { type: "rtu" };
// @ts-expect-error the endpoint is missing, and a device is none
export const other: Protocol = { type: "tcp", device: "/dev/a" };
// @ts-expect-error a device is not for TCP
export const both: Protocol = { type: "tcp", endpoint: "a:1", device: "/dev/a" };
// @ts-expect-error there is no such type
export const unknown: Protocol = { type: "udp", endpoint: "a:1" };
// @ts-expect-error exactly one
export const two: Source = { file: "a", text: "b" };
// @ts-expect-error exactly one
export const zero: Source = { note: "a" };
// @ts-expect-error no null is left
export const resolved: ResolvedSource = { file: null, text: "b" };
`;
    expect(await errorsOf(GOLDEN, use)).toEqual([]);
  });

  test("the discriminator and the type guard narrow", async () => {
    const use = `import { applyProtocolDefaults, isProtocol, parseProtocol, standardProtocol } from "./index.js";
import type { Protocol, ProtocolRtu, ProtocolTcp, ResolvedProtocol, Source } from "./index.js";
export function endpoint(value: unknown): string {
  if (!isProtocol(value)) return "";
  const narrowed: ProtocolTcp | ProtocolRtu = value;
  return narrowed.type === "tcp" ? narrowed.endpoint : narrowed.device;
}
export function seconds(value: unknown): number {
  const { timeout, ...protocol } = parseProtocol(value);
  return protocol.type === "rtu" ? timeout + protocol.device.length : timeout + protocol.endpoint.length;
}
export function resolved(value: Protocol): ResolvedProtocol {
  return applyProtocolDefaults(value);
}
export function again(value: ResolvedProtocol): Protocol {
  return value;
}
export function file(source: Source): string | null {
  return source.file != null ? source.file : source.text;
}
export function wrong(value: Protocol): string {
  // @ts-expect-error it may be absent
  return value.endpoint;
}
export const standard: string = standardProtocol["~standard"].vendor;
`;
    expect(await errorsOf(GOLDEN, use)).toEqual([]);
  });
});

test("what compiles is what the validator takes", async () => {
  const { files } = await generate({ schemaDir: GOLDEN });
  const { isProtocol, isSource } = await importOutput<Record<"isProtocol" | "isSource", (value: unknown) => boolean>>(
    files,
    "index.ts",
  );
  const right = [
    { type: "tcp", endpoint: "a:1" },
    { type: "rtu", device: "/dev/a", timeout: null },
  ];
  const wrong = [
    { type: "rtu" },
    { type: "tcp", device: "/dev/a" },
    { type: "tcp", endpoint: "a:1", device: "/dev/a" },
  ];
  expect([...right, ...wrong].filter(isProtocol)).toEqual(right);
  const sources = [{ file: "a" }, { text: "a" }, { text: null }, { file: "a", note: null }];
  expect([...sources, { file: "a", text: "b" }, { note: "a" }].filter(isSource)).toEqual(sources);
});

describe("names", () => {
  test("are those of the values, of required properties where there is no discriminator, and free", async () => {
    const keywords = object(["a", "b", "fields"], { anyOf: [{ required: ["a", "b"] }, { required: ["fields"] }] });
    expect(await declared(keywords)).toEqual([
      "export interface ItFields {",
      "export interface ItAAndB extends ItFields {",
      "export interface ItFields2 extends ItFields {",
      "export type It = ItAAndB | ItFields2;",
    ]);
  });

  test("of several choices are joined where they differ, without pairs that cannot be", async () => {
    const is = (type: string, required: readonly string[]) => ({
      properties: { type: { const: type } },
      required: ["type", ...required],
    });
    const keywords = object(["type", "a", "b"], {
      anyOf: [is("x", []), is("y", ["a"])],
      oneOf: [is("x", ["b"]), is("y", ["b"])],
      examples: [{ type: "x", b: "b" }],
    });
    expect((await declared(keywords)).at(-1)).toBe("export type It = ItX | ItY;");
  });
});

test("names that are hard to write, and what is within an alternative, compile", async () => {
  const properties = {
    ["__proto__"]: text,
    hasOwnProperty: { type: "string", enum: ["a", "b*/"] },
    "a-b": text,
    constructor: object(["n"], {}),
    list: { type: "array", maxItems: 3, items: { type: "integer" } },
  };
  const oneOf = [
    { properties: { hasOwnProperty: { const: "a" } }, required: ["hasOwnProperty", "__proto__"] },
    { properties: { hasOwnProperty: { const: "b*/" } }, required: ["hasOwnProperty", "a-b", "constructor", "list"] },
  ];
  const examples = [{ hasOwnProperty: "b*/", "a-b": "x", constructor: {}, list: [1] }];
  const it = schema("It", { type: "object", additionalProperties: true, properties, oneOf, examples });
  const use = `import { isIt, type ItB } from "./index.js";
export const right: ItB = { hasOwnProperty: "b*/", "a-b": "x", constructor: { n: "y" }, list: [1], more: true };
export function first(value: unknown): number | undefined {
  return isIt(value) && value.hasOwnProperty === "b*/" ? value.list[0] : undefined;
}
`;
  expect(await errorsOf(await folderWith({ "it.schema.json": it }), use)).toEqual([]);
});

test("a default that is none of an alternative's values has to be written over", async () => {
  const keywords = object(["b"], {
    properties: { k: { type: "string", enum: ["x", "y", "z"], default: "x" }, b: text },
    anyOf: [
      { properties: { k: { const: "x" } }, required: ["k"] },
      { properties: { k: { enum: ["y", "z"] } }, required: ["k", "b"] },
    ],
  });
  const use = `import type { It, ResolvedIt } from "./index.js";
export const right: It[] = [{}, { k: "x" }, { k: "z", b: "b" }];
// @ts-expect-error z has a b
export const wrong: It = { k: "z" };
// @ts-expect-error the default is there
export const resolved: ResolvedIt = {};
`;
  expect(await errorsOf(await folderWith({ "it.schema.json": schema("It", keywords) }), use)).toEqual([]);
});

describe("one interface stays where the alternatives say nothing to types", () => {
  test.each([
    ["bounds only", { anyOf: [{ properties: { a: { minLength: 1 } } }, { properties: { a: { pattern: "^b" } } }] }],
    ["a dependence", { dependentRequired: { a: ["b"] } }],
    ["an alternative that asks for nothing", { anyOf: [{ required: ["a"] }, { properties: { b: { minLength: 1 } } }] }],
  ])("%s", async (_, more) => {
    expect(await declared(object(["a", "b"], more))).toEqual(MERGED);
  });
});

describe("the run tells where the type is one interface though there are alternatives", () => {
  /** Objects with a choice between properties. */
  const choice = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `p${index}`);
    return object(names, { oneOf: names.map((name) => ({ required: [name] })), examples: [{ p0: "a" }] });
  };

  async function said(keywords: object): Promise<string[]> {
    const { diagnostics } = await generate({
      schemaDir: await folderWith({ "it.schema.json": schema("It", keywords) }),
    });
    return diagnostics.map(
      ({ severity, pointer, message }) => `${severity} ${pointer} ${message.split("; ").at(-1) ?? ""}`,
    );
  }

  test("at the largest union it is silent, beyond it is not", async () => {
    expect(await said(choice(16))).toEqual([]);
    expect(await declared(choice(16))).toContain("export interface ItP15 extends ItFields {");
    expect(await said(choice(17))).toEqual([
      "approximation  let a property hold each group of alternatives that belong together",
    ]);
    expect(await declared(choice(17))).toEqual(MERGED);
  });

  test("an object without a name", async () => {
    const keywords = { type: "object", additionalProperties: false, properties: { inner: choice(2) } };
    expect(await said(keywords)).toEqual(["approximation /properties/inner move it into $defs, and refer to it"]);
    const named = {
      $defs: { inner: { title: "Inner", ...choice(2) } },
      properties: { inner: { $ref: "#/$defs/inner" } },
    };
    expect(await said({ ...keywords, ...named })).toEqual([]);
  });
});
