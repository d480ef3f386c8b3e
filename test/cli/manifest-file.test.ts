import { expect, test } from "vitest";
import { parseManifestFile } from "../../runtime/cli/manifest-file.js";
import { formatProblem } from "../../runtime/cli/problem.js";

function parse(text: string | Uint8Array): { values: unknown[]; printed: string[] } {
  const { manifests, problems } = parseManifestFile("x.yaml", Buffer.from(text));
  return { values: manifests.map(({ value }) => value), printed: problems.map((each) => formatProblem(each, false)) };
}

test("scalars are what they are to kubectl", () => {
  const text = "a: yes\nb: 010\nc: 2001-01-01\nd: 12:30:45\ne: '1'\nf: ~\ng: 0x10\nh: 1_000\n";
  const want = { a: true, b: 8, c: "2001-01-01", d: "12:30:45", e: "1", f: null, g: 16, h: 1000 };
  expect(parse(text).values).toEqual([want]);
});

test("a byte order mark is no part of the text", () => {
  expect(parse("\ufeffa: 1\n")).toEqual({ values: [{ a: 1 }], printed: [] });
});

test("aliases and merge keys are unfolded", () => {
  expect(parse("a: &a {x: 1}\nb:\n  <<: *a\n  z: 2\n").values).toEqual([{ a: { x: 1 }, b: { x: 1, z: 2 } }]);
});

test("a field named __proto__ is a field", () => {
  const [value] = parse('{"__proto__": {"a": 1}}').values;
  expect(Object.keys(value as object)).toEqual(["__proto__"]);
  expect((value as { a?: number }).a).toBeUndefined();
});

const BAD: readonly { name: string; text: string | Uint8Array; printed: readonly string[] }[] = [
  {
    name: "an empty file",
    text: "# only a comment\n",
    printed: ["x.yaml: error no-manifest: the file holds no document; expected a DeviceLink or device manifest"],
  },
  {
    name: "bytes that are not UTF-8",
    text: Buffer.from([0x61, 0x3a, 0xff]),
    printed: ["x.yaml: error not-utf8: the file is not UTF-8 text; expected YAML or JSON in UTF-8: convert it"],
  },
  {
    name: "a duplicate key",
    text: "a:\n  b: 1\n  c: 2\n  b: 3\n",
    printed: [
      "x.yaml:4:3: error duplicate-key: the key `b` is given twice in one mapping (first given on line 2); expected it once: remove one\n" +
        "    4 |   b: 3\n" +
        "      |   ^",
    ],
  },
  {
    name: "a duplicate key in JSON",
    text: '{"ab": 1,\n "ab": 2}',
    printed: [
      "x.yaml:2:2: error duplicate-key: the key `ab` is given twice in one mapping (first given on line 1); expected it once: remove one\n" +
        '    2 |  "ab": 2}\n' +
        "      |  ^^^^",
    ],
  },
  {
    name: "only the first of errors that follow from each other",
    text: "a: b\n c: d\n",
    printed: [
      "x.yaml:1:4: error yaml-syntax: nested mappings are not allowed in compact mappings; expected YAML or JSON\n" +
        "    1 | a: b\n" +
        "      |    ^",
    ],
  },
  {
    name: "an alias without an anchor",
    text: "a: *none\n",
    printed: [
      "x.yaml:1:4: error unknown-alias: the alias `*none` has no anchor before it; expected `&none` earlier in the document\n" +
        "    1 | a: *none\n" +
        "      |    ^^^^^",
    ],
  },
  {
    name: "aliases that multiply",
    text:
      "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" +
      "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n",
    printed: [
      "x.yaml:1:1: error too-many-aliases: aliases unfold to more than 100 times the document; expected at most that: write the values out\n" +
        "    1 | a: &a [x,x,x,x,x,x,x,x,x,x]\n" +
        "      | ^",
    ],
  },
];

test.each(BAD)("$name is told", ({ text, printed }) => {
  expect(parse(text)).toEqual({ values: [], printed });
});

test("a bad document leaves the others usable", () => {
  const { values, printed } = parse("a: 1\n---\nb: [\n---\nc: 3\n");
  expect(values).toEqual([{ a: 1 }, { c: 3 }]);
  expect(printed).toHaveLength(1);
  expect(printed[0]).toContain("x.yaml:4:1: error yaml-syntax:");
});
