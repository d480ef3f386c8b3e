import { readdir, readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { LINT_CODES } from "../../../generator/crd-lint/codes.js";
import { lintFile, lintText } from "../../../generator/crd-lint/lint-file.js";
import { main } from "../../../generator/cli.js";
import { folderWith } from "../source-folder.js";
import { definitionWith } from "./definition.js";

const verdicts = (text: string) =>
  lintText(text, "x").map(({ accepted, diagnostics }) => [accepted, ...diagnostics.map(({ code }) => code)]);

test("our own definitions are accepted without a word", async () => {
  const names = (await readdir("generated/crds")).filter((name) => name !== "kustomization.yaml");
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const { verdicts: found } = await lintFile(`generated/crds/${name}`);
    expect(found).toMatchObject([{ accepted: true, diagnostics: [] }]);
  }
});

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const bomb = Array.from({ length: 9 }, (_, i) => `k${i}: &a${i} [${`*a${i - 1},`.repeat(i === 0 ? 0 : 10)}x]`).join(
  "\n",
);

/** Input that is no definition, and the only code that it gives. */
const HOSTILE: readonly (readonly [name: string, text: string, code: keyof typeof LINT_CODES])[] = [
  ["nothing", "", "empty-file"],
  ["comments only", "# a\n---\n# b\n", "empty-file"],
  ["null", "null", "empty-file"],
  ["text", "hello", "unsupported-kind"],
  ["a list", "- a\n", "unsupported-kind"],
  ["another kind", "apiVersion: v1\nkind: Pod\n", "unsupported-kind"],
  ["a List", "apiVersion: v1\nkind: List\nitems: []\n", "unsupported-kind"],
  ["v1beta1", "apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\n", "unsupported-version"],
  ["broken JSON", '{"a": [1,}', "syntax-error"],
  ["broken YAML", "a: [1\nb: }", "syntax-error"],
  ["no number that JSON has", "a: .nan", "syntax-error"],
  ["a name that is no text", "? [a]\n: b\n", "syntax-error"],
  ["no such anchor", "a: *b\n", "syntax-error"],
  ["an anchor in itself", "a: &a\n  b: *a\n", "cyclic-alias"],
  ["aliases of aliases", bomb, "alias-bomb"],
  ["depth 5,000 in JSON", nested(5000), "too-deep"],
  ["depth 5,000 in YAML", `a: ${"[".repeat(5000)}${"]".repeat(5000)}`, "too-deep"],
  ["depth 100,000", "[".repeat(100_000), "too-deep"],
  ["10 MB", JSON.stringify({ a: "x".repeat(10_000_000) }), "too-large"],
  ["bytes", String.fromCharCode(...Array(256).keys()), "unsupported-kind"],
];

test.each(HOSTILE)("%s", (_name, text, code) => {
  expect(verdicts(text)).toEqual([[false, code]]);
});

test("YAML is read as kubectl reads it", () => {
  const yaml = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: &m {name: things.example.dev}
spec:
  group: example.dev
  scope: Namespaced
  names: {plural: things, kind: Thing}
  versions:
  - name: v1
    served: yes
    storage: on
    schema:
      openAPIV3Schema:
        type: object
        properties:
          on: {type: string, default: 2020-01-01}
          a: {type: integer, default: 0o17, maximum: 1_000}
          b: {type: string, maxLength: 3.0, default: 12:30:45, maxLength: 9}
`;
  expect(verdicts(yaml)).toEqual([[true, "key-not-text", "duplicate-field"]]);
});

test("every document of a file has a verdict, and places are those of the file", () => {
  const good = JSON.stringify(definitionWith({ type: "string" }));
  const bad = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  scope: Here\n";
  const found = lintText(`${good}\n---\n---\n${bad}`, "x");
  expect(found.map(({ index, accepted }) => [index, accepted])).toEqual([
    [0, true],
    [1, false],
  ]);
  expect(found[1]?.diagnostics).toContainEqual({
    code: "invalid-scope",
    severity: "error",
    path: "spec.scope",
    message: 'Unsupported value: "Here": supported values: "Cluster", "Namespaced"',
    line: 7,
    column: 10,
  });
});

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const io = { out: (text: string) => void (out += text), err: (text: string) => void (err += text), colour: false };
  const code = await main(argv, io);
  return { code, out, err };
}

test("crd lint shows the line, the reason and a summary", async () => {
  const folder = await folderWith({});
  const good = await run("crd", "lint", "generated/crds/edge.cattle.io_devicelinks.yaml");
  expect(good.code).toBe(0);
  expect(good.err).toMatch(/^note: CEL rules .* their cost estimated.*\n$/);
  expect(good.out).toBe("linted: 1 document, all would be accepted (0 errors, 0 warnings)\n");
  const missing = await run("crd", "lint", `${folder}/none.yaml`);
  expect(missing.code).toBe(1);
  expect(missing.err).toContain("none.yaml error file-unreadable: ENOENT");
});

test("crd lint --json prints one object per document", async () => {
  const path = `${await folderWith({})}/a.json`;
  await writeFile(path, JSON.stringify(definitionWith({ type: "null" })));
  const { code, out, err } = await run("crd", "lint", "--json", path, "generated/crds/edge.cattle.io_devicelinks.yaml");
  expect(code).toBe(1);
  expect(err).toMatch(/^note: CEL/);
  const [first, second, ...more] = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  expect(more).toEqual([]);
  expect(Object.keys(first ?? {})).toEqual(["file", "index", "accepted", "diagnostics"]);
  expect(first).toMatchObject({ file: path, index: 0, accepted: false });
  expect(first).toHaveProperty("diagnostics.0.code", "invalid-type");
  expect(second).toMatchObject({ accepted: true, diagnostics: [] });
});

test("without a file it is wrong usage", async () => {
  expect((await run("crd", "lint")).code).toBe(2);
});

test("every code of the table is used", async () => {
  const names = (await readdir("generator/crd-lint", { recursive: true })).filter(
    (name) => name.endsWith(".ts") && name !== "codes.ts",
  );
  const sources = await Promise.all(names.map((name) => readFile(`generator/crd-lint/${name}`, "utf8")));
  const all = sources.join("\n");
  expect(Object.keys(LINT_CODES).filter((code) => !all.includes(`"${code}"`))).toEqual([]);
});
