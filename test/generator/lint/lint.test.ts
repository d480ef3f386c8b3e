import { readdirSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { run } from "../command-line.js";
import { folderWith, schema } from "../source-folder.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));

/** A copy of the sources of a case, below schema/ of a new folder. */
async function copyOf(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "octopus-lint-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(join(golden, name, "given"), join(folder, "schema"), { recursive: true });
  return folder;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

// `npx vitest run test/generator/lint -u` rewrites what is wanted; read the diff.
describe("lint --fix mends what has one sure remedy, and keeps the rest byte for byte", () => {
  test.each(readdirSync(golden))("%s", async (name) => {
    const folder = await copyOf(name);
    const { out, err } = await run("lint", folder, "--fix");
    const said = (out + err).replaceAll(`${folder}/`, "");
    await expect(said).toMatchFileSnapshot(join(golden, name, "said.txt"));
    for (const path of await filesBelow(join(folder, "schema"))) {
      const text = await readFile(join(folder, "schema", path), "utf8");
      await expect(text).toMatchFileSnapshot(join(golden, name, "want", path));
    }
    const again = await run("lint", folder, "--fix");
    expect(again.out, "a second run has nothing left to mend").not.toContain(" fixed ");
  });
});

describe("lint", () => {
  const project = (keywords: object) => folderWith({ "schema/word.schema.json": schema("Word", keywords) });

  test("finds what generate finds, and writes nothing", async () => {
    const folder = await project({
      type: "object",
      required: ["name"],
      properties: { name: { type: "string", maxLength: 9, pattern: "^q{7}$" } },
      additionalProperties: false,
    });
    const generated = await run("generate", folder);
    const { code, out, err } = await run("lint", folder);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(generated.err.replace("; nothing was written", ""));
    expect(await readdir(folder)).toEqual(["schema"]);
  });

  test("says so when there is nothing to find", async () => {
    const folder = await project({ type: "string", maxLength: 9 });
    expect(await run("lint", folder)).toEqual({ code: 0, out: "linted: 1 schema, no findings\n", err: "" });
  });

  test("leaves files alone without --fix, and those that need none with it", async () => {
    const folder = await folderWith({
      "schema/word.schema.json": schema("Word", { type: "string", maxlength: 9 }),
      "schema/other.schema.json": schema("Other", { type: "string", maxLength: 9 }),
    });
    const times = async () =>
      Promise.all(
        ["word", "other"].map(async (name) => (await stat(join(folder, `schema/${name}.schema.json`))).mtimeMs),
      );
    const before = await times();
    expect(await run("lint", folder)).toMatchObject({ code: 1 });
    expect(await times()).toEqual(before);
    const { code, out } = await run("lint", folder, "--fix", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      diagnostics: [],
      fixed: [{ code: "unknown-keyword", fix: { kind: "rename", from: "maxlength", to: "maxLength" } }],
    });
    const after = await times();
    expect([after[0] !== before[0], after[1] === before[1]]).toEqual([true, true]);
  });

  test("does not change sources outside of the folder", async () => {
    const shared = schema("Length", { type: "integer", minimun: 0 });
    const folder = await folderWith({
      "schema/word.schema.json": schema("Word", {
        type: "object",
        additionalProperties: false,
        properties: { length: { $ref: "../shared/length.json" } },
      }),
      "shared/length.json": shared,
    });
    const { code, err } = await run("lint", folder, "--fix");
    expect([code, err]).toEqual([1, expect.stringContaining(`did you mean "minimum"`)]);
    expect(await readFile(join(folder, "shared/length.json"), "utf8")).toBe(shared);
  });
});
