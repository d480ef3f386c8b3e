import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig, severityOf } from "../../../generator/crd-diff/config.js";
import { RULE_NAMES, RULES, SETTABLE_NAMES } from "../../../generator/crd-diff/rules/rules.js";
import { repositoryRoot } from "../../repository/imports.js";
import { folderWith } from "../source-folder.js";
import { object, thing } from "./crds.js";
import { run } from "./run.js";

describe("severities", () => {
  test("are those of the table without a configuration", () => {
    for (const rule of RULE_NAMES) expect(severityOf(rule, { rules: {} })).toBe(RULES[rule].severity);
  });

  test("a rule's name speaks for its changes that are not harmless, with ignore for all", () => {
    const rules = { maximum: "warning" } as const;
    expect(severityOf("maximum/tightened", { rules })).toBe("warning");
    expect(severityOf("maximum/loosened", { rules })).toBe("harmless");
    expect(severityOf("maximum/loosened", { rules: { maximum: "ignore" } })).toBe("ignore");
    expect(severityOf("exclusiveMaximum/tightened", { rules })).toBe("breaking");
  });

  test("a change's name wins", () => {
    const rules = { enum: "harmless", "enum/valueAdded": "breaking", fieldAddition: "warning" } as const;
    expect(severityOf("enum/valueRemoved", { rules })).toBe("harmless");
    expect(severityOf("enum/valueAdded", { rules })).toBe("breaking");
    expect(severityOf("fieldAddition", { rules })).toBe("warning");
  });
});

describe("a configuration file", () => {
  const inputs = {
    "old.json": thing(object({ a: { type: "string", enum: ["x", "y"] }, b: { type: "string" } })),
    "new.json": thing(object({ a: { type: "string", enum: ["x", "z"] } })),
  };
  const diffWith = async (config: string) => {
    const folder = await folderWith({ ...inputs, config });
    const at = (name: string) => join(folder, name);
    const { code, out, err } = await run("diff", at("old.json"), at("new.json"), "--config", at("config"));
    return { code, out, err: err.replaceAll(`${folder}/`, "") };
  };

  test("in YAML sets severities and leaves out what is ignored", async () => {
    const { code, out } = await diffWith("rules:\n  enum: warning\n  existingFieldRemoval: ignore\n");
    expect(code).toBe(0);
    expect(out).toContain("0 breaking, 2 warnings, 0 harmless");
  });

  test("in JSON too; an empty one changes nothing", async () => {
    expect((await diffWith('{"rules":{"enum/valueAdded":"breaking"}}')).out).toContain("3 breaking, 0 warnings");
    expect((await diffWith("")).out).toContain("2 breaking, 1 warning, 0 harmless");
  });

  test.each([
    [
      "rules:\n  enum: warning\n  enun/valueAdded: ignore\n",
      'config-invalid: config:3 rules: there is no rule "enun/valueAdded"; did you mean "enum/valueAdded"?; crd diff-rules lists them\n',
    ],
    [
      "rules:\n  enum: off\n",
      'config-invalid: config:2 rules.enum: found false, expected "breaking", "warning", "harmless" or "ignore"\n',
    ],
    ["severities: {}\n", 'config-invalid: config:1 "severities" is unknown; expected $schema or rules\n'],
    ["rules: [\n", expect.stringMatching(/^input-syntax: config:\d+:\d+ is not YAML or JSON: /) as string],
  ])("is refused: %j", async (config, err) => {
    expect(await diffWith(config)).toEqual({ code: 2, out: "", err });
  });

  test("that is not there is told", async () => {
    expect((await run("diff", "a", "b", "--config", "nowhere.yaml")).err).toBe(
      "input-unreadable: nowhere.yaml cannot be read (ENOENT); check that it is there and yours to read\n",
    );
  });

  test("follows a schema that lists exactly the rules there are", async () => {
    const path = join(repositoryRoot, "schema/meta/crd-diff-config.schema.json");
    const schema = JSON.parse(readFileSync(path, "utf8")) as {
      properties: { rules: { propertyNames: { enum: string[] } } };
    };
    expect(schema.properties.rules.propertyNames.enum).toEqual(SETTABLE_NAMES);
    const folder = await folderWith({
      all: JSON.stringify({ rules: Object.fromEntries(SETTABLE_NAMES.map((n) => [n, "ignore"])) }),
    });
    const config = readConfig(join(folder, "all"));
    expect(RULE_NAMES.filter((rule) => severityOf(rule, config) !== "ignore")).toEqual([]);
  });
});
