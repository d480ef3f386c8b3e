import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { diffInputs } from "../../../generator/crd-diff/index.js";
import { emitCrds } from "../../../generator/emit/crds.js";
import { generate } from "../../../generator/generate.js";
import { folderWith, schema } from "../source-folder.js";
import { object, thing } from "./crds.js";
import { run } from "./run.js";

const closed = (properties: object) => ({ type: "object", additionalProperties: false, properties });
const word = (maxLength: number) => schema("Word", { type: "string", maxLength });
const holder = schema("Holder", closed({ word: { $ref: "../common/word.schema.json" } }));

/** Sources of a CRD whose spec leads to a word in another folder. */
const sources = (maxLength: number) => ({
  "schema/common/word.schema.json": word(maxLength),
  "schema/device/thing.schema.json": schema("Thing", {
    type: "object",
    additionalProperties: false,
    required: ["apiVersion", "kind", "metadata"],
    properties: {
      apiVersion: { type: "string", maxLength: 63, description: "Group and version." },
      kind: { type: "string", maxLength: 63, description: "Kind." },
      metadata: { type: "object", additionalProperties: true, description: "Metadata." },
      spec: { ...closed({ word: { $ref: "../common/word.schema.json" } }), description: "The wish." },
    },
  }),
  "schema/crd/thing.crd.json": JSON.stringify({
    group: "example.dev",
    scope: "Namespaced",
    names: { kind: "Thing", plural: "things" },
    versions: [{ name: "v1", served: true, storage: true, schema: { $ref: "../device/thing.schema.json" } }],
  }),
});

/** Writes files and commits them, as a person would. */
async function commit(folder: string, files: Readonly<Record<string, string>>, tag: string): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.dev", "-c", "commit.gpgsign=false"];
  const git = (...args: string[]) => execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "pipe" });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", tag);
  git("tag", tag);
}

const told = (changes: Awaited<ReturnType<typeof diffInputs>>) =>
  changes.map(({ rule, subject, path, place }) => [rule, subject.name, path, `${place.file}:${place.line}`]);

describe("source schemas", () => {
  test("are compiled to CRDs, and a change is told at its line in the source", async () => {
    const [old, next] = [await folderWith(sources(9)), await folderWith(sources(8))];
    const changes = await diffInputs(join(old, "schema"), join(next, "schema"));
    expect(told(changes)).toEqual([
      ["maxLength/tightened", "things.example.dev", ".spec.word", join(next, "schema/common/word.schema.json:6")],
    ]);
  });

  test("compare with a CRD that was generated from them", async () => {
    const folder = await folderWith(sources(9));
    const schemaDir = join(folder, "schema");
    const { files } = await generate({ schemaDir, emitters: () => Promise.resolve([emitCrds]) });
    for (const { path, content } of files) await writeFile(join(folder, basename(path)), content);
    expect(await diffInputs(join(folder, "example.dev_things.yaml"), schemaDir)).toEqual([]);
  });

  test("of types that no CRD uses are compared too, one file if one is named", async () => {
    const files = (maxLength: number) => ({
      "common/word.schema.json": word(maxLength),
      "a/holder.schema.json": holder,
    });
    const [old, next] = [await folderWith(files(9)), await folderWith(files(10))];
    const expected = [["maxLength/loosened", "Holder", ".word", join(next, "common/word.schema.json:6")]];
    expect(told(await diffInputs(old, next))).toEqual(expected);
    const [oldFile, newFile] = [join(old, "a/holder.schema.json"), join(next, "a/holder.schema.json")];
    expect((await diffInputs(oldFile, newFile)).map(({ rule }) => rule)).toEqual(["maxLength/loosened"]);
  });

  test("a type that another one uses now is the same type still", async () => {
    const old = await folderWith({ "common/word.schema.json": word(9) });
    const next = await folderWith({ "common/word.schema.json": word(8), "a/holder.schema.json": holder });
    expect((await diffInputs(old, next)).map(({ rule, subject }) => `${rule} ${subject.name}`)).toEqual([
      "maxLength/tightened Word",
      "typeAddition Holder",
    ]);
  });

  test("with errors are refused with all of them", async () => {
    const folder = await folderWith({ "a.schema.json": schema("A", { type: "strin" }), "b.schema.json": "{" });
    const { code, err } = await run("diff", folder, folder);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^sources-invalid: [^\n]*a\.schema\.json:5:\d+ error dialect-violation: [^\n]*\n[^\n]*b\.schema\.json/,
    );
  });
});

describe("a folder of CRDs", () => {
  test("is read whole, and what is no CRD is passed over", async () => {
    const spec = (maximum: number) => object({ n: { type: "integer", maximum } });
    const files = (maximum: number) => ({
      "deep/a.yaml": thing(spec(maximum)),
      "b.json": thing(spec(maximum), "others"),
      "kustomization.yml": "kind: Kustomization\n",
      "README.md": "{{",
      "node_modules/x/broken.json": "{",
    });
    const [old, next] = [await folderWith(files(2)), await folderWith(files(1))];
    expect(told(await diffInputs(old, next)).map(([rule, name]) => `${rule} ${name}`)).toEqual([
      "maximum/tightened others.example.dev",
      "maximum/tightened things.example.dev",
    ]);
  });
});

describe("a git revision", () => {
  test("holds CRDs, as a file or a folder", async () => {
    const folder = await folderWith({});
    const spec = (maximum: number) => object({ n: { type: "integer", maximum } });
    await commit(folder, { "crds/a.yaml": thing(spec(2)) }, "v1");
    await commit(folder, { "crds/a.yaml": thing(spec(1)) }, "v2");
    const expected = [["maximum/tightened", "things.example.dev", ".spec.n", "crds/a.yaml:28"]];
    expect(told(await diffInputs("v1:crds/a.yaml", "v2:crds/a.yaml", undefined, folder))).toEqual(expected);
    expect(told(await diffInputs("v1:crds", "v2:crds", undefined, folder))).toEqual(expected);
    expect(told(await diffInputs("v1:./a.yaml", "HEAD:./", undefined, join(folder, "crds")))).toEqual(expected);
    await rm(join(folder, "crds"), { recursive: true });
    expect(told(await diffInputs("v1:", "HEAD:", undefined, folder))).toEqual(expected);
  });

  test("holds source schemas, whose references lead out of the folder", async () => {
    const folder = await folderWith({});
    const files = (maxLength: number) => ({
      "common/word.schema.json": word(maxLength),
      "a/holder.schema.json": holder,
    });
    await commit(folder, files(9), "v1");
    await commit(folder, files(8), "v2");
    expect(told(await diffInputs("v1:a", "v2:a", undefined, folder))).toEqual([
      ["maxLength/tightened", "Holder", ".word", "common/word.schema.json:6"],
    ]);
  });

  test.each([
    ["v9:crds", 'has no revision "v9"; fetch it, or name a branch, tag or commit'],
    ["v1:nothing", 'v1:nothing: the revision has no "nothing"; name the path from '],
    ["--help:crds", 'has no revision "--help"'],
    ["v1:docs", "docs holds no JSON or YAML in that revision"],
    ["v1:bad.yaml", "revision v1: bad.yaml:2:1 is not YAML or JSON"],
    ["v1:wrong", "revision v1: wrong/a.schema.json:5:11 error dialect-violation"],
    ["v1:empty", "no CustomResourceDefinition"],
  ])("that cannot be read is told: %s", async (input, message) => {
    const folder = await folderWith({});
    const files = {
      "crds/a.yaml": thing({ type: "object" }),
      "docs/a.md": "#",
      "bad.yaml": "a: [b\nc",
      "empty/a.yaml": "",
      "wrong/a.schema.json": schema("A", { type: "strin" }),
    };
    await commit(folder, files, "v1");
    await expect(diffInputs(input, "v1:crds", undefined, folder)).rejects.toThrow(message);
  });

  test("outside a repository is told", async () => {
    const folder = await folderWith({});
    await expect(diffInputs("main:crds", "x", undefined, folder)).rejects.toThrow(
      "main:crds does not exist as a file, and there is no git repository here to read it from",
    );
  });
});

describe("an input that cannot be used is told", () => {
  test.each([
    ["nowhere.yaml", "input-unreadable: nowhere.yaml does not exist; name a file, a folder or a git REVISION:PATH\n"],
    [
      "empty.yaml",
      "no-crd: empty.yaml holds no CustomResourceDefinition and no *.schema.json; name a file or folder that does\n",
    ],
    [
      "old-api.yaml",
      'no-crd: old-api.yaml:2 has the apiVersion "apiextensions.k8s.io/v1beta1", expected apiextensions.k8s.io/v1, the ' +
        "only one that servers since 1.22 take; convert the CRD first\n",
    ],
  ])("%s", async (name, message) => {
    const folder = await folderWith({
      "empty.yaml": "kind: ConfigMap\n",
      "old-api.yaml": "kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1beta1\n",
    });
    const { code, out, err } = await run("diff", join(folder, name), join(folder, name));
    expect({ code, out, err: err.replaceAll(`${folder}/`, "") }).toEqual({ code: 2, out: "", err: message });
  });
});
