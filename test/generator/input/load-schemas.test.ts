import { symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { buildSources } from "../../../generator/generate.js";
import { loadSchemas } from "../../../generator/input/load-schemas.js";
import { positionOf } from "../../../generator/input/positions.js";
import { folderWith, schema } from "../source-folder.js";

const text = schema("Text", { type: "string", maxLength: 9 });
const referring = (title: string, $ref: string) =>
  schema(title, { type: "object", properties: { it: { $ref } }, additionalProperties: false });

test("reads schemas and CRDs in the order of their paths, and nothing else", async () => {
  const folder = await folderWith({
    "schema/b/two.schema.json": text,
    "schema/a.schema.json": text,
    "schema/crd/one.crd.json": "{}",
    "schema/meta/dialect.schema.json": text,
    "schema/notes.json": "not read",
  });
  const { documents, diagnostics } = await loadSchemas(join(folder, "schema"));
  expect(diagnostics).toEqual([]);
  expect(documents.map(({ kind, source, group, fileName }) => [kind, source, group, fileName])).toEqual([
    ["schema", "a.schema.json", "", "a"],
    ["schema", "b/two.schema.json", "b", "two"],
    ["crd", "crd/one.crd.json", "crd", "one"],
  ]);
});

test("follows references out of the folder, through others, and names them as the sources do", async () => {
  const folder = await folderWith({
    "schema/mine.schema.json": referring("Mine", "../shared/common/first.schema.json"),
    "shared/common/first.schema.json": referring("First", "second.schema.json"),
    "shared/common/second.schema.json": text,
  });
  const { documents, diagnostics } = await loadSchemas(join(folder, "schema"));
  expect(diagnostics).toEqual([]);
  expect(documents.map(({ source, group, path }) => [source, group, path])).toEqual([
    ["../shared/common/first.schema.json", "common", join(folder, "shared/common/first.schema.json")],
    ["../shared/common/second.schema.json", "common", join(folder, "shared/common/second.schema.json")],
    ["mine.schema.json", "", join(folder, "schema/mine.schema.json")],
  ]);
});

test("follows references into an installed package", async () => {
  const folder = await folderWith({
    "schema/mine.schema.json": referring("Mine", "some-types/schema/mqtt/outer.schema.json"),
    "node_modules/some-types/package.json": `{ "name": "some-types", "exports": { "./schema/*": "./files/*" } }`,
    "node_modules/some-types/files/mqtt/outer.schema.json": referring("Outer", "../common/inner.schema.json"),
    "node_modules/some-types/files/common/inner.schema.json": text,
  });
  const { documents, diagnostics } = await loadSchemas(join(folder, "schema"));
  expect(diagnostics).toEqual([]);
  expect(documents.map(({ source, group }) => [source, group])).toEqual([
    ["mine.schema.json", ""],
    ["some-types/schema/common/inner.schema.json", "common"],
    ["some-types/schema/mqtt/outer.schema.json", "mqtt"],
  ]);
});

test("reads a file once, however it is referred to", async () => {
  const folder = await folderWith({
    "real/a.schema.json": referring("A", "b.schema.json"),
    "real/b.schema.json": text,
    "real/c.schema.json": referring("C", "./b.schema.json"),
  });
  await symlink(join(folder, "real"), join(folder, "schema"));
  const { documents } = await loadSchemas(join(folder, "schema"));
  expect(documents.map(({ source }) => source)).toEqual(["a.schema.json", "b.schema.json", "c.schema.json"]);
});

test("a property named default or $ref is no reference", async () => {
  const properties = { default: { type: "boolean" }, $ref: { type: "boolean", default: { $ref: "nowhere" } } };
  const folder = await folderWith({
    "schema/a.schema.json": schema("A", { type: "object", properties, additionalProperties: false }),
  });
  const { diagnostics, documents } = await loadSchemas(join(folder, "schema"));
  expect(diagnostics).toEqual([]);
  expect(documents[0]?.references).toEqual([]);
});

test("a folder that is not there, or holds no schemas, is reported", async () => {
  const folder = await folderWith({ "empty/readme.md": "" });
  for (const name of ["nowhere", "empty"]) {
    const { diagnostics } = await loadSchemas(join(folder, name));
    expect(diagnostics).toMatchObject([{ code: "file-unreadable", file: join(folder, name), line: 0 }]);
  }
});

test("every pointer has a line and a column", () => {
  const document = { path: "x", text: '{\n  "a/b": [\n    1, { "~": true }\n  ]\n}' };
  expect(positionOf(document, "", "value")).toEqual({ line: 1, column: 1 });
  expect(positionOf(document, "/a~1b", "key")).toEqual({ line: 2, column: 3 });
  expect(positionOf(document, "/a~1b/1/~0", "value")).toEqual({ line: 3, column: 15 });
  expect(positionOf(document, "/a~1b/7/nowhere", "value")).toEqual({ line: 2, column: 10 });
});

test("follows references to an $id, in whatever file and format that is", async () => {
  const withId = ($id: string) => ({ $id, type: "string", maxLength: 9 });
  const folder = await folderWith({
    "schema/a.schema.json": referring("A", "https://example.com/text"),
    "schema/b.schema.json": referring("B", "urn:example:inner"),
    "schema/c.schema.json": schema("C", { ...withId("https://example.com/types/c") }),
    "schema/d.schema.json": schema("D", {
      $id: "https://example.com/types/d",
      type: "object",
      properties: { c: { $ref: "c#" } },
      additionalProperties: false,
      $defs: { inner: withId("urn:example:inner") },
    }),
    "schema/text.schema.yaml": `$id: https://example.com/text\ntype: string\n`,
  });
  const { documents, diagnostics } = await loadSchemas(
    join(folder, "schema"),
    new Set(["a.schema.json", "b.schema.json", "d.schema.json"]),
  );
  expect(diagnostics).toEqual([]);
  const targets = documents.flatMap(({ references }) => references.map(({ target }) => relative(folder, target)));
  expect(targets).toEqual(["schema/text.schema.yaml", "schema/d.schema.json#/$defs/inner", "schema/c.schema.json"]);
});

test("finds references below a folder whose name a URI would escape", async () => {
  const port = { type: "integer", minimum: 1 };
  const line = { type: "object", properties: { port: { $ref: "port.schema.json" } }, additionalProperties: false };
  for (const name of ["RUNNER~1", "ü é#%41 $&[1]?"]) {
    const folder = await folderWith({
      [`${name}/port.schema.json`]: schema("Port", port),
      [`${name}/thing.schema.json`]: schema("Thing", {
        type: "object",
        properties: { line: { ...line, default: { port: 2 } } },
        additionalProperties: false,
      }),
    });
    expect((await buildSources(join(folder, name))).diagnostics, name).toEqual([]);
  }
});
