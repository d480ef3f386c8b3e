import { describe, expect, test } from "vitest";
import { isValid } from "./sources.js";

const GOOD = [
  ...[
    "a",
    "/a",
    "a//b",
    "cattle.io/octopus/:namespace/device/:name",
    ":uid",
    "a/:nmae",
    "a/:/b",
    "dev:name",
    "$aws/things",
  ],
  ...["a/.hidden", "a/...", "ü/😀", "a b", "a".repeat(65_535)],
];
const BAD = [
  "",
  "/",
  "a/",
  "a/#",
  "#",
  "+/a",
  "a/+/b",
  "a+b",
  "a\0b",
  ".",
  "..",
  "a/./b",
  "../a",
  "a/..",
  "a".repeat(65_536),
];

describe.each([
  ["the topic", "mqtt/mqtt-message-options", (topic: string) => ({ topic })],
  ["the will's topic", "mqtt/mqtt-will-message", (topic: string) => ({ topic, content: "" })],
])("%s", (_name, type, document) => {
  test.each(GOOD.map((topic) => [topic.slice(0, 60), topic]))("may be %s", (_label, topic) => {
    expect(isValid(type, document(topic))).toBe(true);
  });
  test.each(BAD.map((topic) => [topic.slice(0, 60), topic]))("may not be %j", (_label, topic) => {
    expect(isValid(type, document(topic))).toBe(false);
  });
});

describe.each(["path", "read", "write"])("%s, which becomes part of a topic,", (field) => {
  const document = (value: string) =>
    field === "path" ? { topic: "a/:path", path: value } : { topic: "a/:operator", operator: { [field]: value } };

  test.each(["", "set", "region/ap", "/a/", "null"])("may be %j", (value) => {
    expect(isValid("mqtt/mqtt-message-options", document(value))).toBe(true);
  });
  test.each(["+", "a/#", "a\0", "..", "../../x"])("may not be %j", (value) => {
    expect(isValid("mqtt/mqtt-message-options", document(value))).toBe(false);
  });
});
