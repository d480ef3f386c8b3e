import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryRoot } from "./imports.js";

const TABLE = "runtime/OPTIONS.md";
const ROOT_SCHEMA = "schema/mqtt/mqtt-options.schema.json";

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Row {
  readonly option: string;
  readonly effect: string;
  /** A test file with the titles, or beginnings of them, that are in it. */
  readonly tests: readonly (readonly [file: string, titles: readonly string[]])[];
}

function rows(): Row[] {
  const lines = readFileSync(join(repositoryRoot, TABLE), "utf8").split("\n");
  const cells = lines.filter((line) => line.startsWith("| `")).map((line) => line.split(" | "));
  return cells.map(([option = "", effect = "", shown = "", ...more]) => {
    if (more.length > 0) throw new Error(`a row of ${TABLE} has more than three cells: ${option}`);
    const tests = shown.split(/(?=`test\/)/).map((part): Row["tests"][number] => {
      const titles = [...part.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => title);
      return [/^`([^`]+)`/.exec(part)?.[1] ?? "", titles];
    });
    return { option: option.replaceAll(/[|` ]/g, ""), effect: effect.trim(), tests };
  });
}

/** The dotted names of all options, those of references to values excepted: they are one type, not options of their own. */
function optionNames(path: string, prefix = ""): string[] {
  const { properties = {} } = JSON.parse(readFileSync(join(repositoryRoot, path), "utf8")) as Schema;
  return Object.entries(properties).flatMap(([name, { $ref }]) => {
    const ownName = prefix + name;
    const isOption = prefix !== "";
    const below =
      $ref === undefined || $ref.startsWith("../common/") ? [] : optionNames(join(dirname(path), $ref), `${ownName}.`);
    return isOption ? [ownName, ...below] : below;
  });
}

describe(TABLE, () => {
  test("has one row for each option of the schemas, and none beyond", () => {
    expect(
      rows()
        .map(({ option }) => option)
        .sort(),
    ).toEqual(optionNames(ROOT_SCHEMA).sort());
  });

  test.each(rows())("$option: says what happens, and names tests that exist", ({ effect, tests }) => {
    expect(effect).toMatch(/^[A-Z0-9].*\.$/);
    expect(tests.length).toBeGreaterThan(0);
    for (const [file, titles] of tests) {
      expect(existsSync(join(repositoryRoot, file)), file).toBe(true);
      expect(titles.length, file).toBeGreaterThan(0);
      const source = readFileSync(join(repositoryRoot, file), "utf8");
      // The beginning of a title: what follows an opening parenthesis and a quotation mark.
      const declared = [...source.matchAll(/\(\s*["'`]([^"`\n]+)/g)].map(([, title = ""]) => title);
      for (const title of titles)
        expect(
          declared.some((known) => known.startsWith(title)),
          `${file}: ${title}`,
        ).toBe(true);
    }
  });
});
