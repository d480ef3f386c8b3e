import { describe, expect, test } from "vitest";
import { explain } from "../../generator/explain.js";
import { generate } from "../../generator/generate.js";
import { folderWith } from "./source-folder.js";

/** Names of members that every object of JavaScript inherits. */
const INHERITED = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf"];

const TEXT = { type: "string", maxLength: 9 };

/** What is said of a type whose property `it` is this; `$NAME` stands for the name that is tried. */
async function errorsOf(name: string, it: object, root: object = {}): Promise<string[]> {
  const thing = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Thing",
    type: "object",
    properties: { it },
    additionalProperties: false,
    ...root,
  };
  const folder = await folderWith({ "thing.schema.json": JSON.stringify(thing).replaceAll("$NAME", name) });
  const { diagnostics } = await generate({ schemaDir: folder });
  await explain(folder, `${folder}/thing.schema.json`);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  for (const { message } of errors) expect(message).not.toMatch(/native code|\[object|undefined/);
  return errors.map(({ code, pointer }) => `${code} ${pointer}`);
}

describe.each(INHERITED)("what is called %s", (name) => {
  test("as a keyword is unknown", async () => {
    expect(await errorsOf(name, { ...TEXT, $NAME: 1 })).toEqual([`unknown-keyword /properties/it/${name}`]);
  });

  test("as a keyword of members of allOf is unknown", async () => {
    const parts = [
      { ...TEXT, $NAME: "x" },
      { type: "string", minLength: 2, $NAME: false },
    ];
    const errors = await errorsOf(name, { allOf: parts });
    expect([...new Set(errors.map((error) => error.split(" ")[0]))]).toEqual(["unknown-keyword", "not-translatable"]);
  });

  test("as a format is none", async () => {
    const refused = ["not-translatable /properties/it/format"];
    expect(await errorsOf(name, { ...TEXT, format: "$NAME" })).toEqual(refused);
    expect(await errorsOf(name, { type: "integer", format: "$NAME" })).toEqual(refused);
  });

  test("as a format below a junctor is none", async () => {
    const errors = await errorsOf(name, { ...TEXT, anyOf: [{ format: "$NAME" }, { minLength: 2 }] });
    expect(errors).toEqual(["not-translatable /properties/it/anyOf/0/format"]);
  });

  test("as a type is none", async () => {
    expect(await errorsOf(name, { type: "$NAME" })).not.toEqual([]);
  });

  test("as a field has defaults that are valid", async () => {
    const it = { type: "object", properties: { $NAME: TEXT }, additionalProperties: false };
    expect(await errorsOf(name, { ...it, default: { $NAME: "fine" } })).toEqual([]);
    expect(await errorsOf(name, { ...it, default: { $NAME: 5 } })).toEqual([
      `invalid-default /properties/it/default/${name}`,
    ]);
    expect(await errorsOf(name, { ...it, additionalProperties: true, default: { $NAME: 5 } })).toEqual([
      `invalid-default /properties/it/default/${name}`,
    ]);
  });

  test("as a required field must be declared", async () => {
    const it = { type: "object", properties: { a: TEXT }, required: ["$NAME"], additionalProperties: false };
    expect(await errorsOf(name, it)).toEqual(["unknown-property /properties/it/required/0"]);
  });

  test("as the target of a reference must be there", async () => {
    const errors = await errorsOf(name, { $ref: "#/$defs/$NAME" }, { $defs: { a: TEXT } });
    expect(errors).toEqual(["unresolved-ref /properties/it/$ref"]);
  });
});
