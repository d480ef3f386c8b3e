import { describe, expect, test } from "vitest";
import { agreed, judge } from "./portable.js";
import { PATHS, readSource, valuesOf } from "./sources.js";

const PATTERNS = [...new Set(PATHS.flatMap((path) => valuesOf("pattern", readSource(path))))].map(String);

/** Texts on which engines are known to differ, and some that most patterns are about. */
const PROBES = [
  ...[
    "",
    " ",
    "\t",
    "\n",
    "\r",
    "\v",
    "\0",
    "\u00a0",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\x7f",
    "é",
    "😀",
    "\ud83d\ude00x",
  ],
  ...[
    "a",
    "A-1",
    "a/b",
    "/a/b",
    "a\n",
    "a\nb",
    "\na",
    ":name",
    "a/:name",
    "a/:nmae/b",
    ":",
    "a//b",
    ".",
    "a/../b",
    "...",
  ],
  ...["10s", "0", "-5s", "+0", "1.5h", "5µs", "5μs", "b2s=", "b2s", "a+b", "#", "tcp://a:1", "ws://u@h/", "unix:///a"],
  ...["tcp://a\u00a0b", "wss://[::1]:443/mqtt?x=1", "x".repeat(300), "a.".repeat(100), "v1", "edge.cattle.io/v1alpha1"],
  "835aea2e-5f80-4d14-88f5-40c4bda41aa3",
];

test("there are patterns to look at", () => {
  expect(PATTERNS.length).toBeGreaterThan(20);
});

describe.each(PATTERNS)("%s", (pattern) => {
  test("means the same to JavaScript and to Go", () => {
    for (const probe of PROBES) {
      const { javascript, go } = judge(pattern, probe);
      expect({ probe, verdict: go }).toEqual({ probe, verdict: javascript });
    }
  });

  test("spells its classes out", () => {
    expect(pattern).not.toMatch(/\\[sSuUpPcdDwWbBAzQE]/);
    expect(pattern).not.toMatch(/\(\?(?!:)/);
    expect(pattern.replace(/\\.|\[(?:\\.|[^\]])*\]/g, "")).not.toContain(".");
  });
});

test("a disagreement of the engines does not pass", () => {
  expect(judge("^\\s$", "\u00a0")).toEqual({ javascript: true, go: false });
  expect(() => agreed("^\\s$", "\u00a0")).toThrow("Go false");
});
