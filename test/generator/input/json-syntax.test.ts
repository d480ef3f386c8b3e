import { expect, test } from "vitest";
import { findJsonSyntaxError } from "../../../generator/input/json-syntax.js";

test.each([
  ["", 0, "found the end of the file, expected one JSON value"],
  ['{"a": 1,}', 7, 'found ",", expected "}" (no comma after the last item)'],
  ["{'a': 1}", 1, "found 'a, expected a property name in double quotes"],
  ['{"a" 1}', 5, 'found 1, expected ":" after the property name'],
  ["[1 2]", 3, 'found 2, expected "," or "]"'],
  ["[01]", 2, 'found 1, expected "," or "]"'],
  ['{"a": truth}', 6, "found truth, expected a value"],
  ["[1] x", 4, "found x, expected the end of the file"],
  ['["\\q"]', 1, "found a string that does not end on its line or has a bad escape, expected a value"],
  ["/* no */ 1", 0, "found a comment, which JSON does not have, expected one JSON value"],
])("%s", (text, offset, message) => {
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  expect(findJsonSyntaxError(text)).toEqual({ offset, message });
});

test.each(['{"a":[1,-2.5e+3,true,null,"\\u00e9\u007f"],"":{}}', " [ ] ", "0"])("finds nothing in %s", (text) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
  expect(findJsonSyntaxError(text)).toBeUndefined();
});
