import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "../../../generator/input/parse-json.js";
import { parseSource } from "../../../generator/input/parse-source.js";

/** The names with escapes, after an object with the name `\` has been read. */
function afterBackslash(text: string): readonly [string, unknown][] {
  parseJson('{"h":[],"\\\\":0}');
  return Object.entries(parseJson(text) as object);
}

describe("names", () => {
  test.each([String.raw`\"`, String.raw`\n`, "\u2028", String.raw`\u2028`, String.raw`\u0041`, String.raw`\\d+`, "a"])(
    "%s is read as it is written",
    (written) => {
      const name = JSON.parse(`"${written}"`) as string;
      expect(afterBackslash(`{"h":1,"${written}" :{"\\\\":2}}`)).toEqual([
        ["h", 1],
        [name, { "\\": 2 }],
      ]);
    },
  );

  test("stay as they are where they look like what stands in for others", () => {
    expect(parseJson('{"name0":1,"\\n":2,"name_1":"\\n\\":"}')).toEqual({ name0: 1, "\n": 2, name_1: '\n":' });
  });

  test("that are none of an object's are kept, too", () => {
    const json = parseJson('{"__proto__":1,"\\n":{"__proto__":[{}]}}');
    expect(JSON.stringify(json)).toBe('{"__proto__":1,"\\n":{"__proto__":[{}]}}');
  });

  test("in a source, of JSON or YAML, are those of its text", () => {
    for (const path of ["a.schema.json", "a.schema.yaml"]) {
      const { json } = parseSource({ path, text: '{"h":[{"h":[],"\\\\":0}],"p":{"h":1,"\\"":2}}' });
      expect(json, path).toEqual({ h: [{ h: [], "\\": 0 }], p: { h: 1, '"': 2 } });
    }
  });
});

test("any text is read as it was written", () => {
  const names = fc.constantFrom("\\", '"', "\n", " ", "a", "name0", "\u2028", "😀", "1");
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(fc.integer(), names, fc.array(tie("value")), fc.dictionary(names, tie("value"), { maxKeys: 5 })),
  }));
  fc.assert(
    fc.property(value, (json) => {
      expect(JSON.stringify(parseJson(JSON.stringify(json)))).toBe(JSON.stringify(json));
    }),
    { numRuns: 2000 },
  );
});

test.each(["", "{", '{"a":1,}', '{"\\x":1}'])("%j is refused", (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});
