import { describe, expect, test } from "vitest";
import { compileFilter } from "../../../runtime/topic/filter-match.js";

/** MQTT 3.1.1, section 4.7: its own examples, and the corners between them. */
const cases: readonly (readonly [filter: string, matching: readonly string[], others: readonly string[]])[] = [
  [
    "sport/tennis/player1/#",
    ["sport/tennis/player1", "sport/tennis/player1/score/wimbledon"],
    ["sport/tennis/player10"],
  ],
  ["sport/#", ["sport", "sport/", "sport/a/b"], ["sports"]],
  ["#", ["a", "/", "a/b"], ["$SYS/a", "$"]],
  ["+", ["a", ""], ["/a", "a/b", "$SYS"]],
  ["sport/+", ["sport/", "sport/a"], ["sport", "sport/a/b"]],
  ["+/+", ["/finance", "a/b"], ["$SYS/b", "a"]],
  ["/+", ["/finance"], ["finance"]],
  ["$SYS/#", ["$SYS/broker"], ["a/$SYS"]],
  ["a/+/#", ["a/b", "a//c"], ["a"]],
  ["+/$x/#", ["a/$x/b"], ["a/x"]],
  ["a/b", ["a/b"], ["a/b/", "A/b"]],
  ["$share/group/a/+", ["a/b"], ["$share/group/a/b"]],
  ["$share/group/a", ["a"], ["$share/group/a"]],
  ["$share/group/#", ["a/b"], ["$SYS/a"]],
];

describe("a compiled filter", () => {
  test.each(cases)("%s", (filter, matching, others) => {
    const matches = compileFilter(filter);
    expect([...matching, ...others].filter(matches)).toEqual(matching);
  });
});
