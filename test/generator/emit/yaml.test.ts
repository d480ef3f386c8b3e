import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { printYaml } from "../../../generator/print/yaml.js";
import { TRICKY_STRINGS } from "../support/tricky-strings.js";

describe("YAML", () => {
  test("keeps the order of keys, indents lists and neither folds nor refers", () => {
    const shared = { z: 1, a: [true, null] };
    const long = `${"word ".repeat(60)}end`;
    expect(printYaml({ one: shared, two: shared, long, empty: [], none: {} })).toBe(
      "one:\n  z: 1\n  a:\n    - true\n    - null\ntwo:\n  z: 1\n  a:\n    - true\n    - null\n" +
        `long: ${long}\nempty: []\nnone: {}\n`,
    );
  });

  test("sentences and paths are plain, patterns in single quotes, paragraphs in blocks", () => {
    expect(
      printYaml({ a: "It's plain, really.", b: "/var/run", c: ".spec.kind", d: '^\\d"$', e: "One.\n\n- two: 2" }),
    ).toBe("a: It's plain, really.\nb: /var/run\nc: .spec.kind\nd: '^\\d\"$'\ne: |-\n  One.\n\n  - two: 2\n");
  });

  // What the reader of kubectl makes of them is asked in test/kubernetes.
  test.each(TRICKY_STRINGS)("%j is the same string after reading, as value and as key", (text) => {
    const value = { list: [text], [text]: { deep: text } };
    for (const version of ["1.1", "1.2"] as const) {
      expect(parse(printYaml(value), { version, merge: false })).toEqual(value);
    }
  });

  test.each(["on", "No", "y", "1_000", "0o7", "2001-01-01", "~", ".inf", "1e3", "12:30:45", "0x1f", "=", "<<"])(
    "%s is quoted, since readers of YAML 1.1 take it for something else",
    (text) => {
      expect(printYaml({ [text]: text })).toBe(`"${text}": "${text}"\n`);
    },
  );
});
