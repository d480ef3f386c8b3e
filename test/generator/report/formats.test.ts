import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import draft04 from "ajv-draft-04";
import type { Log, Result, Run } from "sarif";
import { describe, expect, test } from "vitest";
import { run } from "../command-line.js";
import { folderWith, schema } from "../source-folder.js";

// The official schema, as Microsoft packs it; a pattern in it is none with the flag u.
const SCHEMA = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const validate = new draft04.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile<Log>(
  JSON.parse(readFileSync(SCHEMA, "utf8")) as object,
);

const LONG = schema("Long", { type: "string" });
const MISSPELT = schema("Misspelt", { type: "string", maxLenght: 9 });
const GOOD = schema("Good", { type: "string", maxLength: 9 });

/** What a command says as SARIF, which is valid, and its exit code. */
async function sarifOf(...argv: string[]): Promise<Run & { results: Result[]; code: number }> {
  const { code, out, err } = await run(...argv, "--format", "sarif");
  const log = JSON.parse(out) as unknown;
  validate(log);
  expect([validate.errors ?? [], err]).toEqual([[], ""]);
  const [first, ...others] = (log as Log).runs;
  if (!first || others.length > 0) throw new Error("There is not exactly one run");
  return { ...first, results: first.results ?? [], code };
}

describe("--format sarif", () => {
  test("has level, place, snippet, pointer and fix of a finding, and help for its rule", async () => {
    const folder = await folderWith({ "schema/misspelt.schema.json": MISSPELT, "schema/long.schema.json": LONG });
    const { results, tool, code } = await sarifOf("lint", folder);
    expect(code).toBe(1);
    expect(tool.driver).toMatchObject({
      name: "octopus-mqtt-codegen",
      rules: [{ id: "unbounded" }, { id: "unknown-keyword" }],
    });
    expect(tool.driver.rules?.[1]?.shortDescription?.text).toBe("A keyword is outside the dialect of source schemas");
    expect(tool.driver.rules?.[1]?.help?.text).toContain("Check the spelling");
    const uri = pathToFileURL(join(folder, "schema/misspelt.schema.json")).href;
    const [misspelt] = results.filter(({ ruleId }) => ruleId === "unknown-keyword");
    expect(misspelt).toMatchObject({
      ...{ level: "error", ruleIndex: 1 },
      message: { text: expect.stringContaining("maxLength") as string },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri },
            region: { startLine: 6, startColumn: 3, snippet: { text: '  "maxLenght": 9' } },
          },
          logicalLocations: [{ fullyQualifiedName: "/maxLenght" }],
        },
      ],
    });
    const replacements = misspelt?.fixes?.[0]?.artifactChanges[0]?.replacements;
    expect(replacements).toEqual([
      {
        deletedRegion: { startLine: 6, startColumn: 11, endLine: 6, endColumn: 13 },
        insertedContent: { text: "th" },
      },
    ]);
    expect(results.find(({ ruleId }) => ruleId === "unbounded")?.level).toBe("warning");
  });

  test("names files below the working folder relative to it, as URIs", async () => {
    const { results } = await sarifOf("crd", "lint", "test/no such file.yaml");
    const [found] = results;
    expect(found?.ruleId).toBe("file-unreadable");
    expect(found?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "test/no%20such%20file.yaml" },
    });
  });

  test("of check has output that is out of date; of a run without findings it is empty", async () => {
    const folder = await folderWith({ "schema/good.schema.json": GOOD });
    expect(await sarifOf("generate", folder)).toMatchObject({ code: 0, results: [] });
    await writeFile(join(folder, "generated/types/good.ts"), "// mine\n");
    const { code, results } = await sarifOf("check", folder);
    expect([code, results.map(({ ruleId, level }) => [ruleId, level])]).toEqual([1, [["stale-output", "error"]]]);
    expect(results[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toMatch(
      /\/generated\/types\/good\.ts$/,
    );
  });

  test("of a flag that does not work here has no place", async () => {
    const folder = await folderWith({ "schema/good.schema.json": GOOD });
    const { results } = await sarifOf("generate", folder, "--publish", "--enums", "enum");
    expect(results).toMatchObject([{ ruleId: "bad-output-option" }]);
    expect(results[0]?.message.text).toMatch(/^output option publish: /);
    expect(results[0]).not.toHaveProperty("locations");
  });

  test("tells a configuration that cannot be used", async () => {
    const folder = await folderWith({ "octopus-mqtt.config.yaml": "job: {}\n" });
    const { code, results } = await sarifOf("lint", folder);
    expect([code, results[0]?.ruleId]).toEqual([2, "config-invalid"]);
  });
});

describe("--format github", () => {
  test("has an annotation for each finding, escaped, and their number", async () => {
    const folder = await folderWith({ "schema/a,b.schema.json": schema("Long", { type: "string", description: "%" }) });
    const { code, out, err } = await run("lint", folder, "--format", "github");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^::warning file=\S+\/schema\/a%2Cb\.schema\.json,line=\d+,col=\d+,title=unbounded::[^\n]+\n/);
    expect(out).toMatch(/\n0 errors, 1 warning\n$/);
  });

  test("of crd lint is an error where a server would refuse the definition", async () => {
    const folder = await folderWith({ "thing.yaml": "apiVersion: v1\nkind: Secret\n" });
    const { code, out } = await run("crd", "lint", join(folder, "thing.yaml"), "--format", "github");
    expect([code, out]).toEqual([1, expect.stringMatching(/^::error file=\S+thing\.yaml,.*title=unsupported-kind::/)]);
  });
});

test("--format json is --json; both together are wrong usage, and so is a format that there is none", async () => {
  const folder = await folderWith({ "schema/misspelt.schema.json": MISSPELT });
  expect(await run("lint", folder, "--format", "json")).toEqual(await run("lint", folder, "--json"));
  expect((await run("lint", folder, "--format", "text")).err).toMatch(/\n1 error, 0 warnings\n$/);
  expect(await run("lint", folder, "--json", "--format", "sarif")).toMatchObject({ code: 2 });
  expect(await run("lint", folder, "--format", "xml")).toMatchObject({ code: 2 });
});
