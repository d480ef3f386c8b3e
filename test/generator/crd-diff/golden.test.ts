import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { diffInputs, report } from "../../../generator/crd-diff/index.js";
import { RULE_NAMES } from "../../../generator/crd-diff/rules/rules.js";
import { folderWith } from "../source-folder.js";

const golden = fileURLToPath(new URL("golden/", import.meta.url));
const cases = readdirSync(golden);

/** A side is a file, or a folder of sources. */
const side = (name: string, which: "old" | "new") => {
  const file = join(golden, name, `${which}.yaml`);
  return existsSync(file) ? file : join(golden, name, which);
};

const diffCase = (name: string) => diffInputs(side(name, "old"), side(name, "new"));

/** The value with the names of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, reversed(member)] as const)
      .reverse(),
  );
}

// `npx vitest run test/generator/crd-diff/golden.test.ts -u` rewrites the reports; read the diff.
describe("changes between two inputs", () => {
  test.each(cases)("%s", async (name) => {
    await expect(report(await diffCase(name), "text")).toMatchFileSnapshot(join(golden, name, "changes.txt"));
  });

  test("together they show every rule", async () => {
    const seen = new Set((await Promise.all(cases.map(diffCase))).flat().map(({ rule }) => rule));
    expect(RULE_NAMES.filter((rule) => !seen.has(rule))).toEqual([]);
  });
});

describe("no input differs from itself", () => {
  test.each(cases)("%s", async (name) => {
    expect(await diffInputs(side(name, "old"), side(name, "old"))).toEqual([]);
    expect(await diffInputs(side(name, "new"), side(name, "new"))).toEqual([]);
  });

  test.each(cases.filter((name) => existsSync(join(golden, name, "new.yaml"))))(
    "%s with its keys in the opposite order, as JSON",
    async (name) => {
      const documents = parseAllDocuments(readFileSync(side(name, "new"), "utf8"), { version: "1.1" });
      const text = documents.map((document) => JSON.stringify(reversed(document.toJS()))).join("\n---\n");
      const folder = await folderWith({ "other.yaml": text });
      expect(await diffInputs(side(name, "new"), join(folder, "other.yaml"))).toEqual([]);
    },
  );
});
