import { expect, test } from "vitest";
import { TOPIC_KEYWORDS, unknownKeywords } from "../../../runtime/topic/index.js";

test("the five keywords are known, and text that only contains a colon is none", () => {
  expect(unknownKeywords(TOPIC_KEYWORDS.map((keyword) => `:${keyword}`).join("/"))).toEqual([]);
  expect(unknownKeywords("a/dev:nmae/:/b")).toEqual([]);
});

test.each([
  ["nmae", "name"],
  ["Name", "name"],
  ["uuid", "uid"],
  ["id", "uid"],
  ["namspace", "namespace"],
  ["namespaces", "namespace"],
  ["op", "operator"],
  ["opertaor", "operator"],
  ["pahts", undefined],
  ["device", undefined],
])("%j is meant as %j", (keyword, suggestion) => {
  expect(unknownKeywords(`a/:${keyword}/b`)).toEqual([
    suggestion === undefined ? { keyword } : { keyword, suggestion },
  ]);
});

test("each is listed once, in order", () => {
  expect(unknownKeywords(":b/:a/:b/:constructor").map(({ keyword }) => keyword)).toEqual(["b", "a", "constructor"]);
});
