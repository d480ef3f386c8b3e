import { describe, expect, test } from "vitest";
import {
  checkTopicFilter,
  checkTopicName,
  requireTopicFilter,
  requireTopicName,
} from "../../../runtime/topic/index.js";
import { thrownBy } from "../thrown.js";

const codes = (issues: readonly { code: string }[]) => issues.map(({ code }) => code);

describe("checkTopicName", () => {
  test.each([
    "a",
    "/",
    "/a",
    "a//b",
    "a b/c",
    "cattle.io/octopus/default/device/case1",
    "a/$will",
    "a/...",
    "a/.b",
    "\u{1f419}/ü",
    "\ufeff",
  ])("accepts %j", (topic) => {
    expect(checkTopicName(topic)).toEqual([]);
  });

  test.each([
    ["", ["topic-empty"]],
    ["a\0b", ["topic-nul"]],
    ["a/\ud83d", ["topic-lone-surrogate"]],
    ["\udc19/a", ["topic-lone-surrogate"]],
    ["a/+/b", ["topic-wildcard"]],
    ["a#", ["topic-wildcard"]],
    ["$SYS/a", ["topic-leading-dollar"]],
    [".", ["topic-dot-segment"]],
    ["a/../b", ["topic-dot-segment"]],
    ["a/.", ["topic-dot-segment"]],
    ["$a/../#\0", ["topic-nul", "topic-wildcard", "topic-leading-dollar", "topic-dot-segment"]],
  ])("refuses %j: %j", (topic, expected) => {
    expect(codes(checkTopicName(topic))).toEqual(expected);
  });

  test("a leading $ can be allowed", () => {
    expect(checkTopicName("$SYS/a", { allowDollar: true })).toEqual([]);
  });
});

describe("checkTopicFilter", () => {
  test.each(["#", "+", "a/#", "a/+/b", "+/+/#", "/+", "$SYS/#", "a", "$share/g/a/+/#", "$share/g/#", "$shared/a"])(
    "accepts %j",
    (filter) => {
      expect(checkTopicFilter(filter)).toEqual([]);
    },
  );

  test.each([
    ["", ["topic-empty"]],
    ["a#", ["filter-multi-level-wildcard"]],
    ["a/#/b", ["filter-multi-level-wildcard"]],
    ["##", ["filter-multi-level-wildcard"]],
    ["a+/b", ["filter-single-level-wildcard"]],
    ["++", ["filter-single-level-wildcard"]],
    ["$share", ["filter-share-group"]],
    ["$share/g", ["filter-share-group"]],
    ["$share/g/", ["filter-share-group"]],
    ["$share//a", ["filter-share-group"]],
    ["$share/+/a", ["filter-share-group"]],
    ["$share/g/a#", ["filter-multi-level-wildcard"]],
    ["a/../#", ["topic-dot-segment"]],
  ])("refuses %j: %j", (filter, expected) => {
    expect(codes(checkTopicFilter(filter))).toEqual(expected);
  });
});

test.each([checkTopicName, checkTopicFilter])("at most 65535 bytes of UTF-8 ($name)", (check) => {
  expect(check("x".repeat(65_535))).toEqual([]);
  expect(check("ü".repeat(32_767))).toEqual([]);
  expect(codes(check("x".repeat(65_536)))).toEqual(["topic-too-long"]);
  expect(codes(check("ü".repeat(32_768)))).toEqual(["topic-too-long"]);
});

test("requireTopicName returns the topic or throws with all that is wrong", async () => {
  expect(requireTopicName("a/b")).toBe("a/b");
  expect(requireTopicFilter("a/#")).toBe("a/#");
  const error = await thrownBy(() => requireTopicName("$a/+", { pointer: "/message/topic" }));
  expect(error.message).toMatch(/^invalid-topic: "\$a\/\+" is not a topic name at \/message\/topic\. .*`\+`.*`\$`/);
  expect((await thrownBy(() => requireTopicFilter("a#"))).code).toBe("invalid-topic");
});
