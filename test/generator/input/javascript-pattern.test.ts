import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { javaScriptPattern, regExpOf } from "../../../generator/input/javascript-pattern.js";

/** Two characters that take two UTF-16 units each, and what may stand beside them. */
const TEXTS = ["😀", "a😀", "😀a", "😀😀", "a/😀", "😀/", "😀\n", "\n😀", "𝒳.", ".𝒳", "/", "a", ""];

describe("an end that Node 26 would look for too late", () => {
  test.each([
    ["[^/]$", "[^/](?![^])"],
    ["[\\S]$|^a$", "[\\S](?![^])|^a(?![^])"],
    ["(?:[^a]b?$)", "(?:[^a]b?(?![^]))"],
    ["\\$[^$]$", "\\$[^$](?![^])"],
    ["[a-\u{1f600}]$", "[a-\u{1f600}](?![^])"],
  ])("of %s is written as %s", (pattern, told) => {
    expect(javaScriptPattern(pattern)).toBe(told);
  });

  test.each(["^[^/]$", "^a$|^[^b]$", "[^/]", "[a-z]$", "(?:^|/)\\.\\.?(?:/|$)", "[^$]", "\\[^\\$"])(
    "is not in %s, which stays",
    (pattern) => {
      expect(javaScriptPattern(pattern)).toBe(pattern);
    },
  );
});

describe.each([
  "[^/]$",
  "[^\\n]$",
  "[^a]{2}$",
  "[^a]b?$",
  "[^a]$|b$",
  "a[^b]$",
  "(?:[^/]$)",
  "[^.]\\.$",
  "^[^a]$",
  "[a-z]$",
])("%s", (pattern) => {
  test.each(TEXTS)("judges %j as Go's regexp does", (text) => {
    expect(regExpOf(pattern).test(text)).toBe(RE2JS.compile(pattern).matcher(text).find());
  });
});
