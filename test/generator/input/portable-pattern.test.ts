import { describe, expect, test } from "vitest";
import { portabilityProblems } from "../../../generator/input/portable-pattern.js";

describe("means the same to JavaScript and to the API server", () => {
  test.each([
    "^[-+]?(?:0|(?:[0-9]+(?:\\.[0-9]*)?(?:ns|us|µs|ms|s|m|h))+)$",
    "^\\d+\\w*\\b",
    "[^\\x00-\\x1f\\x7f]",
    "\\p{L}\\P{Nd}",
    "(?<name>a|b)*?",
    "a{1000}",
  ])("%s", (pattern) => {
    expect(portabilityProblems(pattern)).toEqual([]);
  });
});

describe("does not", () => {
  test.each([
    ["\\s", /white space/],
    ["[^\\S]", /white space/],
    ["a.b", /line ends/],
    ["(?=a)", /lookahead/],
    ["(?<!a)", /lookbehind/],
    ["(a)\\1", /backreference/],
    ["(?<n>a)\\k<n>", /backreference/],
    ["\\u00e9", /escape/],
    ["\\u{1F600}", /escape/],
    ["\\cA", /escape/],
    ["[\\b]", /backspace/],
    ["[^]", /empty class/],
    ["\\p{Script=Greek}", /general category/],
    ["\\p{Emoji}", /general category/],
    ["a{1001}", /1000 times/],
    ["(?:a{1000}){2}", /refused by the API server/],
    ["a{2,1}", /not valid in JavaScript/],
    ["(?i)a", /not valid in JavaScript/],
  ])("%s", (pattern, problem) => {
    expect(portabilityProblems(pattern)).toEqual([expect.stringMatching(problem)]);
  });
});
