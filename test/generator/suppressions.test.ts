import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import { run } from "./command-line.js";
import { folderWith, schema } from "./source-folder.js";

const MARK = "octopus-mqtt-codegen-ignore";
const HEAD = "$schema: https://json-schema.org/draft/2020-12/schema\ntitle: Pump\ndescription: A pump.\ntype: object\n";

/** A schema with two strings that have no bound. */
const pump = (first: object = {}, whole: object = {}) =>
  schema("Pump", {
    ...{ type: "object", additionalProperties: false, ...whole },
    properties: { make: { type: "string", ...first }, model: { type: "string" } },
  });

const yamlPump = (...lines: string[]) => `${HEAD}additionalProperties: false\nproperties:\n${lines.join("\n")}\n`;

/** What lint says of a source, a line per finding, and its exit code. */
async function lint(files: Readonly<Record<string, string>>): Promise<{ code: number; found: string[] }> {
  const folder = await folderWith(files);
  const { code, out, err } = await run("lint", folder);
  const lines = `${out}${err}`.replaceAll(`${folder}/`, "").split("\n");
  return { code, found: lines.filter((line) => /^\S+ (?:error|warning)|suppressed|no findings/.test(line)) };
}

const ofJson = (text: string) => lint({ "schema/pump.schema.json": text });
const ofYaml = (text: string) => lint({ "schema/pump.schema.yaml": text });

describe("a $comment that suppresses", () => {
  test("is about the schema that holds it", async () => {
    const { code, found } = await ofJson(pump({ $comment: `${MARK} unbounded: comes from a list` }));
    expect(code).toBe(0);
    expect(found[0]).toMatch(/^schema\/pump\.schema\.json:12:\d+ warning unbounded: /);
    expect(found.slice(1)).toEqual(["0 errors, 1 warning, 1 suppressed"]);
  });

  test("is about all within it, too, and may have other lines", async () => {
    const { found } = await ofJson(pump({}, { $comment: `A note.\n${MARK} unbounded: all come from a list` }));
    expect(found).toEqual(["0 errors, 0 warnings, 2 suppressed", "linted: 1 schema, no findings"].toReversed());
  });

  test("is no part of the output", async () => {
    const folder = await folderWith({
      "schema/pump.schema.json": pump({}, { $comment: `Kept.\n${MARK} unbounded: listed` }),
    });
    expect(await run("generate", folder)).toMatchObject({ code: 0 });
    const names = await readdir(join(folder, "generated"), { recursive: true, withFileTypes: true });
    const files = names.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect(await readFile(file, "utf8")).not.toContain(MARK);
  });
});

describe("a comment of YAML that suppresses", () => {
  test("is about what begins on the next line, or on its own", async () => {
    const text = yamlPump(
      `  # ${MARK} unbounded: comes from a list`,
      "  # A comment between.",
      "  make:",
      "    type: string",
      `  model: { type: string } # ${MARK} unbounded: so does this`,
    );
    expect((await ofYaml(text)).found).toEqual(
      ["0 errors, 0 warnings, 2 suppressed", "linted: 1 schema, no findings"].toReversed(),
    );
  });

  test("is none within a text", async () => {
    const text = yamlPump("  make:", "    type: string", "    description: |", `      # ${MARK} unbounded: text`);
    expect((await ofYaml(text)).found.at(-1)).toBe("0 errors, 1 warning");
  });

  test("that suppresses nothing is told with its place", async () => {
    const text = yamlPump(`  # ${MARK} unbounded: a relic`, "  make: { type: string, maxLength: 9 }");
    const { code, found } = await ofYaml(text);
    expect([code, found[0]]).toEqual([
      0,
      "schema/pump.schema.yaml:7:3 warning unused-suppression: there is no unbounded here to suppress; remove this, or put it where the finding is",
    ]);
  });
});

describe("a suppression is refused", () => {
  test.each([
    ["without a reason", `${MARK} unbounded`, 'bad-suppression: a suppression says what and why: "octopus-mqtt-'],
    ["without a code", `${MARK}: why`, 'bad-suppression: a suppression says what and why: "octopus-mqtt-'],
    ["of a code that there is not", `${MARK} unbouded: x`, 'there is no code "unbouded"; did you mean "unbounded"?'],
  ])("%s", async (_, comment, message) => {
    const { code, found } = await ofJson(pump({ $comment: comment }));
    expect(code).toBe(1);
    expect(found.join("\n")).toContain(message);
  });

  test("of an error", async () => {
    const comment = `${MARK} unknown-keyword: never mind`;
    const { code, found } = await ofJson(pump({ maxLenght: 9, $comment: comment }));
    expect(code).toBe(1);
    expect(found.join("\n")).toMatch(
      /error unknown-keyword[\s\S]*error bad-suppression: unknown-keyword is an error here/,
    );
  });
});

describe("a configuration that suppresses", () => {
  const project = (...suppress: object[]) => ({
    "octopus-mqtt.config.json": JSON.stringify({ jobs: { edge: { suppress } } }, null, 2),
    "schema/pump.schema.json": pump(),
    "schema/mqtt/valve.schema.json": schema("Valve", { type: "string" }),
  });

  test("is about all sources of the job, or some", async () => {
    const reason = "the API bounds them";
    expect((await lint(project({ code: "unbounded", reason }))).found).toEqual(
      ["0 errors, 0 warnings, 3 suppressed", "linted edge: 2 schemas, no findings"].toReversed(),
    );
    for (const [source, tally] of [
      ["mqtt", "0 errors, 2 warnings, 1 suppressed"],
      ["pump.schema.json", "0 errors, 1 warning, 2 suppressed"],
    ])
      expect((await lint(project({ code: "unbounded", reason, source }))).found.at(-1)).toBe(tally);
  });

  test("is told where it suppresses nothing, or has no reason, or an unknown code", async () => {
    const good = { code: "unbounded", reason: "bounded elsewhere" };
    const unused = await lint(project(good, { ...good, code: "cel-cost" }));
    expect([unused.code, unused.found[0]]).toEqual([
      0,
      expect.stringMatching(/^octopus-mqtt\.config\.json:9:9 warning unused-suppression: there is no cel-cost here/),
    ]);
    const unknown = await lint(project({ ...good, code: "unbouded" }));
    expect([unknown.code, unknown.found.join()]).toEqual([2, expect.stringContaining('did you mean "unbounded"?')]);
    for (const reason of [undefined, "", " "]) {
      const silent = await lint(project({ code: "unbounded", reason }));
      expect([silent.code, silent.found.join()]).toEqual([2, expect.stringContaining("reason")]);
    }
  });

  test("works for runs that do nothing, and for those after a change", async () => {
    const files = project({ code: "unbounded", reason: "bounded elsewhere" });
    const folder = await folderWith({ ...files, "package.json": "{}", "node_modules/.keep": "" });
    const told = async () => (await run("generate", folder)).err;
    expect(await told()).toBe("0 errors, 0 warnings, 3 suppressed\n");
    expect(await told()).toBe("0 errors, 0 warnings, 3 suppressed\n");
    await writeFile(join(folder, "schema/pump.schema.json"), pump({ maxLength: 3 }));
    expect(await told()).toBe("0 errors, 0 warnings, 2 suppressed\n");
    await writeFile(join(folder, "octopus-mqtt.config.json"), JSON.stringify({ jobs: { edge: {} } }));
    expect(await told()).toContain("0 errors, 2 warnings\n");
  });
});

test("formats for programs keep what is suppressed apart", async () => {
  const reason = "comes from a list";
  const folder = await folderWith({ "schema/pump.schema.json": pump({ $comment: `${MARK} unbounded: ${reason}` }) });
  const said = async (format: string) => (await run("lint", folder, "--format", format)).out;
  const json = JSON.parse(await said("json")) as Record<"diagnostics" | "suppressed", object[]>;
  expect([json.diagnostics.length, json.suppressed]).toMatchObject([
    1,
    [{ code: "unbounded", pointer: "/properties/make", suppression: { kind: "inSource", reason } }],
  ]);
  expect((await said("github")).match(/^::warning /gm)).toHaveLength(1);
  const { runs } = JSON.parse(await said("sarif")) as Log;
  const suppressions = runs[0]?.results?.map((result) => result.suppressions);
  expect(suppressions).toEqual([[{ kind: "inSource", justification: reason }], undefined]);
});
