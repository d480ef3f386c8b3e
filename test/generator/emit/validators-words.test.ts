import { Name } from "ajv";
import { ValueScopeName } from "ajv/dist/compile/codegen/index.js";
import type { SourceCode } from "ajv/dist/types/index.js";
import { describe, expect, test } from "vitest";
import { CheckModule } from "../../../generator/emit/check-module.js";
import { codePointLength } from "../../../templates/support/code-point-length.js";
import { isDateTime } from "../../../templates/support/date-time.js";
import { describeValue, listWords, quoteName } from "../../../templates/support/found.js";
import { nearestWord } from "../../../templates/support/nearest-word.js";

test.each([
  ["kepAlive", "keepAlive"],
  ["direcotryPrefix", "directoryPrefix"],
  ["KEEPALIVE", "keepAlive"],
  ["keepAlives", "keepAlive"],
  ["pass", undefined],
  ["", undefined],
  ["k".repeat(65), undefined],
])("the word nearest to %s is %s", (word, nearest) => {
  expect(nearestWord(word, ["keepAlive", "directoryPrefix", "order"])).toBe(nearest);
});

test("a swap of neighbours is one mistake, and of equally near words the first is taken", () => {
  expect(nearestWord("ba", ["ab"])).toBe("ab");
  expect(nearestWord("cat", ["car", "can"])).toBe("car");
});

describe("a value in a message", () => {
  test.each<[value: unknown, shown: string, hidden: string]>([
    ["a", '"a"', "a string"],
    [5, "5", "a number"],
    [NaN, "NaN", "a number"],
    [1n, "1", "a bigint"],
    [true, "true", "a boolean"],
    [null, "null", "null"],
    [undefined, "nothing", "nothing"],
    [[1], "a list", "a list"],
    [{ a: 1 }, "an object", "an object"],
    [(): void => undefined, "a function", "a function"],
    [Symbol("x"), "a symbol", "a symbol"],
    ['a"\n\u009b\u2028', String.raw`"a\"\n\u009b\u2028"`, "a string"],
  ])("%o", (value, shown, hidden) => {
    expect([describeValue(value, false), describeValue(value, true)]).toEqual([shown, hidden]);
  });

  test("has at most 60 characters and no half of a pair", () => {
    for (const text of ["x".repeat(1e6), "🙂".repeat(100), `x${"🙂".repeat(100)}`, "\u0000".repeat(100)]) {
      const shown = describeValue(text, false);
      expect(shown.length).toBeLessThanOrEqual(60);
      expect(shown).toMatch(/^"[^]*…$/);
      expect(shown).toBe(Buffer.from(shown).toString());
    }
  });

  test.each([
    ["tcp://me:secret@host", '"tcp://***@host"'],
    ["tcp://me:se/cr@et@host/x", '"tcp://***@host/x"'],
    ["me:secret@host", '"***@host"'],
    ["//secret@host", '"***@host"'],
    [`tcp://${"s".repeat(100)}@host`, '"tcp://***@host"'],
    ["someone@example.com", '"someone@example.com"'],
    ["tcp://host", '"tcp://host"'],
  ])("masks user info: %s", (text, shown) => {
    expect(describeValue(text, false)).toBe(shown);
  });
});

test("names and lists", () => {
  expect(quoteName("a\u001b[31m")).toBe("`a\\u001b[31m`");
  expect(quoteName("x".repeat(100))).toHaveLength(62);
  expect([listWords([]), listWords(["a"]), listWords(["a", "b"]), listWords(["a", "b", "c"])]).toEqual([
    "",
    "a",
    "a or b",
    "a, b or c",
  ]);
});

test.each([
  ["", 0],
  ["aé", 2],
  ["🙂🙂", 2],
  ["\ud83d", 1],
  ["\ude42\ud83d", 2],
  ["\ud83d\ud83d\ude42", 2],
])("%j has %d code points", (text, length) => {
  expect(codePointLength(text)).toBe(length);
});

test.each<[text: string, valid: boolean]>([
  ["2026-02-28T23:59:59Z", true],
  ["2024-02-29t00:00:00.123+01:00", true],
  ["2023-02-29T00:00:00Z", false],
  ["1900-02-29T00:00:00Z", false],
  ["2000-02-29T00:00:00Z", true],
  ["2026-04-31T00:00:00Z", false],
  ["2026-01-01T24:00:00Z", false],
  ["2026-01-01T00:00:60Z", false],
  ["2026-01-01T00:00:00", false],
  ["2026-00-01T00:00:00Z", false],
  ["today", false],
])("%s as a date and time: %s", (text, valid) => {
  expect(isDateTime(text)).toBe(valid);
});

describe("output of ajv's that would need ajv", () => {
  const add = (body: string, scopeValues: SourceCode["scopeValues"] = {}): void => {
    const validateName = new ValueScopeName("validate", "validate0");
    const validateCode = `function validate0(data, {instancePath="", rootData=data}={}){\n${body}\n}`;
    new CheckModule().add({ validateName, validateCode, scopeValues }, "checkT", "T");
  };
  const outer = (prefix: string, name: string, code: string): SourceCode["scopeValues"] => {
    const value = new ValueScopeName(prefix, name);
    value.setValue({ ref: {}, code: new Name(code) }, { property: prefix, itemIndex: 0 });
    return { [prefix]: new Set([value]) };
  };

  test.each<[string, () => void, string]>([
    [
      "an unknown function",
      () => {
        add("func0(data);", outer("func", "func0", "equal"));
      },
      "ajv needs more",
    ],
    [
      "a require within a check",
      () => {
        add(`require("x");`);
      },
      "ajv needs more than its output may have: require",
    ],
    [
      "a schema that is still read",
      () => {
        add("schema0.a;", outer("schema", "schema0", "x"));
      },
      "ajv needs more",
    ],
    [
      "a failing alternative",
      () => {
        add(`const err0 = {keyword: "anyOf"};\nif(vErrors === null){}`);
      },
      "outside a negation",
    ],
    [
      "an error that is kept",
      () => {
        add(`const err0 = {keyword: "type"};\nreturn err0;`);
      },
      "Unknown code: return err0;",
    ],
  ])("%s", (_, addFunction, message) => {
    expect(addFunction).toThrow(message);
  });
});
