import { describe, expect, test } from "vitest";
import { parseManifestFile } from "../../runtime/cli/manifest-file.js";
import type { Part } from "../../runtime/cli/positions.js";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly pointer: string;
  readonly part?: Part;
  /** Line, column, and what the carets stand under. */
  readonly want: readonly [number, number, string];
}

const BLOCK = "spec:\n  client:\n    server: tcp://a:1\n    empty:\n  list:\n  - x: 1\n  - two\n";
const ANCHORS = "base: &base\n  server: a\nuse:\n  <<: *base\n  qos: 1\nsame: *base\n";
const SEQUENCE_MERGE = "a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc:\n  <<: [*a, *b]\n";

const CASES: readonly Case[] = [
  { name: "a scalar", text: BLOCK, pointer: "/spec/client/server", want: [3, 13, "tcp://a:1"] },
  { name: "the key of a scalar", text: BLOCK, pointer: "/spec/client/server", part: "key", want: [3, 5, "server"] },
  { name: "a value that is empty, by its key", text: BLOCK, pointer: "/spec/client/empty", want: [4, 5, "empty"] },
  { name: "a block mapping, by its key", text: BLOCK, pointer: "/spec/client", want: [2, 3, "client"] },
  {
    name: "a missing field, by the key of its parent",
    text: BLOCK,
    pointer: "/spec/client/qos",
    want: [2, 3, "client"],
  },
  { name: "a missing tree, by the nearest key", text: BLOCK, pointer: "/spec/a/b/c", want: [1, 1, "spec"] },
  { name: "a missing field of the root", text: BLOCK, pointer: "/kind", want: [1, 1, "spec"] },
  { name: "the document", text: BLOCK, pointer: "", want: [1, 1, "spec"] },
  { name: "an item that is a mapping", text: BLOCK, pointer: "/spec/list/0", want: [6, 5, "x"] },
  { name: "a field missing in an item", text: BLOCK, pointer: "/spec/list/0/y", want: [6, 5, "x"] },
  { name: "an item that is a scalar", text: BLOCK, pointer: "/spec/list/1", want: [7, 5, "two"] },
  { name: "an item beyond the end", text: BLOCK, pointer: "/spec/list/9", want: [5, 3, "list"] },
  { name: "flow style", text: "a: {b: [1, 'two'], c: x}\n", pointer: "/a/b/1", want: [1, 12, "'two'"] },
  { name: "a flow mapping, whole", text: "a: {b: 1}\n", pointer: "/a", want: [1, 4, "{b: 1}"] },
  { name: "a flow mapping over lines, its first", text: "a: {b: 1,\n  c: 2}\n", pointer: "/a", want: [1, 4, "{b: 1,"] },
  { name: "JSON", text: '{\n  "a": {"b": "x"}\n}\n', pointer: "/a/b", want: [2, 14, '"x"'] },
  { name: "a key of JSON", text: '{"a": 1}', pointer: "/a", part: "key", want: [1, 2, '"a"'] },
  { name: "CRLF", text: "a:\r\n  b: xyz\r\n", pointer: "/a/b", want: [2, 6, "xyz"] },
  { name: "the last line without a newline", text: "a:\n  b: xyz", pointer: "/a/b", want: [2, 6, "xyz"] },
  { name: "tabs after a key", text: "a:\tb\n", pointer: "/a", want: [1, 4, "b"] },
  { name: "comments before", text: "# one\n\n# two\na: b\n", pointer: "/a", want: [4, 4, "b"] },
  { name: "a block scalar, by its key", text: "a: |\n  text\n  more\n", pointer: "/a", want: [1, 1, "a"] },
  { name: "an escaped pointer", text: "a/b:\n  c~d: x\n", pointer: "/a~1b/c~0d", want: [2, 8, "x"] },
  { name: "a key that is a boolean to YAML 1.1", text: "on: x\n", pointer: "/true", want: [1, 5, "x"] },
  { name: "a key that is a number", text: "1: x\n", pointer: "/1", want: [1, 4, "x"] },
  { name: "an alias itself", text: ANCHORS, pointer: "/same", want: [6, 7, "*base"] },
  { name: "through an alias, where the text is", text: ANCHORS, pointer: "/same/server", want: [2, 11, "a"] },
  { name: "through a merge key", text: ANCHORS, pointer: "/use/server", want: [2, 11, "a"] },
  { name: "beside a merge key", text: ANCHORS, pointer: "/use/qos", want: [5, 8, "1"] },
  { name: "missing beside a merge key", text: ANCHORS, pointer: "/use/topic", want: [3, 1, "use"] },
  { name: "the first of several merged mappings", text: SEQUENCE_MERGE, pointer: "/c/x", want: [1, 11, "1"] },
  { name: "the second of several merged mappings", text: SEQUENCE_MERGE, pointer: "/c/z", want: [2, 17, "3"] },
];

test.each(CASES)("$name", ({ text, pointer, part = "value", want }) => {
  const { manifests, problems } = parseManifestFile("x.yaml", Buffer.from(text));
  expect(problems).toEqual([]);
  const problem = manifests[0]?.problemAt(pointer, part, { severity: "error", code: "x", message: "m" });
  const { text: line = "", start = 0, length = 0 } = problem?.excerpt ?? {};
  expect([problem?.line, problem?.column, line.slice(start, start + length)]).toEqual(want);
});

describe("several manifests", () => {
  const at = (text: string, pointer: string) =>
    parseManifestFile("x.yaml", Buffer.from(text)).manifests.map((manifest) => {
      const { line, column } = manifest.problemAt(pointer, "value", { severity: "error", code: "x", message: "m" });
      return { begins: manifest.line, line, column };
    });

  test("documents of a file, empty ones left out", () => {
    const text = "---\na: 1\n---\n# nothing\n---\nb: 2\na: 3\n...\n";
    expect(at(text, "/a")).toEqual([
      { begins: 2, line: 2, column: 4 },
      { begins: 6, line: 7, column: 4 },
    ]);
  });

  test("items of a List", () => {
    const text = "apiVersion: v1\nkind: List\nitems:\n- kind: A\n  a: 1\n- a: 2\n  kind: B\n";
    expect(at(text, "/a")).toEqual([
      { begins: 4, line: 5, column: 6 },
      { begins: 6, line: 6, column: 6 },
    ]);
  });
});
